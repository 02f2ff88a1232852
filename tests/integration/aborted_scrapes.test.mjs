// Scrapes whose reader leaves before the end: what they held is free again, and nobody else notices.
import assert from 'node:assert/strict';
import {readdirSync, readFileSync, readlinkSync} from 'node:fs';
import {request as plainRequest} from 'node:http';
import {request as tlsRequest} from 'node:https';
import {connect} from 'node:net';
import {after, before, test} from 'node:test';
import {connect as connectTls} from 'node:tls';
import {Authority} from '../harness/certificates.mjs';
import {Exporter, fleetFor, Simulator} from '../harness/fleet.mjs';
import {until} from '../harness/program.mjs';

// Freed memory that AddressSanitizer keeps back is no leak.
process.env.ASAN_OPTIONS = `${process.env.ASAN_OPTIONS ?? ''}:quarantine_size_mb=1`;

const routers = 5;
const sessions = 2000; // of each: a page far beyond what sockets take in
const threads = 16;    // of the exporter: as many scrapes at a time
const patience = 10;   // seconds until the exporter itself gives up on who takes nothing
const authority = new Authority();

const overTls = {
  flags: () => [`--web.config.file=${authority.webConfiguration()}`],
  request: tlsRequest,
  layer: (socket) => connectTls({socket, ca: authority.pem, host: '127.0.0.1'}),
};
const plain = {flags: () => [], request: plainRequest, layer: (socket) => socket};
const ways = {'in the clear': plain, 'over TLS': overTls};

const sessionsIn = (page) => page.match(/^mikrotik_ppp_session_rx_bytes_total\{/gm)?.length;
const portOf = (exporter) => Number(exporter.address.split(':')[1]);
const files = (exporter) => readdirSync(`/proc/${exporter.program.child.pid}/fd`).length;
// Connections the exporter holds, but for those to routers.
function connections(exporter) {
  const folder = `/proc/${exporter.program.child.pid}/fd`;
  const own = new Set(readdirSync(folder).map((fd) => {
    try { return /^socket:\[(\d+)\]$/.exec(readlinkSync(`${folder}/${fd}`))?.[1]; } catch { return undefined; }
  }));
  const routerPorts = new Set(simulator.routers.map((r) => r.port));
  return readFileSync('/proc/net/tcp', 'utf8').split('\n').slice(1).filter((line) => {
    const [, , remote, state, , , , , , inode] = line.trim().split(/\s+/);
    const isOpen = state === '01' || state === '08'; // established, or closed by the other end alone
    return isOpen && own.has(inode) && !routerPorts.has(parseInt(remote.split(':')[1], 16));
  }).length;
}
const tasks = (exporter) => readdirSync(`/proc/${exporter.program.child.pid}/task`).length;
const resident = (exporter) =>
    Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${exporter.program.child.pid}/status`, 'utf8'))[1]);

// A whole scrape: its size, its text if wanted. Rejects when it was cut short.
function scrape(exporter, way, keep = false) {
  return new Promise((resolve, reject) => {
    const options = {host: '127.0.0.1', port: portOf(exporter), path: '/metrics', agent: false, ca: authority.pem};
    const sent = way.request(options, (answer) => {
      let size = 0;
      const parts = [];
      answer.on('data', (part) => { size += part.length; if (keep) parts.push(part); });
      answer.on('error', reject);
      answer.on('end', () => (answer.complete && answer.statusCode === 200
          ? resolve({size, text: Buffer.concat(parts).toString()}) : reject(new Error('cut short'))));
    });
    sent.on('error', reject);
    sent.end();
  });
}

// A scrape that has taken `most` bytes and takes no more; with leave() its reader is gone, by a reset.
function beginScrape(exporter, way, most) {
  return new Promise((resolve, reject) => {
    const socket = connect(portOf(exporter), '127.0.0.1');
    const stream = way.layer(socket);
    let size = 0;
    for (const s of [socket, stream]) s.on('error', reject);
    stream.on('close', () => reject(new Error(`it ended after ${size} bytes`)));
    stream.on('data', (part) => {
      size += part.length;
      if (size < most) return;
      stream.pause();
      resolve({leave: () => socket.resetAndDestroy()});
    });
    stream.write('GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n');
  });
}

async function abort(exporter, way, times) {
  for (let i = 0; i < times; ++i) (await beginScrape(exporter, way, 1e6)).leave();
}

// An exporter with all its rows, every thread of which has had its turn and the memory that it keeps.
async function start(fleet, way) {
  const exporter = await Exporter.start(fleet, way.flags());
  await until('all rows', async () =>
      sessionsIn((await scrape(exporter, way, true)).text) === routers * sessions, 200);
  const {size} = await scrape(exporter, way);
  assert.ok(size > 16e6, `${size} bytes`);
  await Promise.all(Array.from({length: threads}, () => scrape(exporter, way)));
  await until('the last connection closed', () => connections(exporter) === 0);
  return {exporter, atRest: {files: files(exporter), threads: tasks(exporter)}};
}

let simulator;
const started = {};
before(async () => {
  simulator = await Simulator.start(['--routers', `${routers}`, '--sessions', `${sessions}`]);
  const collect = {interface: '1h', ppp_active: '1h', queue_simple: 'off', queue_counts: 'off'};
  const fleet = fleetFor(simulator.routers, {collect, defaults: '  timeouts: {command: 5m}'});
  for (const [name, way] of Object.entries(ways)) started[name] = await start(fleet, way);
});

after(async () => {
  for (const {exporter} of Object.values(started)) assert.equal(await exporter.stop(), 0);
  assert.equal(await simulator.stop(), 0);
});

for (const [name, way] of Object.entries(ways)) {
  const back = async (seconds = 60) => {
    const {exporter, atRest} = started[name];
    await until(`${atRest.files} open files`, () => files(exporter) <= atRest.files, seconds);
  };

  test(`${name}: a reader that goes leaves nothing behind, and the next scrape is whole`, async () => {
    const {exporter, atRest} = started[name];
    await abort(exporter, way, 3);
    await back();
    assert.equal(tasks(exporter), atRest.threads);
    const {text} = await scrape(exporter, way, true);
    assert.equal(sessionsIn(text), routers * sessions);
  });

  test(`${name}: readers that stop, on every thread, make room when they go`, async () => {
    const {exporter} = started[name];
    const stopped = await Promise.all(Array.from({length: threads}, () => beginScrape(exporter, way, 1e6)));
    assert.ok(connections(exporter) >= threads, `${connections(exporter)} connections`);
    stopped.forEach((one) => one.leave());
    await back(patience - 1);
    const answers = await Promise.all(Array.from({length: threads}, () => scrape(exporter, way)));
    assert.equal(answers.length, threads);
  });

  test(`${name}: fifty scrapes aborted leave no more memory taken than five`, async () => {
    const {exporter} = started[name];
    await abort(exporter, way, 5);
    await back();
    const five = resident(exporter);
    await abort(exporter, way, 45);
    await back();
    const fifty = resident(exporter);
    // One portion of a page for each would be 11 MB more.
    assert.ok(fifty < five * 1.1, `${five} kB after 5, ${fifty} kB after 50`);
  });
}
