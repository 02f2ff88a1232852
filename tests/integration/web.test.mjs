// The web configuration file: TLS, client certificates, users, against the real program.
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {copyFileSync, readFileSync, writeFileSync} from 'node:fs';
import {request} from 'node:https';
import {connect} from 'node:net';
import {join} from 'node:path';
import {after, before, test} from 'node:test';
import {connect as connectTls} from 'node:tls';
import {Authority} from '../harness/certificates.mjs';
import {Exporter, fleetFor, Metrics, Simulator} from '../harness/fleet.mjs';
import {binDir, get, temporaryFolder, until} from '../harness/program.mjs';

const alice = '$2y$04$u2GP61LaJdBUNWOS1iTwpeYOjchbE.t40o1oPhTPJxJXm.Uwq9N8u'; // "open sesame"
const authority = new Authority();
const stranger = new Authority('somebody else');
const server = authority.issue('DNS:localhost,IP:127.0.0.1', {as: 'server'});

let simulator, fleet;
before(async () => {
  simulator = await Simulator.start(['--routers', '2', '--sessions', '10']);
  fleet = fleetFor(simulator.routers);
});
after(() => simulator.stop());

function webFile(text, folder = temporaryFolder()) {
  const file = join(folder, 'web.yml');
  writeFileSync(file, text);
  return file;
}

const tls = (more = '') => `tls_server_config:
  cert_file: ${server.certificate}
  key_file: ${server.key}
${more}`;

const start = (text, flags = []) => Exporter.start(fleet, [`--web.config.file=${webFile(text)}`, ...flags]);
const portOf = (exporter) => Number(exporter.address.split(':')[1]);

// {status, headers, body, certificate}; rejects as the connection does.
function ask(exporter, path = '/metrics', options = {}) {
  return new Promise((resolve, reject) => {
    const sent = request({host: '127.0.0.1', port: portOf(exporter), path, ca: authority.pem, agent: false, ...options},
                         (answer) => {
      const certificate = answer.socket.getPeerCertificate();
      const parts = [];
      answer.on('data', (part) => parts.push(part));
      answer.on('error', reject);
      answer.on('end', () => resolve({status: answer.statusCode, headers: answer.headers,
                                      body: Buffer.concat(parts).toString(), certificate}));
    });
    sent.on('error', reject);
    sent.end();
  });
}

const basic = (user, password) => ({authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`});
const client = (issued) => ({cert: readFileSync(issued.certificate), key: readFileSync(issued.key)});

// What the kernel says this process listens on besides the port it tells.
function portBehind(exporter) {
  const inodes = new Set(spawnSync('ls', ['-l', `/proc/${exporter.program.child.pid}/fd`], {encoding: 'utf8'})
      .stdout.match(/socket:\[(\d+)\]/g).map((s) => s.slice(8, -1)));
  return readFileSync('/proc/net/tcp', 'utf8').split('\n').slice(1).map((line) => line.trim().split(/\s+/))
      .filter((f) => f[3] === '0A' && inodes.has(f[9])).map((f) => parseInt(f[1].split(':')[1], 16))
      .filter((port) => port !== portOf(exporter));
}

test('pages come over TLS, whole', async () => {
  const exporter = await start(tls());
  await until('rows', async () => (await ask(exporter)).body.includes('mikrotik_interface_rx_bytes_total{'));
  const {status, body, headers, certificate} = await ask(exporter);
  assert.equal(status, 200);
  assert.equal(headers['content-type'], 'text/plain; version=0.0.4; charset=utf-8');
  assert.equal(certificate.subject.CN, 'server');
  const metrics = new Metrics(body);
  const expires = metrics.value('mikrotik_exporter_tls_certificate_expiry_timestamp_seconds');
  assert.equal(expires * 1000, Date.parse(certificate.valid_to));
  assert.equal(metrics.value('mikrotik_exporter_web_config_last_reload_successful'), 1);
  assert.equal((await ask(exporter, '/-/healthy')).status, 200);
  assert.equal(await exporter.stop(), 0);
});

test('who speaks no TLS, or trusts another authority, gets nothing', async () => {
  const exporter = await start(tls());
  await assert.rejects(get(`http://${exporter.address}/metrics`));
  await assert.rejects(ask(exporter, '/metrics', {ca: stranger.pem}), /unable to verify|self.signed/);
  await until('both are counted', async () => new Metrics((await ask(exporter)).body)
      .value('mikrotik_exporter_tls_handshake_failures_total') === 2);
  await exporter.program.says(/msg="TLS connection ended" client=127\.0\.0\.1/);
  await exporter.stop();
});

test('nobody walks round TLS by the port behind it', async () => {
  const exporter = await start(tls());
  const behind = portBehind(exporter);
  assert.equal(behind.length, 1, `${behind}`);
  const answer = await new Promise((resolve) => {
    const socket = connect(behind[0], '127.0.0.1');
    let text = '';
    socket.on('data', (part) => (text += part));
    socket.on('error', () => {});
    socket.on('close', () => resolve(text));
    socket.write('GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n');
  });
  assert.equal(answer, '');
  assert.equal((await ask(exporter)).status, 200);
  await exporter.stop();
});

test('a renewed certificate is shown without a restart, and a broken one is not', async () => {
  const folder = temporaryFolder();
  const [certificate, key] = [join(folder, 'c.pem'), join(folder, 'c.key')];
  const use = (issued) => { copyFileSync(issued.certificate, certificate); copyFileSync(issued.key, key); };
  use(server);
  const exporter = await start(`tls_server_config: {cert_file: ${certificate}, key_file: ${key}}`);
  assert.equal((await ask(exporter)).certificate.subject.CN, 'server');

  writeFileSync(certificate, '-----BEGIN CERTIFICATE-----\nbroken\n');
  const {body, certificate: shown} = await ask(exporter);
  assert.equal(shown.subject.CN, 'server');
  assert.equal(new Metrics(body).value('mikrotik_exporter_web_config_last_reload_successful'), 0);
  await exporter.program.says(/level=error msg="web configuration not taken, it stays as it was" why="[^"]*tls_server_config\.cert_file: [^"]*c\.pem holds a broken certificate/);

  use(authority.issue('IP:127.0.0.1', {as: 'renewed', days: 2}));
  const renewed = await ask(exporter);
  assert.equal(renewed.certificate.subject.CN, 'renewed');
  const metrics = new Metrics(renewed.body);
  assert.equal(metrics.value('mikrotik_exporter_web_config_last_reload_successful'), 1);
  assert.equal(metrics.value('mikrotik_exporter_tls_certificate_expiry_timestamp_seconds') * 1000,
               Date.parse(renewed.certificate.valid_to));
  await exporter.stop();
});

const certificateOf = {
  none: () => ({}),
  known: () => client(authority.issue('DNS:prometheus.test', {use: 'clientAuth'})),
  unknown: () => client(stranger.issue('DNS:prometheus.test', {use: 'clientAuth'})),
};
for (const [type, ca, welcome] of [
  ['NoClientCert', false, ['none', 'known', 'unknown']],
  ['RequestClientCert', false, ['none', 'known', 'unknown']],
  ['RequireAnyClientCert', false, ['known', 'unknown']],
  ['VerifyClientCertIfGiven', true, ['none', 'known']],
  ['RequireAndVerifyClientCert', true, ['known']],
])
  test(`${type}: ${welcome.join(', ')} may come in`, async () => {
    const exporter = await start(tls(`  client_auth_type: ${type}\n${ca ? `  client_ca_file: ${authority.file}\n` : ''}`));
    for (const [name, options] of Object.entries(certificateOf)) {
      const asked = ask(exporter, '/-/healthy', options());
      if (welcome.includes(name)) assert.equal((await asked).status, 200, name);
      else await assert.rejects(asked, undefined, name);
    }
    await exporter.stop();
  });

test('client_allowed_sans lets in who has one of the names', async () => {
  const exporter = await start(tls(`  client_auth_type: RequireAndVerifyClientCert
  client_ca_file: ${authority.file}
  client_allowed_sans: [prometheus.test, 10.1.2.3, "spiffe://x/prometheus", ops@x.test]
`));
  for (const name of ['DNS:prometheus.test', 'IP:10.1.2.3', 'URI:spiffe://x/prometheus', 'email:ops@x.test',
                      'DNS:a.test,DNS:prometheus.test'])
    assert.equal((await ask(exporter, '/-/healthy', client(authority.issue(name, {use: 'clientAuth'})))).status, 200, name);
  for (const name of ['DNS:other.test', 'DNS:x.prometheus.test', 'IP:10.1.2.4'])
    await assert.rejects(ask(exporter, '/-/healthy', client(authority.issue(name, {use: 'clientAuth'}))), undefined, name);
  await exporter.stop();
});

test('versions, ciphers and curves are those the file allows', async () => {
  const exporter = await start(tls(`  max_version: TLS12
  cipher_suites: [TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384]
  curve_preferences: [CurveP384]
`));
  const agreed = (options) => new Promise((resolve, reject) => {
    const socket = connectTls({host: '127.0.0.1', port: portOf(exporter), ca: authority.pem, ...options}, () => {
      const {name} = socket.getCipher();
      resolve(`${socket.getProtocol()} ${name} ${socket.getEphemeralKeyInfo().name}`);
      socket.destroy();
    });
    socket.on('error', reject);
  });
  assert.equal(await agreed({}), 'TLSv1.2 ECDHE-ECDSA-AES256-GCM-SHA384 secp384r1');
  await assert.rejects(agreed({minVersion: 'TLSv1.3'}), /protocol version/);
  await assert.rejects(agreed({ciphers: 'ECDHE-ECDSA-AES128-GCM-SHA256'}), /handshake failure/);
  await assert.rejects(agreed({ecdhCurve: 'P-256'}), /handshake failure/);
  await exporter.stop();
});

test('certificates may stand in the file itself', async () => {
  const indented = (file) => readFileSync(file, 'utf8').trim().replace(/^/gm, '    ');
  const exporter = await start(`tls_server_config:
  cert: |
${indented(server.certificate)}
  key: |
${indented(server.key)}
`);
  assert.equal((await ask(exporter, '/-/healthy')).status, 200);
  await exporter.stop();
});

test('users: right passwords see every page, wrong ones none', async () => {
  const exporter = await start(`basic_auth_users: {alice: ${alice}}`);
  for (const path of ['/metrics', '/', '/style.css', '/-/healthy', '/-/ready', '/nothing']) {
    const url = `http://${exporter.address}${path}`;
    const stranger = await get(url);
    assert.equal(stranger.status, 401, path);
    assert.match(stranger.headers.get('www-authenticate'), /^Basic realm=/);
    assert.doesNotMatch(stranger.body, /mikrotik/);
    assert.notEqual((await get(url, basic('alice', 'open sesame'))).status, 401, path);
  }
  const url = `http://${exporter.address}/metrics`;
  for (const wrong of [basic('alice', 'open sesam'), basic('alice', ''), basic('bob', 'open sesame'), basic('', '')])
    assert.equal((await get(url, wrong)).status, 401);
  for (const malformed of ['Basic', 'Basic ????', 'Bearer open sesame', 'Basic YWxpY2U='])
    assert.equal((await get(url, {authorization: malformed})).status, 401, malformed);
  const {body} = await get(url, basic('alice', 'open sesame'));
  assert.equal(new Metrics(body).value('mikrotik_exporter_http_login_failures_total'), 4);
  await exporter.program.says(/level=warn msg="login refused" client=127\.0\.0\.1 user=bob/);
  await exporter.stop();
  assert.doesNotMatch(exporter.program.errors, /sesam|\$2y/);
});

test('who guesses too often waits, and who knows the password does not', async () => {
  const exporter = await start(tls(`basic_auth_users: {alice: ${alice}}`));
  const right = {headers: basic('alice', 'open sesame')};
  assert.equal((await ask(exporter, '/-/healthy', right)).status, 200);
  const guesses = [];
  for (let i = 0; i < 15; ++i) guesses.push(await ask(exporter, '/', {headers: basic('alice', `guess ${i}`)}));
  const statuses = guesses.map((g) => g.status);
  assert.deepEqual(statuses.slice(0, 10), Array(10).fill(401));
  const sentAway = guesses.find((g) => g.status === 429);
  assert.ok(sentAway, `${statuses}`);
  assert.ok(Number(sentAway.headers['retry-after']) >= 1);
  assert.equal((await ask(exporter, '/-/healthy', right)).status, 200);
  await exporter.stop();
});

test('changed users and headers hold from the next request on', async () => {
  const folder = temporaryFolder();
  const file = webFile(`basic_auth_users: {alice: ${alice}}`, folder);
  const exporter = await Exporter.start(fleet, [`--web.config.file=${file}`]);
  const url = `http://${exporter.address}/-/healthy`;
  assert.equal((await get(url, basic('alice', 'open sesame'))).status, 200);
  webFile(`basic_auth_users: {carol: ${alice}}\nhttp_server_config: {headers: {X-Frame-Options: deny}}`, folder);
  assert.equal((await get(url, basic('alice', 'open sesame'))).status, 401);
  const carol = await get(url, basic('carol', 'open sesame'));
  assert.equal(carol.status, 200);
  assert.equal(carol.headers.get('x-frame-options'), 'deny');
  webFile('basic_auth_users: {carol: swordfish}', folder);
  assert.equal((await get(url)).status, 401);
  assert.equal((await get(url, basic('carol', 'open sesame'))).status, 200);
  await exporter.program.says(/not taken, it stays as it was" why="[^"]*web\.yml:1:27: basic_auth_users\.carol: must be a bcrypt hash/);
  await exporter.stop();
});

test('rate_limit sends away what is too much', async () => {
  const exporter = await start('rate_limit: {interval: 1h, burst: 3}');
  const statuses = [];
  for (let i = 0; i < 5; ++i) statuses.push((await get(`http://${exporter.address}/-/healthy`)).status);
  assert.deepEqual(statuses, [200, 200, 200, 429, 429]);
  await exporter.stop();
});

test('connections that never ask make room for those who do', async () => {
  const exporter = await start(tls());
  const silent = [];
  for (let i = 0; i < 150; ++i) {
    const socket = connect(portOf(exporter), '127.0.0.1');
    socket.on('error', () => {});
    silent.push(socket);
  }
  await Promise.all(silent.map((s) => new Promise((r) => (s.connecting ? s.once('connect', r) : r()))));
  for (let i = 0; i < 5; ++i) assert.equal((await ask(exporter, '/-/healthy')).status, 200);
  silent.forEach((s) => s.destroy());
  assert.equal(await exporter.stop(), 0);
});

test('an answer begun is brought to its end when the exporter stops, and nobody new is let in', async () => {
  const exporter = await start(tls());
  await until('rows', async () => (await ask(exporter)).body.includes('mikrotik_interface_rx_bytes_total{'));
  const asked = Array.from({length: 8}, () => ask(exporter));
  await asked[0];
  const code = exporter.stop();
  for (const one of await Promise.allSettled(asked))
    // Who came after the signal is told so.
    if (one.status === 'fulfilled') assert.match(one.value.body, one.value.status === 200 ? /mikrotik_up/ : /^Stopping\.$/m);
  assert.equal(await code, 0);
  await assert.rejects(ask(exporter));
});

function check(text, ...flags) {
  const file = join(temporaryFolder(), 'fleet.yml');
  writeFileSync(file, fleet);
  return spawnSync(`${binDir}/exporter/mikroscope-exporter`,
                   ['--config.check', `--config.file=${file}`, `--web.config.file=${webFile(text)}`, ...flags],
                   {encoding: 'utf8', timeout: 60_000});
}

test('--config.check reads the certificates too', () => {
  assert.equal(check(tls()).status, 0);
  const other = authority.issue('IP:127.0.0.1', {as: 'other'});
  const junk = join(temporaryFolder(), 'junk.pem');
  writeFileSync(junk, 'no PEM\n');
  for (const [text, message] of [
    [`tls_server_config: {cert_file: ${server.certificate}, key_file: ${other.key}}`,
     /web\.yml:1:\d+: tls_server_config\.key_file: .*other\.key is not the key of the certificate$/m],
    [`tls_server_config: {cert_file: /nowhere/c.pem, key_file: ${server.key}}`,
     /tls_server_config\.cert_file: \/nowhere\/c\.pem cannot be read: No such file or directory$/m],
    [`tls_server_config: {cert_file: ${junk}, key_file: ${server.key}}`,
     /cert_file: .*junk\.pem holds no certificate in PEM$/m],
    [`tls_server_config: {cert_file: ${server.certificate}, key_file: ${junk}}`,
     /key_file: .*junk\.pem holds no private key in PEM without a password$/m],
    [tls(`  client_auth_type: RequireAndVerifyClientCert\n  client_ca_file: ${junk}\n`),
     /web\.yml:5:19: tls_server_config\.client_ca_file: .*junk\.pem holds no certificate in PEM$/m],
    ['basic_auth_users: {a: b}\nnonsense: 1\n', /web\.yml:1:23: .*\n.*web\.yml:2:1: nonsense: unknown key/],
  ]) {
    const bad = check(text);
    assert.equal(bad.status, 2, text);
    assert.match(bad.stderr, message);
  }
});

test('the fleet file names the web configuration', async () => {
  const file = webFile(`basic_auth_users: {alice: ${alice}}`);
  const exporter = await Exporter.start(`${fleet}\nexporter: {web_config_file: ${file}}\n`);
  assert.equal((await get(`http://${exporter.address}/metrics`)).status, 401);
  await exporter.stop();
});
