// node-routeros: the plain login, print, a stream, and its end by cancel.
import assert from 'node:assert/strict';
import {after, before, describe, test} from 'node:test';
import {RouterOSAPI} from 'node-routeros';
import {Simulator} from '../harness/fleet.mjs';

describe('node-routeros', () => {
  let simulator, client;
  before(async () => {
    simulator = await Simulator.start(['--sessions', '500']);
    const {address, port} = simulator.routers[0];
    client = new RouterOSAPI({host: address, port, user: 'mikroscope', password: 's3cret', timeout: 20});
    await client.connect();
  });
  after(async () => {
    await client.close();
    await simulator.stop();
  });

  test('prints every interface of 511', async () => {
    const rows = await client.write('/interface/print');
    assert.equal(rows.length, 511);
    assert.equal(rows[0].name, 'ether1');
    assert.equal(rows[510].type, 'pppoe-in');
    assert.equal(new Set(rows.map((r) => r['.id'])).size, 511);
  });

  test('prints what a query chooses', async () => {
    const rows = await client.write('/interface/print', ['?type=bridge', '?name=ether2', '?#|', '=.proplist=name']);
    assert.deepEqual(rows, [{name: 'ether2'}, {name: 'bridge1'}]);
  });

  test('hears why a command was refused', async () => {
    await assert.rejects(client.write('/system/reboot'), /not enough permissions/);
  });

  test('streams monitor-traffic until it is stopped', async () => {
    const samples = [];
    const stream = client.stream(['/interface/monitor-traffic', '=interface=ether1,ether2', '=interval=0.1']);
    const six = new Promise((resolve, reject) => {
      stream.on('data', (row) => samples.push(row) >= 6 && resolve());
      stream.on('error', reject);
    });
    await six;
    assert.deepEqual(samples.slice(0, 4).map((s) => s.name), ['ether1', 'ether2', 'ether1', 'ether2']);
    assert.ok(Number(samples[0]['rx-bits-per-second']) > 0);
    await stream.stop();
    const {seen} = await simulator.seen('sim-0001');
    assert.equal(seen.cancels, 1);
    assert.deepEqual(seen.commands_running, []);
  });
});
