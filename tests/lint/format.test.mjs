// Nobody discusses formatting.
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {test} from 'node:test';
import {root, sourceFiles} from './source.mjs';

test('clang-format has nothing to change', () => {
  const files = sourceFiles('*.cpp', '*.hpp');
  const run = spawnSync('clang-format', ['--dry-run', '--Werror', ...files], {cwd: root, encoding: 'utf8'});
  assert.equal(run.status, 0, `./dev format puts this right:\n${run.stderr?.slice(0, 3000)}`);
});
