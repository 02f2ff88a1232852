// Every collector on, against every kind of router: what /metrics calls its families is what
// docs/metrics.md says, in both formats.
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {readFileSync} from 'node:fs';
import {after, before, test} from 'node:test';
import {Exporter, fleetFor, Simulator} from '../harness/fleet.mjs';
import {binDir, get, until} from '../harness/program.mjs';

const profiles = ['ccr2004-7.4', 'hap-v7', 'chr-7.9', 'chr-7.22', 'x86-6.47', 'rb-6.42'];
const simulators = [];
let exporter;
let pages; // by format, the text

function everyCollector() {
  const {stdout} = spawnSync(`${binDir}/exporter/mikroscope-exporter`, ['--collectors.list'], {encoding: 'utf8'});
  const names = stdout.trim().split('\n').slice(1).map((line) => line.split(/\s/)[0]);
  return Object.fromEntries(names.map((name) => [name, '1h']));
}

// Every collector of every router has run, or found that the router lacks what it asks for.
async function allHaveRun() {
  const m = await exporter.metrics();
  return m.all('mikrotik_up').every((s) => s.value === 1) && !/\d waiting</.test(await exporter.page());
}

before(async () => {
  for (const profile of profiles)
    simulators.push(await Simulator.start(['--profile', profile, '--name', profile, '--sessions', '5']));
  const routers = simulators.flatMap((s) => s.routers);
  const defaults = '  limits: {sentences_per_second: 1000}\n';
  const more = {[routers[0].name]: 'location: {latitude: -29.86, longitude: 31.02}'};
  exporter = await Exporter.start(fleetFor(routers, {collect: everyCollector(), defaults, more}));
  await until('every collector has run', allHaveRun, 200);
  const page = async (accept) => (await get(`http://${exporter.address}/metrics`, {accept})).body;
  pages = {text: await page('text/plain'), open: await page('application/openmetrics-text; version=1.0.0')};
});

after(async () => {
  assert.equal(await exporter.stop(), 0);
  for (const s of simulators) assert.equal(await s.stop(), 0);
});

// {series' name: type}, of families without a sample too.
function typesOf(page) {
  return Object.fromEntries([...page.matchAll(/^# TYPE (\S+) (\S+)$/gm)].map(([, name, type]) => [name, type]));
}

// As the text format would have it, where counters are called by the name of their samples, and
// infos are gauges.
function asText(types) {
  const ending = {counter: '_total', info: '_info'};
  return Object.fromEntries(Object.entries(types).map(([name, type]) =>
      [name + (ending[type] ?? ''), type === 'info' ? 'gauge' : type]));
}

const documented = () => Object.fromEntries(
    [...readFileSync(new URL('../../docs/metrics.md', import.meta.url), 'utf8')
        .matchAll(/^\| `([a-z_0-9]+)` \| (counter|gauge|histogram|info) \|/gm)].map(([, name, type]) => [name, type]));

test('every family served is in docs/metrics.md, with its type', () => {
  const types = Object.entries(documented()).map(([name, type]) => [name, type === 'info' ? 'gauge' : type]);
  const known = Object.fromEntries(types);
  const served = typesOf(pages.text);
  assert.ok(Object.keys(served).length > 400, `${Object.keys(served).length}`);
  for (const [name, type] of Object.entries(served)) assert.equal(known[name], type, name);
});

test('OpenMetrics has the families of the text format, with their types', () => {
  assert.deepEqual(asText(typesOf(pages.open)), typesOf(pages.text));
});

test('OpenMetrics calls an info what docs/metrics.md does', () => {
  const known = documented();
  const infos = Object.entries(typesOf(pages.open)).filter(([, type]) => type === 'info');
  assert.ok(infos.length > 30, `${infos.length}`);
  for (const [name] of infos) assert.equal(known[`${name}_info`], 'info', name);
});
