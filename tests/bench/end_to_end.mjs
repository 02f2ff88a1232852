// The exporter as a process against the simulator, on loopback: CPU seconds from the kernel's own account,
// not wall time, so that a busy machine changes little. What is compared is measured in one run.
import {execFileSync, spawn} from 'node:child_process';
import {readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {Exporter, fleetFor, only, Simulator} from '../harness/fleet.mjs';

const pause = (seconds) => new Promise((resolve) => setTimeout(resolve, seconds * 1000));
const print = (what, value) => console.log(`  ${what.padEnd(74)} ${value}`);

// Of a process, all threads.
function cpuSeconds(pid) {
  const threads = readdirSync(`/proc/${pid}/task`);
  const spent = threads.map((t) => Number(readFileSync(`/proc/${pid}/task/${t}/schedstat`, 'utf8').split(' ')[0]));
  return spent.reduce((a, b) => a + b, 0) / 1e9;
}

function memory(pid, what) {
  return Number(new RegExp(`${what}:\\s+(\\d+)`).exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024;
}
const resident = (pid) => `${memory(pid, 'VmRSS').toFixed(1)} MB`;

// `proof`: the collector whose rows show that a router was collected.
async function fleet(routers, sessions, collect, {proof = 'interface', seconds = 240} = {}) {
  const simulator = await Simulator.start(['--routers', `${routers}`, '--sessions', `${sessions}`]);
  const exporter = await Exporter.start(fleetFor(simulator.routers, {collect}));
  const pid = exporter.program.child.pid;
  await exporter.when('every router collected', (m) =>
      m.all('mikrotik_collector_rows', {collector: proof}).length === routers, seconds, `?collect[]=${proof}`);
  return {simulator, exporter, pid, stop: async () => { await exporter.stop(); await simulator.stop(); }};
}

// A reader in another process that throws the page away: seconds it took, and bytes.
function scrape(f, flags = []) {
  const reader = spawn('curl', ['-s', '-o', '/dev/null', '-w', '%{time_total} %{size_download}', ...flags,
                                `http://${f.exporter.address}/metrics`]);
  return new Promise((resolve) => {
    let said = '';
    reader.stdout.on('data', (data) => (said += data));
    reader.on('close', () => {
      const [wall, bytes] = said.split(' ').map(Number);
      resolve({wall, bytes});
    });
  });
}

const median = (list) => list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)];

async function scrapes(f, times) {
  const all = [];
  for (let i = 0; i < times; ++i) {
    const cpu = cpuSeconds(f.pid);
    const one = await scrape(f);
    all.push({...one, cpu: cpuSeconds(f.pid) - cpu});
  }
  return {cpu: median(all.map((s) => s.cpu)), wall: median(all.map((s) => s.wall)), bytes: all[0].bytes};
}

function printScrape(name, s) {
  print(`${name}: one answer`, `${(s.bytes / 1e6).toFixed(1)} MB`);
  print(`${name}: CPU of one scrape, median`, `${s.cpu.toFixed(4)} s`);
  print(`${name}: wall time of that scrape over loopback, read by curl, median`, `${s.wall.toFixed(4)} s`);
}

// One of the exporter's own series. Node.js would take seconds over the whole page.
const ownSeries = (f) => execFileSync(
    'sh', ['-c', `curl -s http://${f.exporter.address}/metrics | grep '^mikrotik_exporter_'`], {encoding: 'utf8'});
const valueIn = (page, series) =>
    Number(page.split('\n').find((line) => line.startsWith(series)).split(' ').at(-1));
const own = (f, series) => valueIn(ownSeries(f), series);
const polls = (f) => own(f, 'mikrotik_exporter_polls_total{result="success"}');

async function interfacesOfF50() {
  const name = 'F50, interfaces';
  const busy = await fleet(50, 500, only({interface: '2s'}));
  const [polls0, cpu0] = [polls(busy), cpuSeconds(busy.pid)];
  await pause(20);
  const cpu = cpuSeconds(busy.pid) - cpu0;
  const collections = (polls(busy) - polls0) / 50;
  await busy.stop();
  print(`${name}: CPU of one full collection`, `${(cpu / collections).toFixed(4)} s  (mean of ${collections.toFixed(1)})`);
  const quiet = await fleet(50, 500, only({interface: '60s'}));
  const s = await scrapes(quiet, 15);
  printScrape(name, s);
  print(`${name}: CPU of one full collection and one scrape`, `${(cpu / collections + s.cpu).toFixed(4)} s`);
  print(`${name}: resident memory`, resident(quiet.pid));
  await quiet.stop();
}

async function catalogueOfF50() {
  const name = 'F50, whole catalogue';
  const f = await fleet(50, 500, {});
  await pause(60); // all have run
  printScrape(name, await scrapes(f, 15));
  print(`${name}: resident memory`, resident(f.pid));
  await atOnce(name, f);
  const cpu = cpuSeconds(f.pid);
  await pause(60);
  print(`${name}: CPU, on its own cadence`, `${((cpuSeconds(f.pid) - cpu) / 60 * 100).toFixed(1)} % of one core`);
  await stalled(name, f);
  await f.stop();
}

// Most resident memory while so many scrape at once.
async function atOnce(name, f) {
  const peak = async (readers) => {
    writeFileSync(`/proc/${f.pid}/clear_refs`, '5');
    await Promise.all(Array.from({length: readers}, () => scrape(f)));
    return memory(f.pid, 'VmHWM');
  };
  await peak(20); // threads and buffers as they are from then on
  const [two, twenty] = [await peak(2), await peak(20)];
  print(`${name}: most memory with 20 scrapes at once, with 2`,
        `${twenty.toFixed(1)} MB, ${two.toFixed(1)} MB  (${(twenty / two).toFixed(2)})`);
}

// While data is fresh, a router that no longer answers changes nothing for who asks.
async function stalled(name, f) {
  const before = await scrapes(f, 9);
  for (const router of f.simulator.routers) await f.simulator.faults(router.name, {half_open: true});
  const after = await scrapes(f, 9);
  print(`${name}: wall time of a scrape, every router stalled over none`,
        `${(after.wall / before.wall).toFixed(2)}  (${(after.bytes / 1e6).toFixed(1)} MB over ${(before.bytes / 1e6).toFixed(1)} MB)`);
}

async function thousandRouters() {
  const name = '1,000 routers x 20 sessions, whole catalogue';
  const f = await fleet(1000, 20, {}, {proof: 'resource'});
  await pause(150); // past the second beats, which are spread by chance
  const cpu = cpuSeconds(f.pid);
  await pause(60);
  print(`${name}: CPU, on its own cadence`, `${((cpuSeconds(f.pid) - cpu) / 60 * 100).toFixed(1)} % of one core`);
  print(`${name}: resident memory before the first scrape of all`, resident(f.pid));
  printScrape(name, await scrapes(f, 5));
  print(`${name}: resident memory`, resident(f.pid));
  print(`${name}: beats missed`, `${own(f, 'mikrotik_exporter_poll_overruns_total')}`);
  await f.stop();
}

// Ten times the routers, ten times the cost, and no more.
async function growth() {
  for (const routers of [10, 100, 1000]) {
    const f = await fleet(routers, 20, only({interface: '5s', resource: '5s', ppp_active: '5s'}), {proof: 'resource'});
    await pause(20);
    const [polls0, cpu0] = [polls(f), cpuSeconds(f.pid)];
    await pause(20);
    const cpu = cpuSeconds(f.pid) - cpu0;
    const count = polls(f) - polls0;
    const s = await scrapes(f, 9);
    print(`${routers} routers: CPU of one run of a collector, of a scrape by router`,
          `${(cpu / count * 1e6).toFixed(0)} us, ${(s.cpu / routers * 1e6).toFixed(0)} us`);
    await f.stop();
  }
}

// Of the start: how soon all are up, and how many connect at a time. The simulator keeps a core of its own busy.
async function fiveThousandRouters() {
  const name = '5,000 routers x 20 sessions at 15 s';
  const routers = 5000;
  const collect = only({interface: '15s', resource: '15s', ppp_active: '15s', identity: '15s'});
  const simulator = await Simulator.start(['--routers', `${routers}`, '--sessions', '20', '--address', '127.20.0.1', '--port', '8728']);
  const begun = Date.now();
  const exporter = await Exporter.start(fleetFor(simulator.routers, {collect}));
  const f = {simulator, exporter, pid: exporter.program.child.pid};
  let [up, most, waiting] = [0, 0, 0];
  // Not too often: with every look goes a whole page.
  while (up < routers && Date.now() - begun < 300_000) {
    await pause(1);
    const page = ownSeries(f);
    up = valueIn(page, 'mikrotik_exporter_connections');
    most = Math.max(most, valueIn(page, 'mikrotik_exporter_connects_in_progress'));
    waiting = Math.max(waiting, valueIn(page, 'mikrotik_exporter_connects_waiting'));
  }
  print(`${name}: all up after`, `${((Date.now() - begun) / 1000).toFixed(1)} s`);
  print(`${name}: most connects in progress, most waiting for their turn`, `${most}, ${waiting}`);
  await pause(45);
  const [missed, cpu, theirs] = [own(f, 'mikrotik_exporter_poll_overruns_total'), cpuSeconds(f.pid),
                                 cpuSeconds(simulator.program.child.pid)];
  await pause(60);
  const share = (seconds) => `${(seconds / 60 * 100).toFixed(1)} %`;
  print(`${name}: CPU of one core, the simulator's`,
        `${share(cpuSeconds(f.pid) - cpu)}, ${share(cpuSeconds(simulator.program.child.pid) - theirs)}`);
  print(`${name}: beats missed within that minute`, `${own(f, 'mikrotik_exporter_poll_overruns_total') - missed}`);
  print(`${name}: resident memory`, resident(f.pid));
  await exporter.stop();
  await simulator.stop();
}

// `end_to_end.mjs scale`: that alone.
if (process.argv[2] === 'scale') {
  await fiveThousandRouters();
  process.exit(0);
}

console.log('The exporter as a process, against the simulator:');
await interfacesOfF50();
await catalogueOfF50();
await thousandRouters();
await fiveThousandRouters();
console.log('Cost by size of the fleet (interfaces, sessions and resources every 5 s):');
await growth();
