// The fault matrix, where the exporter's own machine is at fault: names, files, the log, the clock. Each with an
// exporter of its own.
import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {constants, closeSync, existsSync, openSync, renameSync, writeFileSync, writeSync} from 'node:fs';
import {createServer} from 'node:net';
import {join} from 'node:path';
import {afterEach, test} from 'node:test';
import {Exporter, fleetFor, only, Simulator} from '../../harness/fleet.mjs';
import {binDir, temporaryFolder, until} from '../../harness/program.mjs';
import {isPolled, lastPolled, sanitized} from './lab.mjs';

const collect = only({interface: '1s', resource: '1s', identity: '1s'});
const defaults = '  timeouts: {connect: 2s, login: 10s}';
const fakeTime = '/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1';
const preloads = sanitized && 'a sanitizer must come first, and so must what is preloaded';

let simulator, exporter;
afterEach(async () => {
  const codes = [await exporter?.stop(), await simulator?.stop()];
  exporter = simulator = undefined;
  assert.deepEqual(codes, [0, 0]);
});

const said = (pattern) => until(`the log says ${pattern}`, () => pattern.test(exporter.program.errors));
const accepted = async (r) => (await simulator.seen(r.name)).seen.connections_accepted;
const drop = (r) => simulator.control('POST', `/routers/${r.name}/drop-connections`);
const allPolled = (routers) => exporter.when('all polled', (m) => routers.every((r) => isPolled(m, r.name)), 120);

// Polled again, later than now, as the wall clock of the metrics tells.
async function allFresh(routers) {
  const before = await exporter.metrics();
  await exporter.when('all fresh', (m) => routers.every((r) =>
      isPolled(m, r.name) && lastPolled(m, r.name) !== lastPolled(before, r.name)), 120);
}

async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const {port} = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

// Routers reached by name, and the names' file.
async function namedRouters(count) {
  simulator = await Simulator.start(['--routers', `${count}`, '--sessions', '3']);
  const routers = simulator.routers.map((r) => ({...r, address: `${r.name}.test`}));
  const file = join(temporaryFolder(), 'hosts');
  const name = (entry) => { // in one step: a reader sees all or nothing of it
    writeFileSync(`${file}.new`, routers.map((r) => `${r.address} ${entry(r)}\n`).join(''));
    renameSync(`${file}.new`, file);
  };
  name(() => '127.0.0.1');
  const env = {...process.env, LD_PRELOAD: `${binDir}/tests/support/libtest_hosts.so`, MIKROSCOPE_TEST_HOSTS: file};
  exporter = await Exporter.start(fleetFor(routers, {collect, defaults}), [], 0, {env});
  await allPolled(routers);
  return {routers, name};
}

test('DNS failing: sessions stay, who must be looked up waits, and is back by itself', {skip: preloads}, async () => {
  const {routers, name} = await namedRouters(4);
  const [lost, ...others] = routers;
  name(() => 'fail');
  await drop(lost);
  await said(/router=sim-0001 why="the address does not resolve: sim-0001.test: Temporary failure in name resolution"/);
  await allFresh(others);
  for (const r of others) assert.equal(await accepted(r), 1);
  name(() => '127.0.0.1');
  await allPolled(routers);
});

test('DNS slow: names without an answer keep neither others nor the end waiting', {skip: preloads}, async () => {
  const {routers, name} = await namedRouters(50);
  const [quick, ...slow] = routers;
  name((r) => (r === quick ? '127.0.0.1' : 'slow'));
  await Promise.all(slow.map(drop));
  await said(/router=sim-0050 why="the address does not resolve: sim-0050.test: no answer from the name server"/);
  await drop(quick);
  await allFresh([quick]);
  assert.equal(await accepted(quick), 2);
  assert.equal(await exporter.stop(5), 0);
});

test('DNS changing: the next session goes where the name leads', {skip: preloads}, async () => {
  const there = ['--sessions', '3', '--port', '18728', '--address'];
  simulator = await Simulator.start([...there, '127.77.0.1', '--routers', '2']);
  const [first, second] = simulator.routers;
  await simulator.faults(second.name, {serial: 'SECOND'});
  const file = join(temporaryFolder(), 'hosts');
  writeFileSync(file, `moving.test ${first.address}\n`);
  const env = {...process.env, LD_PRELOAD: `${binDir}/tests/support/libtest_hosts.so`, MIKROSCOPE_TEST_HOSTS: file};
  const router = {...first, address: 'moving.test'};
  exporter = await Exporter.start(fleetFor([router], {collect, defaults}), [], 0, {env});
  await allPolled([router]);
  writeFileSync(file, `moving.test ${second.address}\n`);
  await drop(first);
  await said(/another device answers.*serial=SECOND/);
  await allFresh([router]);
  assert.equal(await accepted(second), 1);
});

test('file descriptors exhausted from the start: those that got one are polled, and HTTP is answered', async () => {
  simulator = await Simulator.start(['--routers', '100', '--sessions', '0']);
  exporter = await Exporter.start(fleetFor(simulator.routers, {collect, defaults}), [], 0,
                                  {through: ['prlimit', '--nofile=120:120']});
  await said(/why="too many files are open here: raise LimitNOFILE"/);
  const m = await exporter.when('some are up', (m) => m.all('mikrotik_up').filter((s) => s.value === 1).length > 10);
  assert.ok(m.all('mikrotik_up').some((s) => s.value === 0));
  const up = simulator.routers.filter((r) => m.value('mikrotik_up', {router: r.name}) === 1);
  await allFresh(up);
  for (const r of up) assert.equal(await accepted(r), 1);
});

test('file descriptors exhausted while running: sessions stay, and the lost are back when there are more', async () => {
  simulator = await Simulator.start(['--routers', '40', '--sessions', '0']);
  exporter = await Exporter.start(fleetFor(simulator.routers, {collect, defaults}));
  await allPolled(simulator.routers);
  const files = (await exporter.metrics()).value('process_open_fds');
  const limit = (most) => execFileSync('prlimit', ['-p', `${exporter.program.child.pid}`, `--nofile=${most}:`]);
  limit(files + 4);
  const lost = simulator.routers.at(-1);
  const others = simulator.routers.slice(0, -1);
  await drop(lost);
  await said(/router=sim-0040 why="too many files are open here: raise LimitNOFILE"/);
  await allFresh(others);
  for (const r of others) assert.equal(await accepted(r), 1);
  limit(4096);
  await allPolled(simulator.routers);
});

// Flapping routers give it something to log.
async function withLog(stderr) {
  simulator = await Simulator.start(['--routers', '6', '--sessions', '3']);
  const [flapping, ...others] = simulator.routers;
  await simulator.faults(flapping.name, {flap_ms: 100});
  exporter = await Exporter.start(fleetFor(simulator.routers, {collect, defaults}), ['--log.level=debug'],
                                  await freePort(), {stdio: ['ignore', 'ignore', stderr]});
  await allPolled(others);
  return others;
}

test('disk full for logs: what is lost is counted, nothing else', async () => {
  const full = openSync('/dev/full', 'w');
  const others = await withLog(full);
  closeSync(full);
  await exporter.when('lines lost', (m) => m.value('mikrotik_exporter_log_lines_lost_total') > 0);
  await allFresh(others);
  for (const r of others) assert.equal(await accepted(r), 1);
});

test('a log nobody reads: polling goes on, and the end does not wait', async () => {
  const fifo = join(temporaryFolder(), 'log');
  execFileSync('mkfifo', [fifo]);
  const stuck = openSync(fifo, constants.O_RDWR | constants.O_NONBLOCK);
  assert.throws(() => { for (;;) writeSync(stuck, 'x'.repeat(4096)); }, {code: 'EAGAIN'});
  const blocking = openSync(fifo, constants.O_WRONLY); // its own flags: one that waits
  const others = await withLog(blocking);
  await allFresh(others);
  for (const r of others) assert.equal(await accepted(r), 1);
  assert.equal(await exporter.stop(8), 0);
  closeSync(stuck);
  closeSync(blocking);
});

const noClock = preloads || (!existsSync(fakeTime) && 'libfaketime is not installed');
test('clock jump of the exporter: sessions stay, beats go on, and time stamps follow', {skip: noClock}, async () => {
  simulator = await Simulator.start(['--routers', '3', '--sessions', '3']);
  const file = join(temporaryFolder(), 'offset');
  writeFileSync(file, '+0');
  const env = {...process.env, LD_PRELOAD: fakeTime, FAKETIME_TIMESTAMP_FILE: file, FAKETIME_NO_CACHE: '1',
               FAKETIME_DONT_FAKE_MONOTONIC: '1'};
  exporter = await Exporter.start(fleetFor(simulator.routers, {collect, defaults}), [], 0, {env});
  await allPolled(simulator.routers);
  for (const jump of [86_400, -86_400]) {
    writeFileSync(file, `${jump > 0 ? '+' : ''}${jump}`);
    const expected = Date.now() / 1000 + jump;
    await exporter.when('time stamps after the jump', (m) => simulator.routers.every((r) =>
        Math.abs(lastPolled(m, r.name) - expected) < 600 && isPolled(m, r.name) &&
        m.all('mikrotik_interface_up', {router: r.name}).length > 0));
    await allFresh(simulator.routers);
  }
  for (const r of simulator.routers) assert.equal(await accepted(r), 1);
  assert.doesNotMatch(exporter.program.errors, /router down|collector failed/);
});

test("clock jump of the routers: sessions stay, and their rows are as fresh as before", async () => {
  simulator = await Simulator.start(['--routers', '3', '--sessions', '3']);
  exporter = await Exporter.start(fleetFor(simulator.routers, {collect, defaults}));
  await allPolled(simulator.routers);
  await simulator.control('POST', '/skip', {seconds: 86_400});
  await allFresh(simulator.routers);
  for (const r of simulator.routers) assert.equal(await accepted(r), 1);
  assert.doesNotMatch(exporter.program.errors, /router down|collector failed/);
});
