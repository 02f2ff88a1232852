// How the simulator is started and ended.
import assert from 'node:assert/strict';
import {spawn, spawnSync} from 'node:child_process';
import {once} from 'node:events';
import {existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, before, describe, test} from 'node:test';
import {setTimeout} from 'node:timers/promises';

const program = join(process.env.MIKROSCOPE_BIN_DIR, 'tests/simulator/routeros-simulator');
const run = (...words) => spawnSync(program, words, {encoding: 'utf8', timeout: 10_000});

describe('routeros-simulator', () => {
  let folder;
  before(() => (folder = mkdtempSync(join(tmpdir(), 'simulator-'))));
  after(() => rmSync(folder, {recursive: true}));

  test('explains itself', () => {
    const {status, stdout} = run('--help');
    assert.equal(status, 0);
    assert.match(stdout, /--ports-from PORT/);
    assert.match(run('--list-profiles').stdout, /^ccr2004-7\.4$/m);
  });

  test('tells every wrong option and ends with status 2', () => {
    const {status, stderr} = run('--routers', 'many', '--colour', 'red');
    assert.equal(status, 2);
    assert.match(stderr, /--routers many must be a number/);
    assert.match(stderr, /there is no option --colour/);
  });

  test('tells where a file is wrong', () => {
    const file = join(folder, 'wrong.yml');
    writeFileSync(file, 'groups:\n  - {profile: vax}\n');
    const {status, stderr} = run('--config', file);
    assert.equal(status, 2);
    assert.match(stderr, /wrong\.yml:2:15: groups\[0\]\.profile/);
  });

  test('ends with status 1 when it cannot have an address', () => {
    const {status, stderr} = run('--address', '192.0.2.1');
    assert.equal(status, 1);
    assert.match(stderr, /cannot listen on 192\.0\.2\.1:8728/);
  });

  test('writes where its routers are and ends on SIGTERM', async () => {
    const ready = join(folder, 'ready.json');
    const process = spawn(program, ['--routers', '3', '--address', '127.0.0.1', '--ports-from', '0', '--ready-file', ready]);
    const ended = once(process, 'exit');
    while (!existsSync(ready)) await setTimeout(10);
    const {routers} = JSON.parse(readFileSync(ready, 'utf8'));
    assert.deepEqual(routers.map((r) => r.name), ['sim-0001', 'sim-0002', 'sim-0003']);
    assert.equal(new Set(routers.map((r) => r.port)).size, 3);
    process.kill();
    assert.deepEqual(await ended, [0, null]);
  });
});
