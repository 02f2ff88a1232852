// A fleet file read again while its routers are watched and scraped.
import assert from 'node:assert/strict';
import {writeFileSync} from 'node:fs';
import {after, before, test} from 'node:test';
import {Exporter, fleetFor, Simulator} from '../harness/fleet.mjs';
import {until} from '../harness/program.mjs';

const count = 200;
const collect = {resource: '20s', interface: '20s', ppp_active: 'off', cpu: 'off', health: 'off', identity: 'off',
                 routerboard: 'off'};
let simulator;
let exporter;

const fleet = (options = {}, routers = simulator.routers) => fleetFor(routers, {collect, ...options});
const name = (n) => simulator.routers[n].name;

async function logins() {
  const all = {};
  for (const r of simulator.routers) all[r.name] = (await simulator.seen(r.name)).seen.logins;
  return all;
}

const added = (earlier, later) => Object.keys(later).filter((router) => later[router] !== earlier[router]);

async function reload(text) {
  writeFileSync(exporter.file, text);
  const response = await fetch(`http://${exporter.address}/-/reload`, {method: 'POST'});
  return {status: response.status, text: await response.text()};
}

// What is missing of these routers in an answer.
function missing(m, routers) {
  const up = new Set(m.all('mikrotik_up').filter((s) => s.value === 1).map((s) => s.labels.router));
  const interfaces = {};
  for (const s of m.all('mikrotik_interface_up'))
    interfaces[s.labels.router] = (interfaces[s.labels.router] ?? 0) + 1;
  return routers.map((r) => r.name).filter((router) => !up.has(router) || !(interfaces[router] > 5));
}

before(async () => {
  simulator = await Simulator.start(['--routers', String(count), '--sessions', '2']);
  exporter = await Exporter.start(fleet(), ['--web.enable-lifecycle']);
  await exporter.when('every router up, with interfaces', (m) => missing(m, simulator.routers).length === 0, 180);
});

after(async () => {
  assert.equal(await exporter.stop(), 0);
  assert.equal(await simulator.stop(), 0);
});

test('one of 200 routers changed: exactly one new login, and no scrape misses any other', async () => {
  const earlier = await logins();
  const others = simulator.routers.filter((r) => r.name !== name(6));
  let done = false;
  const scraping = (async () => {
    let scrapes = 0;
    while (!done || scrapes === 0) {
      const m = await exporter.metrics();
      assert.equal(m.all('mikrotik_up').length, count);
      assert.deepEqual(missing(m, others), []);
      scrapes += 1;
    }
  })();
  const {status, text} = await reload(fleet({more: {[name(6)]: 'timeouts: {command: 29s}'}}));
  assert.equal(status, 200, text);
  assert.equal(text, `${count} routers: 0 added, 0 removed, 1 to be reconnected, 0 adjusted.\n`);
  await until('the router is logged in to again', async () =>
      (await simulator.seen(name(6))).seen.logins > earlier[name(6)]);
  await exporter.when('it is up', (m) => m.value('mikrotik_up', {router: name(6)}) === 1);
  done = true;
  await scraping;
  const later = await logins();
  assert.deepEqual(added(earlier, later), [name(6)]);
  assert.equal(later[name(6)], earlier[name(6)] + 1);
});

test('labels and cadences change within the session', async () => {
  const earlier = await logins();
  const {text} = await reload(fleet({more: {
    [name(0)]: 'labels: {role: bng}', [name(1)]: 'collect: {resource: 5s}', [name(6)]: 'timeouts: {command: 29s}'}}));
  assert.equal(text, `${count} routers: 0 added, 0 removed, 0 to be reconnected, 2 adjusted.\n`);
  const m = await exporter.when('rows with the new label', (m) =>
      m.all('mikrotik_interface_up', {router: name(0), role: 'bng'}).length > 5);
  assert.equal(m.all('mikrotik_interface_up', {router: name(0)}).length,
               m.all('mikrotik_interface_up', {router: name(0), role: 'bng'}).length);
  assert.ok(m.all('mikrotik_interface_up', {router: name(1)}).length > 5);
  assert.deepEqual(added(earlier, await logins()), []);
});

test('routers vanish and appear, at SIGHUP too', async () => {
  const earlier = await logins();
  await reload(fleet({}, simulator.routers.slice(1)));
  assert.equal((await exporter.metrics()).all('mikrotik_up', {router: name(0)}).length, 0);
  await until('its connection is closed', async () => (await simulator.seen(name(0))).seen.connections_open === 0);
  writeFileSync(exporter.file, fleet());
  exporter.program.child.kill('SIGHUP');
  await exporter.when('all are there', (m) => missing(m, simulator.routers).length === 0);
  assert.deepEqual(added(earlier, await logins()).sort(), [name(0), name(6)]);
});

test('a bad file changes nothing and every mistake is told', async () => {
  const earlier = await exporter.metrics();
  const {status, text} = await reload(`${fleet()}nonsense: 1\nrubbish: 2\n`);
  assert.equal(status, 500);
  assert.match(text, /fleet\.yml:\d+:1: nonsense: unknown key/);
  assert.match(text, /fleet\.yml:\d+:1: rubbish: unknown key/);
  const m = await exporter.metrics();
  assert.deepEqual(missing(m, simulator.routers), []);
  assert.equal(m.value('mikrotik_exporter_config_last_reload_successful'), 0);
  for (const kept of ['mikrotik_exporter_config_info', 'mikrotik_exporter_config_last_reload_success_timestamp_seconds'])
    assert.deepEqual(m.all(kept), earlier.all(kept));
  assert.match(exporter.program.errors, /level=error msg="fleet file not taken over/);
  assert.equal((await reload(fleet())).status, 200);
  assert.equal((await exporter.metrics()).value('mikrotik_exporter_config_last_reload_successful'), 1);
});
