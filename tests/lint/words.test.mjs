// What does not belong into the project's text.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {read, sourceFiles} from './source.mjs';

const unwanted = [
  [/\bTODO\b|\bFIXME\b|\bXXX\b/, 'unfinished: do it, or write an issue'],
  [/<<<<<<<|>>>>>>>/, 'an unresolved merge'],
  [/\bsleep_for\b|\bsleep_until\b/, 'a fixed sleep'],
];

test('no text is left unfinished', () => {
  const found = [];
  for (const path of sourceFiles('*.cpp', '*.hpp', '*.mjs', '*.yml', '*.md', 'dev', '*.cmake')) {
    if (path.startsWith('tests/lint/')) continue;
    const text = read(path);
    for (const [pattern, why] of unwanted)
      if (pattern.test(text)) found.push(`${path}: ${why}`);
  }
  assert.deepEqual(found, []);
});
