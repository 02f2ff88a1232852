// --debug.transcript: the whole conversation with every router, and no secret in it.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {Exporter, fleetFor, Simulator} from '../harness/fleet.mjs';
import {until} from '../harness/program.mjs';

const line = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z (\S+) ([<>]) (.+)$/;

for (const [login, profile] of [['plain', 'ccr2004-7.4'], ['challenge', 'rb-6.42']])
  test(`a whole ${login} login and what follows, with secrets masked`, async () => {
    const simulator = await Simulator.start(['--profile', profile]);
    const [{name}] = simulator.routers;
    const exporter = await Exporter.start(fleetFor(simulator.routers), ['--debug.transcript']);
    await until('a collector worked', async () => (await exporter.metrics())
        .value('mikrotik_collector_success', {router: name, collector: 'interface'}) === 1);
    assert.equal(await exporter.stop(), 0);
    await simulator.stop();

    const said = exporter.program.errors.split('\n').map((text) => line.exec(text)).filter(Boolean);
    assert.ok(said.every(([, router]) => router === name));
    const sentences = said.map(([, , way, words]) => `${way} ${words}`);
    const expected = login === 'plain' ?
        ['> /login =name=mikroscope =password=***', '< !done'] :
        ['> /login =name=mikroscope =password=***', '< !done =ret=***',
         '> /login =name=mikroscope =response=***', '< !done'];
    assert.deepEqual(sentences.slice(0, expected.length), expected);
    assert.ok(sentences.some((s) => /^> \/interface\/print .*=\.proplist=.* \.tag=\d+$/.test(s)), sentences.join('\n'));
    assert.ok(sentences.some((s) => /^< !re .*=name=ether1/.test(s)));
    assert.doesNotMatch(exporter.program.errors, /s3cret|=ret=[0-9a-f]{8}|=response=[0-9a-f]/);
  });

test('without the flag nothing is transcribed', async () => {
  const simulator = await Simulator.start([]);
  const exporter = await Exporter.start(fleetFor(simulator.routers), ['--log.level=debug']);
  await exporter.program.says(/msg="router up"/);
  await exporter.stop();
  await simulator.stop();
  assert.doesNotMatch(exporter.program.errors, / [<>] [!/]/);
});
