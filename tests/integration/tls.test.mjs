// api-ssl with and without a certificate, in every tls.mode.
import assert from 'node:assert/strict';
import {join} from 'node:path';
import {after, before, test} from 'node:test';
import {Exporter, fleetFor, Simulator} from '../harness/fleet.mjs';
import {temporaryFolder, until} from '../harness/program.mjs';

const ca = join(temporaryFolder(), 'ca.pem');
let withCertificate, other, anonymous, plain;

before(async () => {
  const certificate = ['--tls', 'certificate', '--tls-port', '0', '--tls-alternatives', '127.0.0.1,router.test'];
  withCertificate = await Simulator.start([...certificate, '--tls-write', ca]);
  other = await Simulator.start(certificate);
  anonymous = await Simulator.start(['--tls', 'anonymous', '--tls-port', '0']);
  plain = await Simulator.start();
});

after(async () => {
  for (const s of [withCertificate, other, anonymous, plain]) await s.stop();
});

const portOf = (simulator) => simulator.routers[0].tls_port ?? simulator.routers[0].port;

// What becomes of a router with these tls settings: 'up', or why it is down.
async function outcome(simulator, tls) {
  const router = {...simulator.routers[0], port: portOf(simulator)};
  const fleet = fleetFor([router], {
    more: {[router.name]: `tls: {${tls}}`}, defaults: '  timeouts: {connect: 5s, login: 5s}',
  });
  const exporter = await Exporter.start(fleet);
  const [said] = await until('an outcome', () => /msg="router (up|down)".*/.exec(exporter.program.errors));
  await exporter.stop();
  const [{seen}] = [await simulator.seen(router.name)];
  return {said: said.includes('router up') ? 'up' : said, failedLogins: seen.failed_logins};
}

const fingerprint = () => withCertificate.routers[0].fingerprint_sha256;

test('verify accepts the certificate its CA file names', async () => {
  assert.equal((await outcome(withCertificate, `mode: verify, ca_file: ${ca}`)).said, 'up');
});

test('verify compares the name the file gives instead of the address', async () => {
  const right = await outcome(withCertificate, `mode: verify, ca_file: ${ca}, server_name: router.test`);
  assert.equal(right.said, 'up');
  const wrong = await outcome(withCertificate, `mode: verify, ca_file: ${ca}, server_name: other.test`);
  assert.match(wrong.said, /certificate was rejected/);
});

test('verify refuses a certificate of somebody else', async () => {
  assert.match((await outcome(other, `mode: verify, ca_file: ${ca}`)).said, /certificate was rejected/);
});

test('pin accepts this certificate and no other', async () => {
  assert.equal((await outcome(withCertificate, `mode: pin, fingerprint_sha256: "${fingerprint()}"`)).said, 'up');
  const colons = fingerprint().toUpperCase().match(/../g).join(':');
  assert.equal((await outcome(withCertificate, `mode: pin, fingerprint_sha256: "${colons}"`)).said, 'up');
  const {said} = await outcome(other, `mode: pin, fingerprint_sha256: "${fingerprint()}"`);
  assert.match(said, /certificate was rejected: its SHA-256 fingerprint is [0-9a-f]{64}/);
});

test('insecure takes any certificate', async () => {
  assert.equal((await outcome(other, 'mode: insecure')).said, 'up');
});

test('anonymous speaks to a router without a certificate', async () => {
  assert.equal((await outcome(anonymous, 'mode: anonymous')).said, 'up');
});

// A handshake by an anonymous suite succeeds, and OpenSSL calls its result verified. No mode but
// `anonymous` may ever get so far.
for (const mode of ['verify', `pin, fingerprint_sha256: "${'ab'.repeat(32)}"`, 'insecure'])
  test(`a router without a certificate is refused by ${mode.split(',')[0]}, before any password is sent`, async () => {
    const before_it = (await anonymous.seen(anonymous.routers[0].name)).seen;
    const settings = mode === 'verify' ? `mode: verify, ca_file: ${ca}` : `mode: ${mode}`;
    const {said} = await outcome(anonymous, settings);
    assert.match(said, /TLS handshake failed|certificate was rejected/);
    const after_it = (await anonymous.seen(anonymous.routers[0].name)).seen;
    assert.equal(after_it.logins + after_it.failed_logins, before_it.logins + before_it.failed_logins);
  });

test('anonymous is refused by a router that has a certificate', async () => {
  assert.match((await outcome(withCertificate, 'mode: anonymous')).said, /TLS handshake failed/);
});

test('TLS against the plain port, and plain against the TLS port, say so', async () => {
  // Whether the plain port waits, answers or closes follows from the random bytes of a TLS hello: make
  // it answer.
  await plain.faults(plain.routers[0].name, {on_accept: 'garbage'});
  assert.match((await outcome(plain, 'mode: insecure')).said, /wrong port: it does not speak TLS/);
  const reversed = await outcome(withCertificate, 'mode: off');
  assert.match(reversed.said, /closed before the first reply/);
});
