// What a healthy fleet of all kinds looks like in /metrics.
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {after, before, test} from 'node:test';
import {fileURLToPath} from 'node:url';
import {Exporter, fleetFor, Simulator} from '../harness/fleet.mjs';
import {get, until} from '../harness/program.mjs';

const promtool = fileURLToPath(new URL('../golden/promtool', import.meta.url));
const profiles = ['ccr2004-7.4', 'hap-v7', 'chr-7.9', 'chr-7.22', 'x86-6.47', 'rb-6.42'];
const withHealth = (profile) => !profile.startsWith('chr-');
const collectors = ['resource', 'cpu', 'identity', 'routerboard', 'interface', 'ppp_active'];
const collectorsOf = (profile) => (withHealth(profile) ? [...collectors, 'health'] : collectors);
const simulators = [];
let exporter;
let metrics;

before(async () => {
  for (const profile of profiles)
    simulators.push(await Simulator.start(['--profile', profile, '--name', profile, '--sessions', '5']));
  const routers = simulators.flatMap((s) => s.routers);
  exporter = await Exporter.start(fleetFor(routers));
  metrics = await exporter.when('every router up, every collector of it done, with interfaces and sessions', (m) =>
      m.all('mikrotik_up').length === profiles.length && m.all('mikrotik_up').every((s) => s.value === 1) &&
      profiles.every((profile) => collectorsOf(profile).every((collector) =>
          m.value('mikrotik_collector_success', {...named(profile), collector}) === 1)) &&
      routers.every((r) => m.all('mikrotik_interface_up', {router: r.name}).length > 5 &&
                           m.all('mikrotik_ppp_session_rx_bytes_total', {router: r.name}).length === 5));
});

after(async () => {
  assert.equal(await exporter.stop(), 0);
  for (const s of simulators) assert.equal(await s.stop(), 0);
});

const named = (profile) => ({router: `${profile}-0001`});

test('every version logs in, the challenge login among them', () => {
  for (const profile of profiles) assert.equal(metrics.value('mikrotik_up', named(profile)), 1, profile);
});

test('system resources are in base units', () => {
  const load = metrics.value('mikrotik_system_cpu_load_ratio', named('ccr2004-7.4'));
  assert.ok(load >= 0 && load <= 1);
  assert.equal(metrics.value('mikrotik_system_memory_total_bytes', named('ccr2004-7.4')), 4227858432);
  assert.ok(metrics.value('mikrotik_system_uptime_seconds', named('ccr2004-7.4')) > 1e6);
  assert.equal(metrics.all('mikrotik_system_cpu_core_load_ratio', named('ccr2004-7.4')).length, 4);
});

test('health reads the rows of RouterOS 7 and the one row of RouterOS 6', () => {
  assert.ok(metrics.all('mikrotik_health_temperature_celsius', named('ccr2004-7.4')).length > 0);
  const old = metrics.all('mikrotik_health_voltage_volts', named('rb-6.42'));
  assert.ok(old.length > 0 && old.every((s) => s.value > 5 && s.value < 60));
});

test('a router without a health menu is no failure', async () => {
  for (const profile of profiles.filter((p) => !withHealth(p))) {
    const {router} = named(profile);
    await until('the page says so', async () =>
        /no such menu<.*<span title="[^"]*no such command[^"]*">health</s.test(await exporter.pageOf(router)));
    const m = await exporter.metrics();
    assert.equal(m.all('mikrotik_collector_success', {router, collector: 'health'}).length, 0);
    assert.equal(m.samples.filter((s) => s.name.startsWith('mikrotik_health_') && s.labels.router === router).length, 0);
  }
  assert.doesNotMatch(exporter.program.errors, /collector failed/);
});

test('a subscriber has uptime, and the counters of the own interface', async () => {
  const [session] = metrics.all('mikrotik_ppp_session_uptime_seconds', named('ccr2004-7.4'));
  const {user, interface: name} = session.labels;
  assert.equal(name, `<pppoe-${user}>`);
  // Both sides come from one answer: the same number, whenever it was read.
  const own = await exporter.metrics();
  const sent = own.value('mikrotik_ppp_session_tx_bytes_total', {...named('ccr2004-7.4'), user});
  assert.ok(sent > 0);
  assert.equal(sent, own.value('mikrotik_interface_tx_bytes_total', {...named('ccr2004-7.4'), interface: name}));
});

test('sessions are counted by service, with 0 where there are none', () => {
  assert.equal(metrics.value('mikrotik_ppp_active_sessions', {...named('hap-v7'), service: 'pppoe'}), 5);
  assert.equal(metrics.value('mikrotik_ppp_active_sessions', {...named('hap-v7'), service: 'l2tp'}), 0);
});

test('counters go up', async () => {
  const uplink = {...named('ccr2004-7.4'), interface: 'ether1'};
  const earlier = metrics.value('mikrotik_interface_rx_bytes_total', uplink);
  assert.ok(earlier > 0);
  await exporter.when('more bytes', (m) => m.value('mikrotik_interface_rx_bytes_total', uplink) > earlier);
});

test('a session that ends is gone, and its interface with it', async () => {
  const simulator = simulators[0];
  const {user} = metrics.all('mikrotik_ppp_session_uptime_seconds', named('ccr2004-7.4'))[0].labels;
  await simulator.control('DELETE', '/routers/ccr2004-7.4-0001/sessions', {user});
  await exporter.when('the session gone', (m) =>
      m.all('mikrotik_ppp_session_uptime_seconds', {...named('ccr2004-7.4'), user}).length === 0 &&
      m.all('mikrotik_interface_up', {...named('ccr2004-7.4'), interface: `<pppoe-${user}>`}).length === 0 &&
      m.value('mikrotik_ppp_active_sessions', {...named('ccr2004-7.4'), service: 'pppoe'}) === 4);
});

test('promtool has nothing to say against the answer', async () => {
  const {text} = await exporter.metrics();
  const check = spawnSync(promtool, [], {input: text, encoding: 'utf8'});
  assert.equal(check.status, 0, check.stdout + check.stderr);
  assert.equal(check.stdout + check.stderr, '');
});

test('the answer is OpenMetrics for who asks for it', async () => {
  const {headers, body} = await get(`http://${exporter.address}/metrics`,
                                    {accept: 'application/openmetrics-text;version=1.0.0'});
  assert.match(headers.get('content-type'), /^application\/openmetrics-text/);
  assert.ok(body.endsWith('# EOF\n'));
  assert.match(body, /# TYPE mikrotik_interface_rx_bytes counter/);
});

test('names of any bytes come out as valid text', async () => {
  const simulator = simulators[0];
  const names = ['quo"te', 'back\\slash', 'line\nbreak', '<img src=x onerror=alert(1)>'];
  for (const user of names) await simulator.control('POST', '/routers/ccr2004-7.4-0001/sessions', {user});
  // A name as WinBox on a PC of Windows-1252 writes it: Müller.
  await simulator.control('POST', '/routers/ccr2004-7.4-0001/sessions', {user_hex: '4dfc6c6c6572'});
  const expected = [...names, 'Müller'];
  const with_names = await exporter.when('all names', (m) => {
    const users = m.all('mikrotik_ppp_session_uptime_seconds', named('ccr2004-7.4')).map((s) => s.labels.user);
    return expected.every((name) => users.includes(name));
  });
  const check = spawnSync(promtool, [], {input: with_names.text, encoding: 'utf8'});
  assert.equal(check.status, 0, check.stdout + check.stderr);
});

test('the page shows every router and its version', async () => {
  const page = await exporter.page();
  for (const profile of profiles) assert.ok(page.includes(`${profile}-0001`), profile);
  assert.ok(page.includes('7.4 (stable)'));
});

test("a router's page shows how fresh each collector is", async () => {
  const page = await exporter.pageOf(named('ccr2004-7.4').router);
  assert.match(page, />ppp_active<\/a><\/td><td class="good">fresh<\/td><td class="number">\d+ m?s ago</);
});

test('what polling costs a router is counted', async () => {
  const {router} = named('ccr2004-7.4');
  const m = await exporter.metrics();
  assert.ok(m.value('mikrotik_router_api_commands_total', {router}) >= 5);
  assert.ok(m.value('mikrotik_router_api_received_bytes_total', {router}) >
            m.value('mikrotik_router_api_sent_bytes_total', {router}));
});
