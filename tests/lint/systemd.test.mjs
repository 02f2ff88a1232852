// The unit file is one that systemd understands.
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {test} from 'node:test';
import {read} from './source.mjs';

const name = 'mikroscope-exporter.service';
const hasSystemd = spawnSync('systemd-analyze', ['--version']).status === 0;

test('systemd-analyze finds nothing wrong with the unit file', {skip: !hasSystemd}, () => {
  const folder = mkdtempSync(join(tmpdir(), 'mikroscope-unit-'));
  try {
    // The program need not be installed where it is checked.
    const unit = read(`config/systemd/${name}`).replace('/usr/bin/mikroscope-exporter', '/bin/true');
    writeFileSync(join(folder, name), unit);
    const run = spawnSync('systemd-analyze', ['verify', join(folder, name)], {encoding: 'utf8'});
    assert.equal(run.stderr.split('\n').filter((line) => line.includes(name)).join('\n'), '');
    assert.equal(run.status, 0, run.stderr);
  } finally {
    rmSync(folder, {recursive: true});
  }
});
