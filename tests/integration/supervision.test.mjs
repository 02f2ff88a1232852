// What keeps a fleet going while parts of it are in trouble: breakers, tenants, quotas, shards, and
// manners towards the routers.
import assert from 'node:assert/strict';
import {writeFileSync} from 'node:fs';
import {after, before, test} from 'node:test';
import {Exporter, fleetFor, Simulator} from '../harness/fleet.mjs';
import {get, until} from '../harness/program.mjs';

const stormy = 40; // routers of the tenant that is in trouble
const calm = 4;
let simulator;
let exporter;

const acme = () => simulator.routers.slice(0, stormy);
const beta = () => simulator.routers.slice(stormy, stormy + calm);
const sick = () => simulator.routers.at(-2);
const modest = () => simulator.routers.at(-1);
const soon = 'backoff: {initial: 100ms, most: 300ms}, breaker: {failures: 3, open: 500ms, most_open: 500ms}, ' +
    'timeouts: {connect: 2s, login: 2s, keep_alive: 1s, answer: 2s}';

function fleet(quota = '{connects_in_progress: 3, connects_per_second: 20}') {
  const more = {};
  for (const r of acme()) more[r.name] = `tenant: acme, ${soon}`;
  for (const r of beta()) more[r.name] = `tenant: beta, ${soon}`;
  more[sick().name] = soon;
  return `${fleetFor(simulator.routers, {more})}tenants:
  - {name: acme, quota: ${quota}}
  - {name: beta}
exporter: {connects_in_progress: 4}
`;
}

async function reload(text, of = exporter) {
  writeFileSync(of.file, text);
  return (await fetch(`http://${of.address}/-/reload`, {method: 'POST'})).text();
}

const breaker = (m, router) =>
    m.all('mikrotik_circuit_breaker_state', {router}).find((s) => s.value === 1).labels.state;
const state = (m, router) => m.all('mikrotik_session_state', {router}).find((s) => s.value === 1).labels.state;
const all = (m, routers, name, holds) => routers.every((r) => holds(m.value(name, {router: r.name})));
const areUp = (m, routers) => all(m, routers, 'mikrotik_up', (up) => up === 1);

before(async () => {
  simulator = await Simulator.start(['--routers', `${stormy + calm + 2}`, '--sessions', '2']);
  exporter = await Exporter.start(fleet(), ['--web.enable-lifecycle']);
  await exporter.when('all up', (m) => areUp(m, simulator.routers), 120);
});

after(async () => {
  assert.equal(await exporter.stop(), 0);
  assert.equal(await simulator.stop(), 0);
});

test('each tenant has its branch, and once all are up nobody waits for a place', async () => {
  const m = await exporter.metrics();
  assert.equal(m.value('mikrotik_exporter_connects_in_progress'), 0);
  assert.equal(m.value('mikrotik_exporter_connects_waiting'), 0);
  assert.equal(m.value('mikrotik_exporter_supervisor_children', {tenant: 'acme'}), stormy);
  assert.equal(m.value('mikrotik_exporter_supervisor_children', {tenant: 'beta'}), calm);
  assert.equal(m.value('mikrotik_exporter_supervisor_children', {tenant: ''}), 2);
});

test('a router that refuses is given rests, each state has a metric, and it comes back', async () => {
  const router = sick().name;
  await simulator.faults(router, {refuse: true});
  await simulator.control('POST', `/routers/${router}/drop-connections`);
  await exporter.when('open', (m) => breaker(m, router) === 'open' && state(m, router) === 'backing_off');
  const m = await exporter.when('more than one rest', (m) =>
      m.value('mikrotik_circuit_breaker_transitions_total', {router, to: 'half_open'}) >= 2);
  assert.ok(m.value('mikrotik_session_restarts_total', {router, reason: 'connection_refused'}) >= 4);
  assert.ok(m.value('mikrotik_circuit_breaker_open_seconds_total', {router}) >= 0.5);
  assert.ok(m.value('mikrotik_exporter_restarts_total', {reason: 'connection_refused'}) >= 4);
  await simulator.control('DELETE', `/routers/${router}/faults`);
  await exporter.when('closed and up', (m) =>
      breaker(m, router) === 'closed' && state(m, router) === 'up' && m.all('mikrotik_backoff_seconds', {router}).length === 0);
});

test("one tenant's storm is nothing to another's routers", async () => {
  const missed = (m) => beta().map((r) => m.value('mikrotik_missed_beats_total', {router: r.name}));
  const restarts = (m) => beta().map((r) => m.all('mikrotik_session_restarts_total', {router: r.name}).length);
  const before = await exporter.metrics();
  for (const r of acme()) {
    await simulator.faults(r.name, {on_accept: 'hang'});
    await simulator.control('POST', `/routers/${r.name}/drop-connections`);
  }
  const storm = await exporter.when('acme is down and waits for places', (m) =>
      all(m, acme(), 'mikrotik_up', (up) => up === 0) && m.value('mikrotik_exporter_connects_waiting') > 5);
  assert.ok(storm.value('mikrotik_exporter_connects_in_progress') <= 3, 'the quota of acme');
  // A new session of beta's gets its place at once, although acme's attempts hang for two seconds each.
  const router = beta()[0].name;
  const {seen} = await simulator.seen(router);
  await simulator.control('POST', `/routers/${router}/drop-connections`);
  await until('it is logged in to again', async () => (await simulator.seen(router)).seen.logins > seen.logins, 20);
  const later = await exporter.when('beta is up', (m) => areUp(m, beta()));
  assert.deepEqual(missed(later), missed(before));
  assert.deepEqual(restarts(later).slice(1), restarts(before).slice(1));
  await simulator.control('DELETE', '/faults');
  await exporter.when('acme is back', (m) => areUp(m, acme()), 120);
});

test("a tenant's routers share its rate of commands", async () => {
  await reload(fleet('{commands_per_second: 20}'));
  const before = await exporter.metrics();
  const waits = (m, scope) => m.value('mikrotik_exporter_rate_limit_wait_seconds_count', {scope}) ?? 0;
  const commands = (m, routers) =>
      routers.reduce((sum, r) => sum + m.value('mikrotik_router_api_commands_total', {router: r.name}), 0);
  const begin = Date.now();
  const m = await exporter.when('commands had to wait', (m) => waits(m, 'tenant') > waits(before, 'tenant') + 50);
  // What is saved up and what comes in, and what was on its way.
  const most = 2 * 20 + 20 * (Date.now() - begin) / 1000 + 4 * stormy;
  assert.ok(commands(m, acme()) - commands(before, acme()) <= most);
  await reload(fleet());
});

test('a router that changes hands gets another session, under the labels of its new tenant', async () => {
  const router = acme()[0].name;
  const {seen} = await simulator.seen(router);
  assert.match(await reload(fleet().replace('tenant: acme', 'tenant: beta')), /1 added, 1 removed/);
  await exporter.when('it is up as beta\'s', (m) => m.value('mikrotik_up', {router, tenant: 'beta'}) === 1);
  const m = await exporter.metrics();
  assert.equal(m.all('mikrotik_up', {router}).length, 1);
  await until('the old session has gone', async () => (await simulator.seen(router)).seen.logins === seen.logins + 1);
  assert.equal(m.value('mikrotik_exporter_supervisor_children', {tenant: 'beta'}), calm + 1);
  await reload(fleet());
});

test('what the user may not ask is not asked again, and says so', async () => {
  const router = modest().name;
  const collector = 'health';
  await simulator.faults(router, {forbidden_menus: '/system/health'});
  const own = await Exporter.start(fleetFor([modest()]));
  const beats = (m) => m.value('mikrotik_collector_last_success_timestamp_seconds', {router, collector: 'interface'});
  const metrics = await own.when('forbidden, and another not', (m) =>
      m.value('mikrotik_collector_forbidden', {router, collector}) === 1 && beats(m) > 0);
  assert.equal(metrics.value('mikrotik_collector_success', {router, collector}), 0);
  assert.equal(metrics.value('mikrotik_up', {router}), 1);
  const refused = () => own.program.errors.split('\n').filter((line) => line.includes('collector not permitted'));
  assert.match(refused()[0], /user=mikroscope why=".*: not enough permissions \(9\): give the user's group the policy it lacks/);
  const count = metrics.value('mikrotik_exporter_api_errors_total', {kind: 'not_permitted'});
  const later = await own.when('three more beats of others', (m) => beats(m) > beats(metrics) + 3);
  assert.equal(later.value('mikrotik_exporter_api_errors_total', {kind: 'not_permitted'}), count);
  const page = (await get(`http://${own.address}/router?name=${router}`)).body;
  assert.match(page, /not enough permissions/);
  assert.equal(await own.stop(), 0);
  await simulator.control('DELETE', `/routers/${router}/faults`);
});

test('a router that allows one session has one, through every reload', async () => {
  const router = modest().name;
  const file = (timeout) => fleetFor([modest()], {more: {[router]: `${soon.replace('connect: 2s', `connect: ${timeout}s`)}`}});
  await exporter.stop();
  await until('nobody is connected', async () => (await simulator.seen(router)).seen.connections_open === 0);
  await simulator.faults(router, {max_sessions: 1});
  const own = await Exporter.start(file(2), ['--web.enable-lifecycle']);
  await own.when('up', (m) => m.value('mikrotik_up', {router}) === 1);
  for (const timeout of [3, 4, 5]) {
    const {seen} = await simulator.seen(router);
    await reload(file(timeout), own);
    await until('a new session', async () => (await simulator.seen(router)).seen.logins > seen.logins);
    await own.when('up again', (m) => m.value('mikrotik_up', {router}) === 1);
  }
  assert.doesNotMatch(own.program.errors, /router down/);
  assert.equal(await own.stop(), 0);
  await simulator.control('DELETE', '/faults');
});

test('shards have every router once between them', async () => {
  const shards = await Promise.all([0, 1, 2].map((i) =>
      Exporter.start(fleetFor(simulator.routers), [`--shard=${i}/3`])));
  const watched = await Promise.all(shards.map(async (e) => {
    const m = await e.when('all of its own up', (m) => m.all('mikrotik_up').every((s) => s.value === 1));
    assert.equal(m.value('mikrotik_exporter_shards'), 3);
    assert.equal(m.value('mikrotik_exporter_shard_info', {shard: `${shards.indexOf(e)}`}), 1);
    return m.all('mikrotik_up').map((s) => s.labels.router);
  }));
  assert.deepEqual(watched.flat().sort(), simulator.routers.map((r) => r.name).sort());
  for (const part of watched) assert.ok(part.length > 5, `${part.length} routers`);
  await Promise.all(shards.map((e) => e.stop()));
});
