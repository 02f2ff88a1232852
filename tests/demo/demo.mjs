// ./dev demo: a fleet to look at. Simulated routers of several kinds, the exporter, and a real Prometheus
// that scrapes it; `--smoke` checks every address and ends.
import {createServer} from 'node:net';
import {Exporter, Prometheus, Simulator} from '../harness/fleet.mjs';
import {get, until} from '../harness/program.mjs';

const smoke = process.argv.includes('--smoke');
const groups = [
  {site: 'durban', profile: 'ccr2004-7.4', name: 'bng', routers: 3, sessions: 120, churn: 0.05},
  {site: 'pretoria', profile: 'hap-v7', name: 'tower', routers: 4, sessions: 15, churn: 0.02},
  {site: 'cape-town', profile: 'chr-7.22', name: 'core', routers: 2, sessions: 40, churn: 0.02},
  {site: 'cape-town', profile: 'x86-6.47', name: 'old', routers: 1, sessions: 10, churn: 0.01},
];

// The ports people know, where they are free: then the addresses are the same every time.
function free(port) {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(0));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(port)));
  });
}

function fleetFile(routers) {
  const lines = routers.map((r) => `  - {name: ${r.name}, address: ${r.address}, port: ${r.port}, site: ${r.site}}`);
  return `credentials:
  telemetry: {username: mikroscope, password: s3cret}
defaults:
  credentials: telemetry
  timeouts: {connect: 2s, login: 3s}
  collect: {resource: 5s, cpu: 5s, interface: 5s, ppp_active: 5s, health: 15s}
routers:
${lines.join('\n')}
`;
}

async function startFleet() {
  const simulators = [];
  const routers = [];
  for (const g of groups) {
    const simulator = await Simulator.start(['--profile', g.profile, '--name', g.name, '--routers', `${g.routers}`,
                                             '--sessions', `${g.sessions}`, '--churn', `${g.churn}`]);
    simulators.push(simulator);
    routers.push(...simulator.routers.map((r) => ({...r, site: g.site})));
  }
  // What a page looks like when something is wrong.
  routers.push({name: 'gone-0001', address: '127.0.0.1', port: 1, site: 'pretoria'});
  return {simulators, routers};
}

async function check(exporter, prometheus, routers) {
  const alive = routers.length - 1;
  await exporter.when('routers up', (m) => m.all('mikrotik_up').filter((s) => s.value === 1).length === alive);
  for (const path of ['/', '/metrics', '/-/healthy', '/-/ready']) {
    await until(`http://${exporter.address}${path}`, async () => (await get(`http://${exporter.address}${path}`)).status === 200);
    console.log(`  ok  http://${exporter.address}${path}`);
  }
  await prometheus.when('sum(mikrotik_up)', (n) => n === alive);
  await prometheus.when('sum(rate(mikrotik_interface_rx_bytes_total[30s]))', (n) => n > 0);
  console.log(`  ok  http://${prometheus.address}/ answers PromQL about ${alive} routers, rate() included`);
}

const {simulators, routers} = await startFleet();
const exporter = await Exporter.start(fleetFile(routers), [], smoke ? 0 : await free(9436));
const prometheus = await Prometheus.start(exporter.address, smoke ? 0 : await free(9090));

async function stopAll() {
  await Promise.allSettled([prometheus.stop(), exporter.stop(), ...simulators.map((s) => s.stop())]);
}

if (smoke) {
  try {
    await check(exporter, prometheus, routers);
  } finally {
    await stopAll();
  }
  console.log('the demo works');
  process.exit(0);
}

const graph = encodeURIComponent('sum by (router) (rate(mikrotik_interface_tx_bytes_total{interface=~"<pppoe-.*"}[1m])) * 8');
console.log(`
  ${routers.length - 1} simulated routers at three sites, and one that is not there.

  the fleet      http://${exporter.address}/
  its metrics    http://${exporter.address}/metrics
  Prometheus     http://${prometheus.address}/graph?g0.expr=${graph}&g0.tab=0&g0.range_input=5m

  Subscribers come and go. To see a router fail:
    curl -X POST http://${simulators[0].address}/routers/bng-0001/power-off      (and power-on)

  Ctrl-C ends it all.
`);
process.removeAllListeners('SIGINT');
process.removeAllListeners('SIGTERM');
for (const signal of ['SIGINT', 'SIGTERM'])
  process.on(signal, async () => {
    await stopAll();
    process.exit(0);
  });
