// The fault matrix in short: every row at once, each on a router of its own, beside healthy ones.
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {until} from '../../harness/program.mjs';
import {Lab, longestPause, sanitized} from './lab.mjs';
import {rows} from './rows.mjs';

// A cadence that a slow machine keeps, too.
const every = sanitized ? '10s' : '3s';
const collect = {interface: every, resource: every, identity: every, ppp_active: every};
// Twice the time that is stated: a test machine is not a ruler.
const within = (row) => 2 * (row.within ?? longestPause + parseInt(every));

let lab, quiet, logins, took;
before(async () => {
  lab = await Lab.start(rows, {healthy: 6, copies: 3, collect});
  quiet = await lab.health();
  logins = Object.fromEntries(await Promise.all(lab.sick.filter((s) => s.row.noLogin).map(async ({name}) =>
      [name, (await lab.seen(name)).commands['/login']])));
  await Promise.all(lab.sick.map((one) => lab.hurt(one)));
});
after(() => lab?.stop());

// All that the log has given as a reason: the first is what happened, the next what a new session met.
const reasons = (router) => [...lab.said(router).matchAll(/why="((?:[^"\\]|\\.)*)"/g)].map(([, why]) => why);
const plain = (html) => html.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&');

for (const row of rows)
  test(`${row.name}: metrics, log and page say so`, async () => {
    const router = row.name;
    await until(`the log says ${row.why}`, () => row.why.test(lab.said(router)) ||
        assert.fail(lab.said(router)), 90);
    if (row.metric) await lab.exporter.when(row.metric, (m) => m.value(row.metric, {router}) > 0);
    if (row.flaps) return;
    const states = row.up === 1 ? ['up'] : ['connecting', 'backing_off'];
    await lab.exporter.when(`up ${row.up ?? 0}, ${states}`, (m) => m.value('mikrotik_up', {router}) === (row.up ?? 0) &&
        states.some((state) => m.value('mikrotik_session_state', {router, state}) === 1), 90);
    if (row.up !== 1) await lab.exporter.when('restarts have a reason', (m) =>
        m.all('mikrotik_session_restarts_total', {router}).some((s) => s.value > 0), 90);
    if (row.up !== 1) await until('the page says so', async () => {
      const page = plain(await lab.exporter.pageOf(router));
      return reasons(router).some((why) => page.includes(why));
    }, 90);
  });

test('the breaker gives a rest to who fails again and again', async () => {
  await lab.exporter.when('breakers have opened', (m) => ['refuse', 'garbage', 'flapping at 1 Hz'].every((router) =>
      m.value('mikrotik_circuit_breaker_transitions_total', {router, to: 'open'}) > 0), 90);
});

test('rows of a router that is down are not shown for longer than three of their intervals', async () => {
  await lab.exporter.when('no interfaces', (m) => m.all('mikrotik_interface_up', {router: 'refuse'}).length === 0);
});

test('a password is not sent to who has lost the certificate', async () => {
  for (const [name, before] of Object.entries(logins))
    assert.equal((await lab.seen(name)).commands['/login'], before, name);
});

test('healthy routers lose no beat and no session all the while', async () => {
  const now = await lab.health();
  assert.deepEqual(now.accepted, quiet.accepted, 'connections that the healthy have accepted');
  assert.deepEqual(now.missed, quiet.missed, 'beats that the healthy have missed');
  now.polled.forEach((when, i) => assert.ok(when > quiet.polled[i], lab.healthy[i]));
  for (const name of lab.healthy) assert.doesNotMatch(lab.said(name), /router down|collector failed/);
});

test('who was refused is not asked again and again', async () => {
  for (const {name} of lab.sick.filter((s) => s.row.within)) {
    assert.ok((await lab.seen(name)).failed_logins <= 3, name);
    assert.match(lab.said(name), /retry_in=1m/);
  }
});

test('all come back by themselves', async () => {
  await Promise.all(lab.sick.map((one) => lab.heal(one)));
  took = await lab.recoveries(lab.sick.map((s) => s.name), 2 * 77);
});

for (const row of rows)
  test(`${row.name}: is back in time`, () => {
    assert.ok(took[row.name] <= within(row), `${took[row.name]} s`);
  });

test('memory and files are given back', {skip: sanitized && 'a sanitizer keeps freed memory'}, async () => {
  const now = await lab.health();
  assert.ok(now.resident < quiet.resident + 32e6, `${now.resident} bytes, ${quiet.resident} before`);
  assert.ok(now.files <= quiet.files + 2, `${now.files} files, ${quiet.files} before`);
  assert.ok(lab.names.every((name) => lab.said(name).length < 100_000), 'no flood of lines');
});
