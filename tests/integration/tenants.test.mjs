// Tenants' users: each sees the tenant's routers and nothing else, against the real program.
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {writeFileSync} from 'node:fs';
import {request} from 'node:https';
import {join} from 'node:path';
import {after, before, test} from 'node:test';
import {Authority} from '../harness/certificates.mjs';
import {Exporter, fleetFor, Metrics, Simulator} from '../harness/fleet.mjs';
import {binDir, get, temporaryFolder, until} from '../harness/program.mjs';

const hash = '$2y$04$u2GP61LaJdBUNWOS1iTwpeYOjchbE.t40o1oPhTPJxJXm.Uwq9N8u'; // "open sesame"
const basic = (user, password = 'open sesame') =>
    ({authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`});

let simulator;
before(async () => {
  simulator = await Simulator.start(['--routers', '3', '--sessions', '3']);
});
after(() => simulator.stop());

const usual = {acme: ['acme-prom'], karoo: ['karoo-prom']};
function fleet(users = usual, tenantOf = {'sim-0001': 'acme', 'sim-0002': 'karoo'}) {
  const tenants = Object.entries(users).map(([name, names]) =>
      `  - {name: ${name}${names.length ? `, users: {${names.map((n) => `${n}: ${hash}`).join(', ')}}` : ''}}`);
  const more = Object.fromEntries(Object.entries(tenantOf).map(([name, tenant]) => [name, `tenant: ${tenant}`]));
  return fleetFor(simulator.routers, {more, defaults: `tenants:\n${tenants.join('\n')}`});
}

function webFile(text, folder = temporaryFolder()) {
  const file = join(folder, 'web.yml');
  writeFileSync(file, text);
  return file;
}

const start = (text, ...flags) =>
    Exporter.start(text, [`--web.config.file=${webFile(`basic_auth_users: {noc: ${hash}}`)}`, ...flags]);
const ask = (exporter, path, user, password) => get(`http://${exporter.address}${path}`, user ? basic(user, password) : {});
const routersIn = (body) => [...new Set(new Metrics(body).samples.map((s) => s.labels.router).filter(Boolean))].sort();

async function allUp(exporter) {
  await until('all are up', async () => {
    const {body} = await ask(exporter, '/metrics', 'noc');
    return new Metrics(body).all('mikrotik_up').filter((s) => s.value === 1).length === 3;
  });
}

test('each sees what is theirs', async () => {
  const exporter = await start(fleet());
  await allUp(exporter);
  assert.equal((await ask(exporter, '/metrics')).status, 401);
  assert.equal((await ask(exporter, '/metrics', 'acme-prom', 'wrong')).status, 401);
  const all = (await ask(exporter, '/metrics', 'noc')).body;
  assert.deepEqual(routersIn(all), ['sim-0001', 'sim-0002', 'sim-0003']);
  for (const [user, router] of [['acme-prom', 'sim-0001'], ['karoo-prom', 'sim-0002']]) {
    const {body} = await ask(exporter, '/metrics', user);
    assert.deepEqual(routersIn(body), [router]);
    assert.doesNotMatch(body, /mikrotik_exporter_|^process_/m);
    assert.ok(new Metrics(body).samples.length > 50);
    assert.deepEqual(JSON.parse((await ask(exporter, '/sd', user)).body).map((t) => t.labels.router), [router]);
    const page = (await ask(exporter, '/', user)).body;
    assert.deepEqual([...page.matchAll(/\/router\?name=([^"]+)/g)].map((m) => m[1]), [router]);
  }
  assert.equal(await exporter.stop(), 0);
  assert.doesNotMatch(exporter.program.errors, /sesame|\$2y|nobody sees all/);
});

test('what is another tenant\'s is as if it were not there', async () => {
  const exporter = await start(fleet(), '--web.enable-lifecycle');
  for (const path of ['/metrics?router=', '/router?name=']) {
    const nothing = await ask(exporter, `${path}nothing`, 'acme-prom');
    assert.equal(nothing.status, 404);
    for (const name of ['sim-0002', 'sim-0003', 'sim%2D0002', '%73im-0002']) {
      const other = await ask(exporter, `${path}${name}`, 'acme-prom');
      assert.deepEqual([other.status, other.body], [404, nothing.body], name);
    }
    assert.equal((await ask(exporter, `${path}sim%2D0001`, 'acme-prom')).status, 200);
  }
  assert.equal((await ask(exporter, '/metrics?tenant=karoo', 'acme-prom')).status, 404);
  const head = await fetch(`http://${exporter.address}/metrics?router=sim-0002`, {method: 'HEAD', headers: basic('acme-prom')});
  assert.equal(head.status, 404);
  assert.equal((await ask(exporter, '/probe?target=127.0.0.1&credentials=telemetry', 'acme-prom')).status, 403);
  const reload = (user) => fetch(`http://${exporter.address}/-/reload`, {method: 'POST', headers: basic(user)});
  assert.equal((await reload('acme-prom')).status, 403);
  assert.equal((await reload('noc')).status, 200);
  assert.equal(await exporter.stop(), 0);
});

test('users come, move and go with a reload', async () => {
  const exporter = await start(fleet());
  await allUp(exporter);
  const reload = async (text, said) => {
    const before = exporter.program.errors.length;
    writeFileSync(exporter.file, text);
    exporter.program.child.kill('SIGHUP');
    await until(said, () => exporter.program.errors.slice(before).match(said));
  };
  const seen = async (user) => {
    const {status, body} = await ask(exporter, '/metrics', user);
    return status === 200 ? routersIn(body) : status;
  };
  assert.deepEqual(await seen('acme-prom'), ['sim-0001']);
  await reload(fleet({acme: ['late'], karoo: ['acme-prom']}), /fleet file taken over/);
  assert.deepEqual(await seen('acme-prom'), ['sim-0002']);
  assert.deepEqual(await seen('late'), ['sim-0001']);
  assert.equal(await seen('karoo-prom'), 401);
  await reload(fleet({acme: ['noc'], karoo: []}),
               /fleet\.yml:\d+:\d+: tenants\[0\]\.users\.noc: is a user of the web configuration too: [^"]*web\.yml:1/);
  assert.deepEqual(await seen('late'), ['sim-0001']);
  await reload(fleet({acme: [], karoo: []}), /fleet file taken over/);
  assert.equal(await seen('late'), 401);
  assert.deepEqual(await seen('noc'), ['sim-0001', 'sim-0002', 'sim-0003']);
  await exporter.stop();
});

test('without users that see all, nobody does', async () => {
  const exporter = await Exporter.start(fleet());
  await exporter.program.says(/level=warn msg="tenants have users and the web configuration has none/);
  assert.equal((await ask(exporter, '/metrics')).status, 401);
  assert.equal((await ask(exporter, '/-/healthy')).status, 401);
  assert.equal((await ask(exporter, '/metrics', 'acme-prom')).status, 200);
  await exporter.stop();
});

test('over TLS it is the same', async () => {
  const authority = new Authority();
  const server = authority.issue('IP:127.0.0.1', {as: 'server'});
  const web = webFile(`tls_server_config: {cert_file: ${server.certificate}, key_file: ${server.key}}`);
  const exporter = await Exporter.start(fleet(), [`--web.config.file=${web}`]);
  const overTls = (path, user) => new Promise((resolve, reject) => {
    const [host, port] = exporter.address.split(':');
    request({host, port, path, ca: authority.pem, agent: false, headers: user ? basic(user) : {}}, (answer) => {
      let body = '';
      answer.on('data', (part) => (body += part)).on('end', () => resolve({status: answer.statusCode, body}));
    }).on('error', reject).end();
  });
  assert.equal((await overTls('/metrics')).status, 401);
  await until('its router', async () => `${routersIn((await overTls('/metrics', 'acme-prom')).body)}` === 'sim-0001');
  assert.equal((await overTls('/router?name=sim-0002', 'acme-prom')).status, 404);
  await exporter.stop();
});

test('a name in both files is a mistake with its place', () => {
  const file = join(temporaryFolder(), 'fleet.yml');
  writeFileSync(file, fleet({acme: ['noc', 'other']}, {'sim-0001': 'acme'}));
  const run = spawnSync(`${binDir}/exporter/mikroscope-exporter`,
                        ['--config.check', `--config.file=${file}`, `--web.config.file=${webFile(`basic_auth_users: {noc: ${hash}}`)}`],
                        {encoding: 'utf8', timeout: 60_000});
  assert.equal(run.status, 2);
  assert.match(run.stderr, /^[^\n]*fleet\.yml:\d+:\d+: tenants\[0\]\.users\.noc: is a user of the web configuration too: [^\n]*web\.yml:1\n$/);
});
