// A real Prometheus scrapes the exporter and answers questions about the simulated routers.
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {Exporter, fleetFor, Prometheus, Simulator} from '../harness/fleet.mjs';
import {get, until} from '../harness/program.mjs';
import {RouterApi} from '../harness/router_api.mjs';

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
  const routers = simulator.routers.map((r) => r.name);
  const needed = ['cpu', 'health', 'identity', 'interface', 'ppp_active', 'resource', 'routerboard'];
  await exporter.when('every collector done', (m) => routers.every((router) => needed.every((collector) =>
      m.all('mikrotik_collector_success', {router, collector}).some((s) => s.value === 1))));
  await until('as many samples as lines', async () => {
    const {headers, body} = await get(`http://${exporter.address}/metrics`,
                                      {accept: 'application/openmetrics-text;version=1.0.0'});
    assert.match(headers.get('content-type'), /^application\/openmetrics-text/);
    const lines = body.split('\n').filter((line) => line && !line.startsWith('#')).length;
    const [scraped] = await prometheus.query('scrape_samples_scraped');
    assert.ok(lines > 5 * 30 * 16, `${lines} samples`);
    assert.equal(Number(scraped.value[1]), lines);
    return true;
  });
  // Only OpenMetrics carries units.
  const {body} = await get(`http://${prometheus.address}/api/v1/targets/metadata?metric=mikrotik_system_uptime_seconds`);
  assert.equal(JSON.parse(body).data[0]?.unit, 'seconds', body);
});

test('rate() of an interface is what the router says its traffic is', async () => {
  const router = simulator.routers[0];
  const monitor = await RouterApi.follow(router, ['/interface/monitor-traffic', '=interface=ether1']);
  // One row a second: the last ten are of the time rate() looks at.
  const rows = await until('what the router says in ten seconds', () => monitor.seen().length >= 12 && monitor.seen());
  const rate = `rate(mikrotik_interface_rx_bytes_total{router="${router.name}",interface="ether1"}[10s]) * 8`;
  const {value} = await prometheus.when(rate, (n) => n > 0);
  monitor.close();
  const said = rows.slice(-10).reduce((sum, row) => sum + Number(row['rx-bits-per-second']), 0) / 10;
  assert.ok(value > said / 1.5 && value < said * 1.5, `${value} and the router says ${said}`);
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
