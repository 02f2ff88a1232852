// What the simulator does wrong when told to, as a client meets it on its socket.
import assert from 'node:assert/strict';
import {after, before, beforeEach, describe, test} from 'node:test';
import {Authority} from '../harness/certificates.mjs';
import {Simulator} from '../harness/fleet.mjs';
import {properties, Wire} from './wire.mjs';

describe('a router that misbehaves', () => {
  let simulator, router;
  before(async () => {
    simulator = await Simulator.start(['--sessions', '3', '--tls', 'certificate', '--tls-alternatives', '127.0.0.1']);
    router = simulator.routers[0];
  });
  after(() => simulator.stop());
  beforeEach(() => simulator.control('DELETE', '/faults'));
  const faults = (f) => simulator.faults(router.name, f);
  const act = (what, body) => simulator.control('POST', `/routers/${router.name}/${what}`, body);

  async function client() {
    const wire = await Wire.connect(router);
    assert.deepEqual(await wire.login(), [['!done']]);
    return wire;
  }

  async function back() {
    for (;;) {
      const wire = await Wire.connect(router).catch(() => undefined);
      if (wire) return wire;
    }
  }

  test('turns away who is one too many', async () => {
    await faults({max_sessions: 1});
    const first = await client();
    const second = await Wire.connect(router);
    assert.equal((await second.end()).length, 0);
    first.close();
  });

  test('turns away who comes from elsewhere', async () => {
    await faults({allow_from: '10.0.0.0/8'});
    const wire = await Wire.connect(router);
    assert.equal((await wire.end()).length, 0);
  });

  test('refuses connections', async () => {
    await faults({refuse: true});
    await assert.rejects(Wire.connect(router), {code: 'ECONNREFUSED'});
    await faults({refuse: false});
    (await client()).close();
  });

  test('says nothing while it is half open, and everything afterwards', async () => {
    const wire = await client();
    await faults({half_open: true});
    wire.say('/system/identity/print', '.tag=1');
    assert.equal((await simulator.seen(router.name)).on, true);
    await faults({half_open: false});
    assert.deepEqual(await wire.sentence(), ['!re', '.tag=1', '=name=sim-0001']);
    wire.close();
  });

  test('stops within a word, and ends it when it is healed', async () => {
    const wire = await client();
    await faults({stall_in_word: true});
    wire.say('/system/identity/print', '.tag=1');
    await wire.sentence();
    assert.equal(await wire.word(), '!done');
    assert.equal((await wire.bytes(6)).toString('latin1'), '\x06.tag=');
    assert.equal((await simulator.seen(router.name)).seen.connections_open, 1);
    assert.equal(wire.received.length, 0);
    await faults({stall_in_word: false});
    assert.equal((await wire.bytes(2)).toString('latin1'), '1\0');
    wire.close();
  });

  test('trickles, a byte at a time, and says what is left at once when it is healed', async () => {
    const wire = await client();
    await faults({trickle_ms: 20});
    let pieces = 0;
    wire.socket.on('data', (bytes) => (pieces += bytes.length === 1));
    wire.say('/interface/print');
    while (pieces < 5) await wire.bytes(1);
    await faults({trickle_ms: 0});
    await wire.until((s) => s[0] === '!done');
    wire.close();
  });

  test('flaps: closes every connection again and again', async () => {
    await faults({flap_ms: 50});
    for (let i = 0; i < 3; ++i) await (await Wire.connect(router)).end();
  });

  for (const [kind, first] of [['control_byte', 0xf8], ['declared_4g', 0xf0], ['tls_alert', 0x15]])
    test(`answers with ${kind}`, async () => {
      const wire = await client();
      await faults({instead_of_reply: kind});
      wire.say('/system/identity/print');
      assert.equal((await wire.bytes(1))[0], first);
      wire.close();
    });

  test('has 100,000 rows, and words of a mebibyte', async () => {
    const wire = await client();
    await faults({extra_rows: 100_000});
    const rows = await wire.ask('/ip/pool/print');
    assert.equal(rows.length, 100_002);
    await faults({extra_rows: 0, huge_word: 1 << 20});
    const [row] = await wire.ask('/ip/pool/print');
    assert.equal(properties(row).huge.length, 1 << 20);
    wire.close();
  });

  test('has rows without end, until cancelled', async () => {
    const wire = await client();
    await faults({endless_rows: true});
    wire.say('/ip/pool/print', '.tag=e');
    for (let i = 0; i < 10_000; ++i) assert.equal((await wire.sentence())[0], '!re');
    wire.say('/cancel', '=tag=e', '.tag=c');
    await wire.until((s) => s[0] === '!done' && s.includes('.tag=e'));
    wire.close();
  });

  test('has names that hurt, which can be monitored', async () => {
    const wire = await client();
    await faults({hostile_names: true});
    const rows = await wire.ask('/interface/print', '?type=pppoe-in');
    const name = properties(rows[0]).name;
    assert.match(name, /["\\\n=]/);
    const [sample] = await wire.ask('/interface/monitor-traffic', `=interface=${name}`, '=once=');
    assert.equal(sample[0], '!re');
    wire.close();
  });

  test('changes a password while a client is logged in', async () => {
    const wire = await client();
    await simulator.control('PUT', `/routers/${router.name}/users/admin`, {password: 'new'});
    assert.equal((await wire.ask('/system/identity/print'))[1][0], '!done');
    const late = await Wire.connect(router);
    assert.equal((await late.login())[0][0], '!trap');
    assert.deepEqual(await late.login('admin', 'new'), [['!done']]);
    await simulator.control('PUT', `/routers/${router.name}/users/admin`, {password: ''});
    wire.close();
    late.close();
  });

  test('shows another identity and serial number', async () => {
    const wire = await client();
    await faults({identity: 'other', serial: 'XYZ'});
    assert.equal(properties((await wire.ask('/system/identity/print'))[0]).name, 'other');
    assert.equal(properties((await wire.ask('/system/routerboard/print'))[0])['serial-number'], 'XYZ');
    wire.close();
  });

  test('loses power without a word, and knows nobody when it is back', async () => {
    const wire = await client();
    await act('power-off', {silent: true});
    wire.say('/system/identity/print');
    await assert.rejects(Wire.connect(router), {code: 'ECONNREFUSED'});
    assert.equal(wire.received.length, 0);
    assert.equal(wire.ended, false);
    await act('power-on');
    await wire.end();
    const again = await back();
    await again.login();
    assert.match(properties((await again.ask('/system/resource/print'))[0]).uptime, /^\d+s$/);
    again.close();
  });

  test('shows the certificate whose fingerprint it announced', async () => {
    const wire = await Wire.secure(router, {rejectUnauthorized: false});
    const {fingerprint256} = wire.socket.getPeerCertificate();
    assert.equal(fingerprint256.replaceAll(':', '').toLowerCase(), router.fingerprint_sha256);
    assert.deepEqual(await wire.login(), [['!done']]);
    wire.close();
  });

  test('has another certificate for the next connection, or none', async () => {
    const tls = (body) => simulator.control('PUT', `/routers/${router.name}/tls`, body);
    const {certificate, key} = new Authority().issue('IP:127.0.0.1');
    const announced = await tls({certificate_file: certificate, key_file: key});
    const wire = await Wire.secure(router, {rejectUnauthorized: false});
    const {fingerprint256} = wire.socket.getPeerCertificate();
    assert.equal(fingerprint256.replaceAll(':', '').toLowerCase(), announced.fingerprint_sha256);
    wire.close();
    await tls({kind: 'anonymous'});
    await assert.rejects(Wire.secure(router, {rejectUnauthorized: false}));
    const bare = await Wire.secure(router, {ciphers: 'ADH:@SECLEVEL=0', maxVersion: 'TLSv1.2', checkServerIdentity: () => {},
                                            rejectUnauthorized: false});
    assert.deepEqual(await bare.login(), [['!done']]);
    bare.close();
  });
});
