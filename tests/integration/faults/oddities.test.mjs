// What looks like illness and is none, and what is told of a router that has never been well.
import assert from 'node:assert/strict';
import {createServer} from 'node:http';
import {after, before, test} from 'node:test';
import {Exporter, fleetFor, Simulator} from '../../harness/fleet.mjs';
import {lastPolled} from './lab.mjs';

const oddities = {
  'sending one byte at a time': {chunking: 'one_byte'},
  'as odd as real ones': {
    tag_position: 'last', noncanonical_lengths: true, empty_sentences: true, unknown_reply: true,
    duplicate_key: true, non_utf8: true, hostile_names: true, ret_on_done: true, chunking: 'random',
  },
};
const names = Object.keys(oddities);
// Its health menu is missing, so it traps from the start.
const speechless = 'with a trap that says nothing';

let simulator, virtual, exporter;
before(async () => {
  simulator = await Simulator.start(['--routers', `${names.length}`, '--sessions', '3']);
  virtual = await Simulator.start(['--profile', 'chr-7.9']);
  await virtual.faults(virtual.routers[0].name, {trap_without_message: true});
  const routers = [...simulator.routers, ...virtual.routers].map((r, i) => ({...r, name: names[i] ?? speechless}));
  // Slow is not sick, however slow the machine makes it.
  const more = Object.fromEntries(names.map((name) => [name, 'timeouts: {command: 5m}']));
  exporter = await Exporter.start(fleetFor(routers, {more}));
  await exporter.when('all routers up with interfaces', (m) => [...names, speechless].every((router) =>
      m.value('mikrotik_up', {router}) === 1 && m.all('mikrotik_interface_up', {router}).length > 0));
  await Promise.all(names.map((name, i) => simulator.faults(simulator.routers[i].name, oddities[name])));
});

after(async () => {
  assert.equal(await exporter?.stop(), 0);
  assert.equal(await simulator?.stop(), 0);
  assert.equal(await virtual?.stop(), 0);
});

const complaints = (name) => exporter.program.errors.split('\n')
    .filter((line) => line.includes(`router="${name}"`) && /router down|collector failed/.test(line));

async function staysFresh(name) {
  const earlier = await exporter.metrics();
  await exporter.when('fresh interfaces', (m) =>
      lastPolled(m, name) > lastPolled(earlier, name) + 1 && m.value('mikrotik_up', {router: name}) === 1, 240);
}

for (const name of names)
  test(`a router ${name} is not sick`, async () => {
    await staysFresh(name);
    assert.deepEqual(complaints(name), []);
  });

test(`a router ${speechless} lacks what was asked, for an unknown reason, and nothing else`, async () => {
  const m = await exporter.when('health has failed', (m) =>
      m.value('mikrotik_collector_success', {router: speechless, collector: 'health'}) === 0);
  assert.equal(m.value('mikrotik_up', {router: speechless}), 1);
  await staysFresh(speechless);
  const all = complaints(speechless);
  // Every menu that a virtual router lacks, once.
  for (const line of all)
    assert.match(line, /collector failed.* collector=\w+ why="unknown error"/);
  assert.equal(new Set(all.map((line) => /collector=(\w+)/.exec(line)[1])).size, all.length);
  assert.ok(all.some((line) => line.includes('collector=health')), all.join('\n'));
  assert.match(await exporter.pageOf(speechless), />health<\/a><\/td><td[^>]*>failing<.*unknown error/);
});

test('a port where a web server listens, from the start', async () => {
  const web = createServer((_, response) => response.end('hello'));
  await new Promise((resolve) => web.listen(0, '127.0.0.1', resolve));
  const routers = [{name: 'web', address: '127.0.0.1', port: web.address().port}];
  const own = await Exporter.start(fleetFor(routers, {defaults: '  timeouts: {login: 2s}'}));
  await own.program.says(/router=web why="not a RouterOS API: a web server answers"/);
  await own.stop();
  web.closeAllConnections();
  web.close();
});
