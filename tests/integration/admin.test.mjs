// POST /-/breaker: a router is held open, left alone, and tried again, against the real program.
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {after, before, test} from 'node:test';
import {Exporter, fleetFor, Metrics, Simulator} from '../harness/fleet.mjs';
import {binDir, get, temporaryFolder, until} from '../harness/program.mjs';

const hash = '$2y$04$u2GP61LaJdBUNWOS1iTwpeYOjchbE.t40o1oPhTPJxJXm.Uwq9N8u'; // "open sesame"
const basic = (user) => ({authorization: `Basic ${Buffer.from(`${user}:open sesame`).toString('base64')}`});

function webFile(text) {
  const file = join(temporaryFolder(), 'web.yml');
  writeFileSync(file, text);
  return file;
}

let simulator, exporter;
before(async () => {
  simulator = await Simulator.start(['--routers', '2', '--sessions', '1']);
  const fleet = fleetFor(simulator.routers, {defaults: `tenants: [{name: acme, users: {acme: ${hash}}}]`});
  exporter = await Exporter.start(fleet, [`--web.config.file=${webFile(`basic_auth_users: {noc: ${hash}}`)}`,
                                          '--web.enable-admin-api']);
});
after(async () => {
  assert.equal(await exporter.stop(), 0);
  assert.equal(await simulator.stop(), 0);
});

const metrics = async () => new Metrics((await get(`http://${exporter.address}/metrics`, basic('noc'))).body);
const when = (what, condition) => until(what, async () => condition(await metrics()));
const breaker = (m, router) => m.all('mikrotik_circuit_breaker_state', {router}).find((s) => s.value === 1)?.labels.state;
async function post(query, user = 'noc', headers = {}) {
  const answer = await fetch(`http://${exporter.address}/-/breaker?${query}`,
                             {method: 'POST', headers: {...(user ? basic(user) : {}), ...headers}});
  return {status: answer.status, body: await answer.text()};
}
const accepted = async (router) => (await simulator.seen(router)).seen;

test('a router held open has no session and gets no attempt, until it is reset', async () => {
  const bothUp = (m) => m.all('mikrotik_up').filter((s) => s.value === 1).length === 2;
  await when('both are up', bothUp);
  assert.equal((await post('router=sim-0001&do=open')).status, 200);
  await when('it is down', (m) => m.value('mikrotik_up', {router: 'sim-0001'}) === 0);
  assert.equal(breaker(await metrics(), 'sim-0001'), 'forced_open');
  await until('the session is closed', async () => (await accepted('sim-0001')).connections_open === 0);
  const before = await accepted('sim-0001');
  const polls = (await accepted('sim-0002')).commands;
  // The other goes on meanwhile: longer than the pause after a first failure.
  const asked = (seen) => Object.values(seen.commands).reduce((a, b) => a + b, 0);
  await until('the other is asked', async () => asked(await accepted('sim-0002')) > asked({commands: polls}) + 30);
  assert.equal((await accepted('sim-0001')).connections_accepted, before.connections_accepted);
  assert.match((await get(`http://${exporter.address}/`, basic('noc'))).body, /held open<small>not tried until/);

  assert.equal((await post('router=sim-0001&do=reset')).status, 200);
  await when('both are up again', bothUp);
  assert.equal(breaker(await metrics(), 'sim-0001'), 'closed');
  assert.match(exporter.program.errors,
               /level=info msg="breaker steered" router=sim-0001 do=open user=noc client=127\.0\.0\.1/);
});

test('a breaker is disabled and told so', async () => {
  assert.equal((await post('router=sim-0002&do=disable')).status, 200);
  await when('disabled', (m) => breaker(m, 'sim-0002') === 'disabled');
  assert.equal((await post('router=sim-0002&do=reset')).status, 200);
  await when('closed', (m) => breaker(m, 'sim-0002') === 'closed');
});

test('only who may, and only what there is', async () => {
  assert.equal((await post('router=sim-0001&do=open', null)).status, 401);
  assert.equal((await post('router=sim-0001&do=open', 'acme')).status, 403);
  assert.equal((await post('router=sim-0001&do=open', 'noc', {'Sec-Fetch-Site': 'cross-site'})).status, 403);
  assert.equal((await post('router=sim-0001&do=open', 'noc', {origin: 'http://evil.example'})).status, 403);
  assert.equal((await post('router=nobody&do=open')).status, 404);
  assert.equal((await post('router=sim-0001&do=explode')).status, 400);
  assert.equal(breaker(await metrics(), 'sim-0001'), 'closed');
});

test('it is refused at the start where nobody is asked who they are', () => {
  const start = (web) => spawnSync(`${binDir}/exporter/mikroscope-exporter`,
                                   ['--config.check', `--config.file=${exporter.file}`, '--web.enable-admin-api', ...web],
                                   {encoding: 'utf8', timeout: 60_000});
  for (const web of [[], [`--web.config.file=${webFile('')}`]]) {
    const {status, stderr} = start(web);
    assert.equal(status, 2);
    assert.match(stderr, /--web\.enable-admin-api needs users/);
  }
  assert.equal(start([`--web.config.file=${webFile(`basic_auth_users: {noc: ${hash}}`)}`]).status, 0);
});
