// The exporter as a process against the simulator, on loopback: CPU seconds from the kernel's own account,
// not wall time, so that a busy machine changes little.
import {readdirSync, readFileSync} from 'node:fs';
import {Exporter, fleetFor, Simulator} from '../harness/fleet.mjs';
import {get} from '../harness/program.mjs';

const off = {resource: 'off', cpu: 'off', identity: 'off', routerboard: 'off', health: 'off', interface: 'off', ppp_active: 'off'};
const pause = (seconds) => new Promise((resolve) => setTimeout(resolve, seconds * 1000));

// Nanoseconds on a CPU, all threads.
function cpuSeconds(pid) {
  const threads = readdirSync(`/proc/${pid}/task`);
  const spent = threads.map((t) => Number(readFileSync(`/proc/${pid}/task/${t}/schedstat`, 'utf8').split(' ')[0]));
  return spent.reduce((a, b) => a + b, 0) / 1e9;
}

function residentMegabytes(pid) {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024;
}

async function fleet(routers, sessions, collect) {
  const simulator = await Simulator.start(['--routers', `${routers}`, '--sessions', `${sessions}`]);
  const exporter = await Exporter.start(fleetFor(simulator.routers, {collect}));
  const pid = exporter.program.child.pid;
  await exporter.when('every router collected', (m) =>
      m.value('mikrotik_exporter_connections') === routers &&
      m.all('mikrotik_collector_rows', {collector: 'interface'}).length === routers, 120);
  return {simulator, exporter, pid, stop: async () => { await exporter.stop(); await simulator.stop(); }};
}

const polls = async (exporter) => (await exporter.metrics()).value('mikrotik_exporter_polls_total', {result: 'success'});

function print(what, value) {
  console.log(`  ${what.padEnd(66)} ${value}`);
}

async function collectF50() {
  const f = await fleet(50, 500, {...off, interface: '2s'});
  const [polls0, cpu0] = [await polls(f.exporter), cpuSeconds(f.pid)];
  await pause(20);
  const cpu = cpuSeconds(f.pid) - cpu0;
  const scrapes = await scrapeCost(f, 1);
  const collections = (await polls(f.exporter) - polls0) / 50;
  print('F50: CPU of one full collection', `${(cpu / collections).toFixed(3)} s  (mean of ${collections.toFixed(1)})`);
  print('F50: resident memory', `${residentMegabytes(f.pid).toFixed(1)} MB`);
  await f.stop();
  return {collection: cpu / collections, scrapes};
}

// CPU and wall time of a scrape whose reader throws it away. The reader is another process.
async function scrapeCost(f, times) {
  const url = `http://${f.exporter.address}/metrics`;
  const cpu = cpuSeconds(f.pid);
  const begin = process.hrtime.bigint();
  let bytes = 0;
  for (let i = 0; i < times; ++i) bytes = (await (await fetch(url)).arrayBuffer()).byteLength;
  const wall = Number(process.hrtime.bigint() - begin) / 1e9;
  return {cpu: (cpuSeconds(f.pid) - cpu) / times, wall: wall / times, bytes};
}

async function scrapeF50() {
  const f = await fleet(50, 500, {...off, interface: '60s'});
  const {body} = await get(`http://${f.exporter.address}/metrics`);
  const series = body.split('\n').filter((line) => line && line[0] !== '#').length;
  const scrape = await scrapeCost(f, 20);
  print('F50: series in one answer', `${series}  (${(scrape.bytes / 1e6).toFixed(1)} MB)`);
  print('F50: CPU of one scrape, mean of 20', `${scrape.cpu.toFixed(4)} s`);
  print('F50: wall time of that scrape over loopback (read by Node.js)', `${scrape.wall.toFixed(3)} s`);
  await f.stop();
  return scrape;
}

async function thousandRouters() {
  const f = await fleet(1000, 20, {});
  await pause(20); // past the second beats, which are spread by chance
  const cpu = cpuSeconds(f.pid);
  await pause(30);
  print('1,000 routers x 20 sessions, all collectors on their own cadence: CPU',
        `${((cpuSeconds(f.pid) - cpu) / 30 * 100).toFixed(1)} % of one core`);
  print('1,000 routers x 20 sessions: resident memory', `${residentMegabytes(f.pid).toFixed(1)} MB`);
  const missed = (await f.exporter.metrics()).value('mikrotik_exporter_poll_overruns_total');
  print('1,000 routers x 20 sessions: beats missed', `${missed}`);
  await f.stop();
}

console.log('The exporter as a process, against the simulator:');
const {collection} = await collectF50();
const {cpu} = await scrapeF50();
print('F50: CPU of one full collection and one scrape', `${(collection + cpu).toFixed(3)} s`);
await thousandRouters();
