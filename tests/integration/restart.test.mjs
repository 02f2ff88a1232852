// kill -9 and start again: fresh data within one cadence and two seconds.
import assert from 'node:assert/strict';
import {after, test} from 'node:test';
import {Exporter, fleetFor, Simulator} from '../harness/fleet.mjs';
import {isPolled} from './faults/lab.mjs';

const cadence = 15;
const collect = {interface: `${cadence}s`, resource: `${cadence}s`, identity: `${cadence}s`};

let simulator, exporter;
after(async () => {
  const codes = [await exporter?.stop(), await simulator?.stop()];
  assert.deepEqual(codes, [0, 0]);
});

test('killed and started again it has fresh data of every router within a cadence and two seconds', async (t) => {
  simulator = await Simulator.start(['--routers', '50', '--sessions', '5']);
  const fleet = fleetFor(simulator.routers, {collect});
  const isFresh = (m) => simulator.routers.every((r) => isPolled(m, r.name));
  exporter = await Exporter.start(fleet);
  await exporter.when('all polled', isFresh);
  const port = exporter.address.split(':')[1];
  exporter.program.child.kill('SIGKILL');
  await exporter.program.ended;
  const begun = Date.now();
  exporter = await Exporter.start(fleet, [], port);
  await exporter.when('all polled again', isFresh);
  const took = (Date.now() - begun) / 1000;
  t.diagnostic(`${took.toFixed(1)} s after the start`);
  assert.ok(took < cadence + 2, `${took} s`);
});
