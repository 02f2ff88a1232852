// Every router silent at once: scrapes are answered all the same, from memory.
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {Exporter, fleetFor, Simulator} from '../harness/fleet.mjs';

let simulator;
const names = () => simulator.routers.map((r) => r.name);
before(async () => (simulator = await Simulator.start(['--routers', '8', '--sessions', '20'])));
after(async () => assert.equal(await simulator.stop(), 0));

const stall = (faults) => simulator.control('PATCH', '/faults', faults);
const heal = () => simulator.control('DELETE', '/faults');
const said = async () => (await Promise.all(names().map((n) => simulator.seen(n)))).map((r) => r.seen.bytes_out);
const each = (metrics, name, condition) => names().every((router) => condition(metrics.value(name, {router})));

test('while all routers stall, what they last said is served, and then that they say nothing', async () => {
  const timeouts = '{connect: 1s, login: 2s, command: 5s, keep_alive: 5s, answer: 5s}';
  const collect = {interface: '5s', ppp_active: '5s'}; // served for 15 s
  const fleet = fleetFor(simulator.routers, {collect, defaults: `  timeouts: ${timeouts}`});
  const exporter = await Exporter.start(fleet);
  await exporter.when('all up with sessions', (m) => each(m, 'mikrotik_up', (up) => up === 1) &&
      m.all('mikrotik_ppp_session_rx_bytes_total').length === 8 * 20);
  await stall({half_open: true});
  const before = await said();
  const metrics = await exporter.metrics();
  assert.equal(metrics.all('mikrotik_ppp_session_rx_bytes_total').length, 8 * 20);
  assert.ok(each(metrics, 'mikrotik_up', (up) => up === 1));
  await exporter.when('nothing is served of routers that are silent', (m) =>
      each(m, 'mikrotik_up', (up) => up === 0) && m.all('mikrotik_interface_up').length === 0);
  assert.deepEqual(await said(), before, 'no router has said a word for all these scrapes');
  await heal();
  await exporter.when('all are back', (m) => each(m, 'mikrotik_up', (up) => up === 1));
  assert.equal(await exporter.stop(), 0);
});

test('routers that stall from the first word on hold up no scrape', async () => {
  await stall({on_accept: 'hang'});
  const exporter = await Exporter.start(fleetFor(simulator.routers));
  const metrics = await exporter.metrics();
  assert.ok(each(metrics, 'mikrotik_up', (up) => up === 0));
  assert.ok(metrics.value('mikrotik_exporter_build_info') === 1);
  await heal();
  assert.equal(await exporter.stop(), 0);
});
