// Sick routers among healthy ones: each is down with its reason, the healthy lose nothing, and the sick
// come back by themselves when they heal.
import assert from 'node:assert/strict';
import {createServer} from 'node:http';
import {after, before, test} from 'node:test';
import {Exporter, fleetFor, Simulator} from '../harness/fleet.mjs';
import {until} from '../harness/program.mjs';

// One router for each; `closes` makes the fault meet a new connection.
const illnesses = {
  'switched off': {power: true, reason: /connection refused/},
  'refusing connections': {faults: {refuse: true}, closes: true, reason: /connection refused/},
  'closing every connection': {faults: {on_accept: 'close'}, closes: true, reason: /closed before the first reply/},
  'accepting and saying nothing': {faults: {on_accept: 'hang'}, closes: true, reason: /no answer to the login/},
  'sending garbage': {faults: {on_accept: 'garbage'}, closes: true, reason: /not a RouterOS API/},
  'answering as a web server': {faults: {on_accept: 'http'}, closes: true, reason: /a web server answers/},
  'answering with a TLS alert': {faults: {on_accept: 'tls_alert'}, closes: true, reason: /it speaks TLS/},
  'sending a control byte': {faults: {instead_of_reply: 'control_byte'}, reason: /a length no RouterOS sends/},
  'declaring a word of 256 MiB': {faults: {instead_of_reply: 'declared_256m'}, reason: /beyond the limit/},
  'declaring a word of 4 GiB': {faults: {instead_of_reply: 'declared_4g'}, reason: /beyond the limit/},
  'dropping within a word': {faults: {drop_after: 8}, closes: true, reason: /in the middle of a sentence/},
  'half open': {faults: {half_open: true}, reason: /stopped answering|did not answer a cancel/},
  'ignoring cancels': {faults: {delay_ms: 600_000, cancel_silent: true}, reason: /did not answer a cancel|stopped answering/},
  'with another password': {password: 'other', reason: /login refused: invalid user name or password/},
};
const oddities = {
  'sending one byte at a time': {chunking: 'one_byte'},
  'as odd as real ones': {
    tag_position: 'last', noncanonical_lengths: true, empty_sentences: true, unknown_reply: true,
    duplicate_key: true, non_utf8: true, hostile_names: true, ret_on_done: true, chunking: 'random',
  },
};
// Its health menu is missing, so it traps from the start.
const speechless = 'with a trap that says nothing';
const endless = 'endless';
const healthy = ['healthy 1', 'healthy 2'];
const names = [...Object.keys(illnesses), ...Object.keys(oddities), endless, ...healthy];
const short = 'timeouts: {connect: 1s, login: 2s, command: 3s, keep_alive: 1s, answer: 2s}';

let simulator, virtual, exporter, wellBefore;
const simulated = (name) => simulator.routers[names.indexOf(name)].name;

before(async () => {
  simulator = await Simulator.start(['--routers', `${names.length}`, '--sessions', '3']);
  const routers = simulator.routers.map((r, i) => ({...r, name: names[i]}));
  virtual = await Simulator.start(['--profile', 'chr-7.9']);
  await virtual.faults(virtual.routers[0].name, {trap_without_message: true});
  const more = Object.fromEntries(Object.keys(illnesses).map((name) => [name, short]));
  more[endless] = 'timeouts: {command: 3s}';
  // Slow is not sick, however slow the machine makes it.
  for (const name of [...Object.keys(oddities), ...healthy]) more[name] = 'timeouts: {command: 5m}';
  exporter = await Exporter.start(fleetFor([...routers, {...virtual.routers[0], name: speechless}], {more}));
  wellBefore = await exporter.when('all routers up with interfaces', (m) => [...names, speechless].every((router) =>
      m.value('mikrotik_up', {router}) === 1 && m.all('mikrotik_interface_up', {router}).length > 0));
  await Promise.all(Object.entries(illnesses).map(([name, illness]) => fallIll(name, illness)));
  await Promise.all(Object.entries(oddities).map(([name, faults]) => simulator.faults(simulated(name), faults)));
});

after(async () => {
  assert.equal(await exporter.stop(), 0);
  assert.equal(await simulator.stop(), 0);
  assert.equal(await virtual.stop(), 0);
});

async function fallIll(name, {power, faults, closes, password}) {
  const router = simulated(name);
  if (power) await simulator.control('POST', `/routers/${router}/power-off`);
  if (faults) await simulator.faults(router, faults);
  if (password) await simulator.control('PUT', `/routers/${router}/users/mikroscope`, {password});
  if (closes || password) await simulator.control('POST', `/routers/${router}/drop-connections`);
}

async function heal(name, {power, password}) {
  const router = simulated(name);
  if (power) await simulator.control('POST', `/routers/${router}/power-on`);
  if (password) await simulator.control('PUT', `/routers/${router}/users/mikroscope`, {password: 's3cret'});
  await simulator.control('DELETE', `/routers/${router}/faults`);
}

// What the log says of a router that went down, all lines.
const said = (name) => exporter.program.errors.split('\n')
    .filter((line) => line.includes(`router="${name}"`) || line.includes(`router=${name} `)).join('\n');

const lastInterfaces = (metrics, router) =>
    metrics.value('mikrotik_collector_last_success_timestamp_seconds', {router, collector: 'interface'});

for (const [name, {reason}] of Object.entries(illnesses))
  test(`a router ${name} is down, and the log and the page say why`, async () => {
    await exporter.when('down', (m) => m.value('mikrotik_up', {router: name}) === 0, 90);
    await until(`the log says ${reason}`, () => reason.test(said(name)), 90);
    await until('the page says so', async () => reason.test(await exporter.pageOf(name)), 90);
  });

async function staysFresh(name) {
  const earlier = await exporter.metrics();
  await exporter.when('fresh interfaces', (m) =>
      lastInterfaces(m, name) > lastInterfaces(earlier, name) + 1 &&
      m.value('mikrotik_up', {router: name}) === 1, 240);
}

const complaints = (name) => said(name).split('\n').filter((line) => /router down|collector failed/.test(line));

for (const name of Object.keys(oddities))
  test(`a router ${name} is not sick`, async () => {
    await staysFresh(name);
    assert.deepEqual(complaints(name), []);
  });

test(`a router ${speechless} lacks what was asked, for an unknown reason, and nothing else`, async () => {
  const m = await exporter.when('health has failed', (m) =>
      m.value('mikrotik_collector_success', {router: speechless, collector: 'health'}) === 0);
  assert.equal(m.value('mikrotik_up', {router: speechless}), 1);
  await staysFresh(speechless);
  const all = complaints(speechless);
  // Every menu that a virtual router lacks, once.
  for (const line of all)
    assert.match(line, /collector failed.* collector=\w+ why="unknown error"/);
  assert.equal(new Set(all.map((line) => /collector=(\w+)/.exec(line)[1])).size, all.length);
  assert.ok(all.some((line) => line.includes('collector=health')), all.join('\n'));
  assert.match(await exporter.pageOf(speechless), />health<\/a><\/td><td[^>]*>failing<.*unknown error/);
});

test('a menu without an end takes its collector down and says why, and the router is up', async () => {
  await simulator.faults(simulated(endless), {endless_rows: true});
  await until('the log says why', () =>
      /collector failed.* collector=interface why="\/interface\/print did not end within the command timeout"/.test(said(endless)), 90);
  await exporter.when('a failed collector of a router that is up', (m) =>
      m.value('mikrotik_collector_success', {router: endless, collector: 'interface'}) === 0 &&
      m.value('mikrotik_up', {router: endless}) === 1);
  assert.doesNotMatch(said(endless), /router down/);
});

test('healthy routers are up all the while, with fresh data', async () => {
  const now = await exporter.metrics();
  for (const router of healthy) {
    assert.equal(now.value('mikrotik_up', {router}), 1);
    assert.ok(lastInterfaces(now, router) > lastInterfaces(wellBefore, router));
    assert.doesNotMatch(said(router), /router down|collector failed/);
  }
});

test('rows of a router that is down are not shown for longer than three of their intervals', async () => {
  await exporter.when('no interfaces', (m) => m.all('mikrotik_interface_up', {router: 'switched off'}).length === 0);
});

test('all come back by themselves, the one with the password without a flood of logins', async () => {
  const {seen} = await simulator.seen(simulated('with another password'));
  await Promise.all(Object.entries(illnesses).map(([name, illness]) => heal(name, illness)));
  await simulator.control('DELETE', `/routers/${simulated(endless)}/faults`);
  await until('nobody is sick', async () => {
    const m = await exporter.metrics();
    const sick = names.filter((router) =>
        m.value('mikrotik_up', {router}) !== 1 || m.all('mikrotik_interface_up', {router}).length === 0);
    if (sick.length > 0) throw new Error(sick.map((name) => `${name}:\n${said(name)}`).join('\n'));
    return true;
  }, 240);
  const {seen: again} = await simulator.seen(simulated('with another password'));
  assert.ok(again.failed_logins <= 3, `${seen.failed_logins} then ${again.failed_logins} failed logins`);
  assert.match(said('with another password'), /retry_in=1m/);
});

test('a port where a web server listens, from the start', async () => {
  const web = createServer((_, response) => response.end('hello'));
  await new Promise((resolve) => web.listen(0, '127.0.0.1', resolve));
  const routers = [{name: 'web', address: '127.0.0.1', port: web.address().port}];
  const own = await Exporter.start(fleetFor(routers, {defaults: '  timeouts: {login: 2s}'}));
  await own.program.says(/router=web why="not a RouterOS API: a web server answers"/);
  await own.stop();
  web.closeAllConnections();
  web.close();
});
