// A life in fast motion: sessions come and go, routers reboot, the fleet file changes, Prometheus scrapes. Nothing
// may pile up. Two minutes, or MIKROSCOPE_ENDURANCE_SECONDS.
import assert from 'node:assert/strict';
import {writeFileSync} from 'node:fs';
import {after, test} from 'node:test';
import {Exporter, fleetFor, only, Simulator} from '../harness/fleet.mjs';
import {isPolled, sanitized} from './faults/lab.mjs';

const seconds = Number(process.env.MIKROSCOPE_ENDURANCE_SECONDS ?? 120);
const collect = only({interface: '1s', resource: '1s', identity: '2s', ppp_active: '1s', health: '5s', log: '2s'});
const defaults = '  backoff: {initial: 500ms, most: 5s}\n  breaker: {failures: 5, open: 1s, most_open: 3s}';
const pause = (time) => new Promise((resolve) => setTimeout(resolve, time * 1000));

let simulator, exporter;
after(async () => {
  const codes = [await exporter?.stop(), await simulator?.stop()];
  assert.deepEqual(codes, [0, 0]);
});

const fleets = () => {
  const all = simulator.routers;
  const site = Object.fromEntries(all.slice(0, 5).map((r) => [r.name, 'labels: {moved: "yes"}']));
  return [fleetFor(all, {collect, defaults}), fleetFor(all.slice(0, -3), {collect, defaults}),
          fleetFor(all, {collect, defaults, more: site}), fleetFor(all, {collect: {...collect, interface: '2s'}, defaults})];
};

test(`${seconds} s of sessions, reboots and reloads leave nothing behind`, {timeout: (seconds + 240) * 1000}, async () => {
  simulator = await Simulator.start(['--routers', '30', '--sessions', '40']);
  const names = simulator.routers.map((r) => r.name);
  const versions = fleets();
  exporter = await Exporter.start(versions[0]);
  for (const name of names) {
    await simulator.control('POST', `/routers/${name}/churn`, {per_second: 5});
    await simulator.faults(name, {downtime_ms: 1500});
  }
  const samples = [];
  for (let second = 0; second < seconds; ++second) {
    await simulator.control('POST', `/routers/${names[second % names.length]}/reboot`);
    if (second % 7 === 0) await simulator.control('POST', `/routers/${names[(second + 11) % names.length]}/drop-connections`);
    if (second % 10 === 0) {
      writeFileSync(exporter.file, versions[(second / 10) % versions.length]);
      exporter.program.child.kill('SIGHUP');
    }
    const m = await exporter.metrics();
    samples.push({second, resident: m.value('process_resident_memory_bytes'), files: m.value('process_open_fds')});
    await pause(1);
  }
  writeFileSync(exporter.file, versions[0]);
  exporter.program.child.kill('SIGHUP');
  const m = await exporter.when('all polled at last', (m) => names.every((r) => isPolled(m, r)), 120);
  assert.equal(m.value('mikrotik_exporter_config_last_reload_successful'), 1);

  // The hour's first ten minutes, and of a shorter life the same share.
  const settled = samples.slice(Math.floor(samples.length / 6));
  const most = (list, what) => Math.max(...list.map((s) => s[what]));
  const third = Math.floor(settled.length / 3);
  const [early, late] = [settled.slice(0, third), settled.slice(-third)];
  console.log(`resident ${(most(early, 'resident') / 1e6).toFixed(1)} MB, ${(most(late, 'resident') / 1e6).toFixed(1)} MB at the ` +
              `end; files ${most(early, 'files')}, ${most(late, 'files')}`);
  assert.ok(most(late, 'files') <= most(early, 'files') + 5, 'files and sockets');
  // A sanitizer keeps what was freed, and finds leaks at the end by itself.
  if (!sanitized) assert.ok(most(late, 'resident') < most(early, 'resident') * 1.05 + 2e6, 'resident memory');
});
