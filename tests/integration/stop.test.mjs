// SIGTERM: sessions are closed, answers begun are brought to their end, nobody new is served, and it is over in
// time, whoever waits for whatever.
import assert from 'node:assert/strict';
import {request as plainRequest} from 'node:http';
import {request as tlsRequest} from 'node:https';
import {connect} from 'node:net';
import {after, before, test} from 'node:test';
import {connect as connectTls} from 'node:tls';
import {Authority} from '../harness/certificates.mjs';
import {Exporter, fleetFor, Simulator} from '../harness/fleet.mjs';
import {binDir, get, until} from '../harness/program.mjs';

// A program that ends itself because it is late leaves threads behind.
process.env.TSAN_OPTIONS = `${process.env.TSAN_OPTIONS ?? ''}:report_thread_leaks=0`;

const routers = 4;
const sessions = 2000; // of each: a page far beyond what sockets take in
const bound = 8;       // seconds; without sanitizers and other tests beside it, it is 5
const authority = new Authority();

const ways = {
  'in the clear': {flags: () => [], request: plainRequest, layer: (socket) => socket},
  'over TLS': {
    flags: () => [`--web.config.file=${authority.webConfiguration()}`],
    request: tlsRequest,
    layer: (socket) => connectTls({socket, ca: authority.pem, host: '127.0.0.1'}),
  },
};

const portOf = (exporter) => Number(exporter.address.split(':')[1]);
const rows = (page) => page.match(/^mikrotik_ppp_session_rx_bytes_total\{/gm)?.length;

// SIGTERM, and that it ends well and in time.
async function stopInTime(exporter) {
  const begin = Date.now();
  assert.equal(await exporter.stop(), 0);
  const seconds = (Date.now() - begin) / 1000;
  assert.ok(seconds < bound, `${seconds} s`);
  return seconds;
}

// {status, text, whole}; onPart(part, answer) may pause the answer.
function ask(exporter, way, path, onPart = () => {}) {
  return new Promise((resolve, reject) => {
    const options = {host: '127.0.0.1', port: portOf(exporter), path, agent: false, ca: authority.pem};
    const sent = way.request(options, (answer) => {
      const parts = [];
      const end = () => resolve({status: answer.statusCode, whole: answer.complete, text: Buffer.concat(parts).toString()});
      answer.on('data', (part) => { parts.push(part); onPart(part, answer); });
      answer.on('error', end);
      answer.on('end', end);
    });
    sent.on('error', reject);
    sent.end();
  });
}

let simulator;
before(async () => {
  simulator = await Simulator.start(['--routers', `${routers}`, '--sessions', `${sessions}`]);
});
after(() => simulator.stop());

async function start(way) {
  const collect = {interface: '1h', ppp_active: '1h', queue_simple: 'off', queue_counts: 'off'};
  const fleet = fleetFor(simulator.routers, {collect, defaults: '  timeouts: {command: 5m}'});
  const exporter = await Exporter.start(fleet, way.flags());
  await until('all rows', async () => rows((await ask(exporter, way, '/metrics')).text) === routers * sessions, 200);
  return exporter;
}

// A scrape that has begun to come and is not taken any further until go_on().
async function beginScrape(exporter, way) {
  let began;
  const begun = new Promise((resolve) => (began = resolve));
  let held = true;
  const answer = ask(exporter, way, '/metrics', (_, stream) => {
    if (!held) return;
    stream.pause();
    began(stream);
  });
  const stream = await begun;
  return {answer, stream, goOn() { held = false; stream.resume(); }};
}

for (const [name, way] of Object.entries(ways)) {
  test(`${name}: an answer begun is brought to its end, and nobody new is served`, async () => {
    const exporter = await start(way);
    const scrape = await beginScrape(exporter, way);
    const stopped = stopInTime(exporter);
    await exporter.program.says(/msg=stopping/);
    if (name === 'over TLS') {
      await assert.rejects(ask(exporter, way, '/-/healthy'));
    } else {
      const {status, headers} = await get(`http://${exporter.address}/-/healthy`);
      assert.equal(status, 503);
      assert.equal(headers.get('retry-after'), '10');
    }
    scrape.goOn();
    const {status, whole, text} = await scrape.answer;
    assert.equal(status, 200);
    assert.ok(whole);
    assert.equal(rows(text), routers * sessions);
    await stopped;
    assert.doesNotMatch(exporter.program.errors, /cut short/);
    assert.match(exporter.program.errors, /msg=stopped/);
  });

  test(`${name}: a reader that takes nothing is not waited for`, async () => {
    const exporter = await start(way);
    const scrape = await beginScrape(exporter, way);
    await stopInTime(exporter);
    scrape.goOn();
    assert.equal((await scrape.answer).whole, false);
  });

  test(`${name}: a reader that is slow has some seconds and no more`, async () => {
    const exporter = await start(way);
    const scrape = await beginScrape(exporter, way);
    const drip = setInterval(() => scrape.stream.read(1000), 20);
    const seconds = await stopInTime(exporter);
    assert.ok(seconds > 2, `${seconds} s`);
    clearInterval(drip);
    scrape.goOn();
    assert.equal((await scrape.answer).whole, false);
  });
}

test('connections that ask nothing are not waited for', async () => {
  const exporter = await start(ways['over TLS']);
  const silent = connect(portOf(exporter), '127.0.0.1');
  const shaken = ways['over TLS'].layer(connect(portOf(exporter), '127.0.0.1'));
  for (const socket of [silent, shaken]) socket.on('error', () => {});
  await new Promise((resolve) => shaken.on('secureConnect', resolve));
  const seconds = await stopInTime(exporter);
  assert.ok(seconds < 4, `${seconds} s`);
});

const stuckNames = {
  env: {
    ...process.env,
    LD_PRELOAD: `${binDir}/tests/support/libstuck_names.so`,
    ASAN_OPTIONS: `${process.env.ASAN_OPTIONS ?? ''}:verify_asan_link_order=0`,
  },
};

test('names that are not resolved are not waited for', async () => {
  const exporter = await Exporter.start(`${fleetFor([{name: 'r1', address: 'router.stuck', port: 8728}])}exporter:
  probe: {allowed_networks: [127.0.0.0/8], credentials: [telemetry]}
`, [], 0, stuckNames);
  const probe = ask(exporter, ways['in the clear'], '/probe?target=other.stuck&credentials=telemetry')
      .then(({status}) => status, (cut) => cut.code);
  await exporter.when('it is being looked up', (m) => m.value('mikrotik_up') === 0);
  await stopInTime(exporter);
  assert.ok([503, 'ECONNRESET'].includes(await probe), `${await probe}`);
});

test('probes that wait for a router are told, and not waited for', async () => {
  const [silent, other] = simulator.routers;
  await simulator.faults(silent.name, {on_accept: 'hang'});
  const exporter = await Exporter.start(`${fleetFor([other])}exporter:
  probe: {allowed_networks: [127.0.0.0/8], credentials: [telemetry]}
`);
  const probe = ask(exporter, ways['in the clear'], `/probe?target=${silent.address}:${silent.port}&credentials=telemetry`);
  await until('the probe is on its way', async () => (await simulator.seen(silent.name)).seen.connections_open > 0);
  const seconds = await stopInTime(exporter);
  assert.ok(seconds < 4, `${seconds} s`);
  // With what is known, or that the router was let go of: sessions are being closed meanwhile.
  const {whole, status, text} = await probe;
  assert.ok(whole);
  assert.ok(status === 503 || /^probe_success 0$/m.test(text), text);
});
