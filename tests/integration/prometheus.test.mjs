// A real Prometheus scrapes the exporter and answers questions about the simulated routers.
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {Exporter, fleetFor, Prometheus, Simulator} from '../harness/fleet.mjs';

let simulator, exporter, prometheus;

before(async () => {
  simulator = await Simulator.start(['--routers', '5', '--sessions', '20']);
  exporter = await Exporter.start(fleetFor(simulator.routers));
  prometheus = await Prometheus.start(exporter.address);
});

after(async () => {
  await prometheus.stop();
  assert.equal(await exporter.stop(), 0);
  assert.equal(await simulator.stop(), 0);
});

test('every router is up', async () => {
  await prometheus.when('sum(mikrotik_up)', (n) => n === 5);
});

test('Prometheus takes every sample of the answer, in OpenMetrics as it prefers', async () => {
  await prometheus.when('up{job="mikrotik"}', (n) => n === 1);
  await prometheus.when('scrape_samples_scraped', (n) => n > 5 * 30 * 16);
});

test('rate() of an interface is what the router says its traffic is', async () => {
  const rate = 'rate(mikrotik_interface_rx_bytes_total{router="sim-0001",interface="ether1"}[10s]) * 8';
  const {value} = await prometheus.when(rate, (n) => n > 1000);
  assert.ok(value < 1e12);
});

test('sessions are counted, and each has a rate', async () => {
  await prometheus.when('sum(mikrotik_ppp_active_sessions{service="pppoe"})', (n) => n === 100);
  await prometheus.when('count(rate(mikrotik_ppp_session_tx_bytes_total[10s]) >= 0)', (n) => n === 100);
});

test('types and help reach Prometheus', async () => {
  const response = await fetch(`http://${prometheus.address}/api/v1/metadata?metric=mikrotik_interface_up`);
  const {data} = await response.json();
  assert.equal(data.mikrotik_interface_up[0].type, 'gauge');
});

test('a router that goes away is 0 in Prometheus, and comes back', async () => {
  await simulator.control('POST', '/routers/sim-0002/power-off');
  await prometheus.when('mikrotik_up{router="sim-0002"}', (n) => n === 0);
  await prometheus.when('sum(mikrotik_up)', (n) => n === 4);
  await simulator.control('POST', '/routers/sim-0002/power-on');
  await prometheus.when('mikrotik_up{router="sim-0002"}', (n) => n === 1);
});
