// Facts of the wire that a client library would hide.
import assert from 'node:assert/strict';
import {after, before, describe, test} from 'node:test';
import {Simulator} from '../harness/fleet.mjs';
import {properties, Wire} from './wire.mjs';

describe('a router with 7.4', () => {
  let simulator, router, wire;
  before(async () => {
    simulator = await Simulator.start(['--sessions', '3', '--tls', 'anonymous']);
    router = simulator.routers[0];
    wire = await Wire.connect(router);
    await wire.login();
  });
  after(async () => {
    wire.close();
    await simulator.stop();
  });
  const faults = (f) => simulator.faults(router.name, f);

  test('puts the tag directly behind the reply word', async () => {
    const [row, done] = await wire.ask('/system/identity/print', '.tag=7');
    assert.deepEqual(row, ['!re', '.tag=7', '=name=sim-0001']);
    assert.deepEqual(done, ['!done', '.tag=7']);
  });

  test('puts the tag last when told to', async () => {
    await faults({tag_position: 'last'});
    const [row] = await wire.ask('/system/identity/print', '.tag=8');
    await faults({tag_position: 'first'});
    assert.deepEqual(row, ['!re', '=name=sim-0001', '.tag=8']);
  });

  test('answers an unknown menu with two traps, an unknown verb with one', async () => {
    const menu = await wire.ask('/interface/wireless/print');
    assert.deepEqual(menu.map((s) => [s[0], properties(s).message]),
                     [['!trap', 'no such command or directory (wireless)'],
                      ['!trap', 'no such command prefix'], ['!done', undefined]]);
    const verb = await wire.ask('/interface/explode');
    assert.deepEqual(verb.map((s) => [s[0], properties(s).message]),
                     [['!trap', 'no such command'], ['!done', undefined]]);
  });

  test('sends no !empty before 7.18', async () => {
    assert.deepEqual(await wire.ask('/interface/print', '?name=nothing'), [['!done']]);
  });

  test('interrupts a cancelled command, and answers the cancel before it ends', async () => {
    wire.say('/interface/listen', '.tag=a');
    wire.say('/cancel', '=tag=a', '.tag=b');
    const said = await wire.until((s) => s[0] === '!done' && s.includes('.tag=a'));
    assert.deepEqual(said, [['!trap', '.tag=a', '=category=2', '=message=interrupted'],
                            ['!done', '.tag=b'], ['!done', '.tag=a']]);
  });

  test('ends the command before the cancel when told to', async () => {
    await faults({cancel_replies: 'command_first'});
    wire.say('/interface/listen', '.tag=a');
    wire.say('/cancel', '=tag=a', '.tag=b');
    const said = await wire.until((s) => s[0] === '!done' && s.includes('.tag=b'));
    await faults({cancel_replies: 'cancel_first'});
    assert.deepEqual(said.map((s) => s.slice(0, 2)), [['!trap', '.tag=a'], ['!done', '.tag=a'], ['!done', '.tag=b']]);
  });

  test('tells a listener of sessions that begin and end', async () => {
    wire.say('/ppp/active/listen', '.tag=l');
    wire.say('/system/identity/print', '.tag=i'); // answered: the listen has begun
    await wire.until((s) => s[0] === '!done' && s.includes('.tag=i'));
    const {id} = await simulator.control('POST', `/routers/${router.name}/sessions`, {user: 'joe'});
    const [begun] = await wire.until((s) => s[0] === '!re');
    assert.equal(properties(begun).name, 'joe');
    await simulator.control('DELETE', `/routers/${router.name}/sessions`, {user: 'joe'});
    const [ended] = await wire.until((s) => s[0] === '!re');
    assert.deepEqual(ended, ['!re', '.tag=l', `=.id=${id}`, '=.dead=yes']);
    wire.say('/cancel', '=tag=l');
    await wire.until((s) => s[0] === '!done' && s.includes('.tag=l'));
  });

  test('counts what monitor-traffic measures', async () => {
    const bytes = async () =>
      BigInt(properties((await wire.ask('/interface/print', '?name=ether1'))[0])['rx-byte']);
    const before = await bytes();
    await simulator.control('POST', '/skip', {seconds: 1});
    const [sample] = await wire.ask('/interface/monitor-traffic', '=interface=ether1', '=once=');
    const after = await bytes();
    const measured = Number(properties(sample)['rx-bits-per-second']);
    const counted = Number(after - before) * 8;
    // The counters ran a little longer than the second that was skipped.
    assert.ok(counted >= measured * 0.9 && counted < measured * 2, `${counted} against ${measured}`);
  });

  test('refuses monitor-traffic of an interface it does not have', async () => {
    const [trap, done] = await wire.ask('/interface/monitor-traffic', '=interface=ether1,ether99', '=once=');
    assert.deepEqual(trap, ['!trap', '=category=1', '=message=input does not match any value of interface']);
    assert.deepEqual(done, ['!done']);
  });

  test('keeps to the policies of the user', async () => {
    const reader = await Wire.connect(router);
    await reader.login('mikroscope', 's3cret');
    const [trap] = await reader.ask('/system/reboot');
    assert.equal(properties(trap).message, 'not enough permissions (9)');
    reader.close();
  });

  test('says why it does not let somebody in, and lets him try again', async () => {
    const guest = await Wire.connect(router);
    const [trap, done] = await guest.login('admin', 'wrong');
    assert.equal(properties(trap).message, 'invalid user name or password (6)');
    assert.deepEqual(done, ['!done']);
    assert.deepEqual(await guest.login(), [['!done']]);
    guest.close();
  });

  test('closes on a command before the login, and on /quit', async () => {
    const hasty = await Wire.connect(router);
    assert.deepEqual(await hasty.ask('/system/identity/print'), [['!fatal', 'not logged in']]);
    await hasty.end();
    const polite = await Wire.connect(router);
    await polite.login();
    assert.deepEqual(await polite.ask('/quit'), [['!fatal', 'session terminated on request']]);
    await polite.end();
  });

  test('speaks TLS without a certificate', async () => {
    const secret = await Wire.secure(router, {ciphers: 'ADH:@SECLEVEL=0', rejectUnauthorized: false});
    assert.deepEqual(await secret.login(), [['!done']]);
    assert.equal(Object.keys(secret.socket.getPeerCertificate() ?? {}).length, 0);
    secret.close();
  });

  for (const chunking of ['one_byte', 'random', 'split_prefix'])
    test(`says the same in pieces: ${chunking}`, async () => {
      const whole = await wire.ask('/ip/pool/print');
      await faults({chunking, noncanonical_lengths: true, empty_sentences: true});
      const pieces = await wire.ask('/ip/pool/print');
      await faults({chunking: 'none', noncanonical_lengths: false, empty_sentences: false});
      assert.deepEqual(pieces, whole);
    });

  test('answers with nonsense when told to', async () => {
    await faults({on_accept: 'http'});
    const lost = await Wire.connect(router);
    const bytes = await lost.end();
    await faults({on_accept: 'none'});
    assert.match(bytes.toString(), /^HTTP\/1.1 400/);
  });

  test('breaks off in the middle of a word', async () => {
    const cut = await Wire.connect(router);
    await cut.login();
    await faults({drop_after: 100});
    await assert.rejects(cut.ask('/interface/print'), /the connection ended/);
    await faults({drop_after: 0});
  });

  test('goes down for a reboot and comes back with everything new', async () => {
    const before = properties((await wire.ask('/ppp/active/print'))[0]);
    await faults({downtime_ms: 50, reboot_grace_ms: 0});
    assert.deepEqual(await wire.ask('/system/reboot'), [['!done']]);
    await wire.end();
    let again;
    while (!again) again = await Wire.connect(router).catch(() => undefined);
    await again.login();
    const [row] = await again.ask('/system/resource/print');
    assert.match(properties(row).uptime, /^\d+s$/);
    const after = properties((await again.ask('/ppp/active/print'))[0]);
    assert.equal(after.name, before.name);
    assert.notEqual(after['.id'], before['.id']);
    wire.close();
    wire = again;
  });
});

test('a router with 7.22 says !empty where there is nothing', async () => {
  const simulator = await Simulator.start(['--profile', 'chr-7.22']);
  const wire = await Wire.connect(simulator.routers[0]);
  await wire.login();
  assert.deepEqual(await wire.ask('/interface/print', '?name=nothing', '.tag=5'),
                   [['!empty', '.tag=5'], ['!done', '.tag=5']]);
  wire.close();
  await simulator.stop();
});

test('a router with version 6 says once that a menu is not there', async () => {
  const simulator = await Simulator.start(['--profile', 'x86-6.47']);
  const wire = await Wire.connect(simulator.routers[0]);
  await wire.login();
  const said = await wire.ask('/routing/bgp/session/print');
  assert.deepEqual(said.map((s) => [s[0], properties(s).message]),
                   [['!trap', 'no such command prefix'], ['!done', undefined]]);
  wire.close();
  await simulator.stop();
});
