// Routers that are not in the fleet file, asked about with /probe.
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {Exporter, fleetFor, Metrics, Simulator} from '../harness/fleet.mjs';
import {get, until} from '../harness/program.mjs';

let simulator;
let exporter;
let listed; // in the fleet file
let others;

before(async () => {
  simulator = await Simulator.start(['--routers', '4', '--sessions', '2']);
  [listed, ...others] = simulator.routers;
  exporter = await Exporter.start(`${fleetFor([listed], {defaults: '  limits: {sentences_per_second: 1000}\n'})}exporter:
  probe: {allowed_networks: [127.0.0.0/8], credentials: [telemetry], idle: 3s, most: 2}
`);
});

after(async () => {
  assert.equal(await exporter.stop(), 0);
  assert.equal(await simulator.stop(), 0);
});

const targetOf = (r) => `${r.address}:${r.port}`;
const probe = (target, more = '', headers = {}) =>
    get(`http://${exporter.address}/probe?credentials=telemetry&target=${encodeURIComponent(target)}${more}`, headers);

async function allLetGo() {
  await until('no probed router is watched', async () => {
    const seen = await Promise.all(others.map((r) => simulator.seen(r.name)));
    return seen.every((s) => s.seen.connections_open === 0);
  });
}

test('twenty probes at once have one session, and whole answers', async () => {
  const target = targetOf(others[0]);
  let answers = [];
  // More than may wait are sent away, and ask again.
  while (answers.length < 20) {
    const asked = await Promise.all(Array.from({length: 20}, () => probe(target)));
    for (const a of asked) assert.ok([200, 503].includes(a.status), a.body);
    answers = answers.concat(asked.filter((a) => a.status === 200));
  }
  for (const {body} of answers) {
    const m = new Metrics(body);
    assert.equal(m.value('probe_success'), 1, body.slice(0, 500));
    assert.equal(m.value('mikrotik_up', {router: target}), 1);
    assert.ok(m.value('probe_duration_seconds') < 10);
    assert.ok(m.all('mikrotik_interface_up', {router: target}).length > 5);
  }
  assert.equal((await simulator.seen(others[0].name)).seen.logins, 1);
});

test('only what is asked for is shown, and never on the main page', async () => {
  const target = targetOf(others[0]);
  const m = new Metrics((await probe(target, '&collect[]=resource')).body);
  assert.ok(m.value('mikrotik_system_uptime_seconds', {router: target}) > 0);
  assert.equal(m.all('mikrotik_interface_up').length, 0);
  assert.equal((await probe(target, '&collect[]=nonsense')).status, 400);
  const page = await exporter.metrics();
  assert.deepEqual(page.all('mikrotik_up').map((s) => s.labels.router), [listed.name]);
});

test('a router nobody asks about any more is let go', async () => {
  await probe(targetOf(others[0]));
  await allLetGo();
  assert.equal((await simulator.seen(listed.name)).seen.connections_open, 1);
});

test('a router of the fleet is answered from the session it has', async () => {
  const m = new Metrics((await probe(targetOf(listed))).body);
  assert.equal(m.value('probe_success'), 1);
  assert.equal(m.value('mikrotik_up', {router: listed.name}), 1);
  const {seen} = await simulator.seen(listed.name);
  assert.equal(seen.connections_open, 1);
  assert.equal(seen.logins, 1);
});

test('a router that is down is told at once', async () => {
  await simulator.faults(others[1].name, {refuse: 'true'});
  const m = new Metrics((await probe(targetOf(others[1]))).body);
  assert.equal(m.value('probe_success'), 0);
  assert.equal(m.value('mikrotik_up'), 0);
  await simulator.faults(others[1].name, {refuse: 'false'});
});

test('a router that does not answer is told at the deadline of the scrape', async () => {
  await allLetGo();
  await simulator.faults(others[2].name, {delay_ms: 60_000});
  const {status, body} = await probe(targetOf(others[2]), '', {'X-Prometheus-Scrape-Timeout-Seconds': '1.5'});
  assert.equal(status, 200);
  const m = new Metrics(body);
  assert.equal(m.value('probe_success'), 0);
  assert.ok(m.value('probe_duration_seconds') >= 1 && m.value('probe_duration_seconds') < 4, body.slice(0, 300));
  await simulator.faults(others[2].name, {delay_ms: 0});
});

test('no more routers are watched than may be', async () => {
  await allLetGo();
  const statuses = [];
  for (const r of others) statuses.push((await probe(targetOf(r))).status);
  assert.deepEqual(statuses, [200, 200, 503]);
});

test('the first probe asks for everything, and is answered well before the scrape gives up', async () => {
  await allLetGo();
  const usual = await Exporter.start(`${fleetFor([listed], {collect: {}})}exporter:
  probe: {allowed_networks: [127.0.0.0/8], credentials: [telemetry]}
`);
  const target = targetOf(others[0]);
  const {body} = await get(`http://${usual.address}/probe?credentials=telemetry&target=${target}`,
                           {'X-Prometheus-Scrape-Timeout-Seconds': '10'});
  const m = new Metrics(body);
  assert.equal(m.value('probe_success'), 1);
  const commands = m.value('mikrotik_router_api_commands_total', {router: target});
  assert.ok(commands > 90, `${commands}`);
  // Sooner than a router of the fleet could be asked as much: 20 at once, then 10 a second.
  assert.ok(m.value('probe_duration_seconds') < (commands - 20) / 10, `${m.value('probe_duration_seconds')} s`);
  assert.equal(await usual.stop(), 0);
});

test('what is not allowed, or malformed, is refused', async () => {
  const ask = async (query) => (await get(`http://${exporter.address}/probe?${query}`)).status;
  assert.equal(await ask('target=192.0.2.1&credentials=telemetry'), 403);
  assert.equal(await ask('target=[::1]&credentials=telemetry'), 403);
  assert.equal(await ask(`target=${targetOf(listed)}&credentials=admin`), 403);
  assert.equal(await ask('target=a/b&credentials=telemetry'), 400);
  assert.equal(await ask('target=127.0.0.1'), 400);
  assert.equal(await ask('target=127.0.0.1&credentials=telemetry&module=x'), 400);
});

test('a name is resolved and its address checked and used', async () => {
  await allLetGo();
  const {status, body} = await probe(`localhost:${others[2].port}`);
  assert.equal(status, 200, body);
  assert.equal(new Metrics(body).value('mikrotik_up', {router: `localhost:${others[2].port}`}), 1);
});
