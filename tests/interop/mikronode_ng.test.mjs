// mikronode-ng, on which a page of live bandwidth was once built: its flow, from the list of PPPoE
// interfaces to the updates of monitor-traffic. It knows only the challenge login.
import assert from 'node:assert/strict';
import {after, before, describe, test} from 'node:test';
import mikronode from 'mikronode-ng';
import {Simulator} from '../harness/fleet.mjs';

describe('mikronode-ng', () => {
  let simulator, connection;
  before(async () => {
    simulator = await Simulator.start(['--profile', 'rb-6.42', '--sessions', '4']);
    const {address, port} = simulator.routers[0];
    connection = mikronode.getConnection(address, 'mikroscope', 's3cret', {port});
    await new Promise((resolve, reject) => {
      connection.once('error', reject);
      connection.once('trap', (t) => reject(new Error(JSON.stringify(t))));
      connection.connect(resolve);
    });
  });
  after(async () => {
    connection.close(true);
    await simulator.stop();
  });

  test('logs in by challenge', async () => {
    const {seen} = await simulator.seen('sim-0001');
    assert.equal(seen.logins, 1);
    assert.equal(seen.failed_logins, 0);
  });

  test('monitors the traffic of every PPPoE interface', async () => {
    const list = connection.openChannel();
    list.closeOnDone = true;
    const users = await new Promise((resolve, reject) => {
      list.once('trap', reject);
      list.once('done', (data) => resolve(mikronode.parseItems(data)));
      list.write(['/interface/pppoe-server/getall']);
    });
    const interfaces = [...new Set(users.map((u) => u.name))];
    assert.deepEqual(interfaces, [1, 2, 3, 4].map((n) => `<pppoe-u000${n}@sim-0001>`));

    const monitor = connection.openChannel();
    const updates = await new Promise((resolve, reject) => {
      const rows = [];
      monitor.once('trap', reject);
      monitor.on('read', (data) => {
        rows.push(...mikronode.parseItems(data));
        if (rows.length >= 8) resolve(rows);
      });
      monitor.write(['/interface/monitor-traffic', `=interface=${interfaces.join(',')}`]);
    });
    assert.deepEqual(new Set(updates.map((u) => u.name)), new Set(interfaces));
    for (const update of updates)
      assert.match(update['rx-bits-per-second'], /^\d+$/);
  });
});
