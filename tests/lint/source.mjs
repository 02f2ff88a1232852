// What the lint checks have in common: our C++ files, and their text without comments and literals.
import {execFileSync} from 'node:child_process';
import {readFileSync} from 'node:fs';

export const root = new URL('../../', import.meta.url).pathname;

// Tracked and new files alike, so that a mistake is found before it is committed.
export function sourceFiles(...patterns) {
  const listed = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '--', ...patterns],
                              {cwd: root, encoding: 'utf8'});
  return listed.split('\n').filter(Boolean);
}

export function read(path) {
  return readFileSync(root + path, 'utf8');
}

// Comments become nothing, string and character contents empty; line breaks stay, so that line numbers
// hold.
export function withoutText(code) {
  const pattern =
      /\/\/[^\n]*|\/\*[\s\S]*?\*\/|R"([^(\s]*)\([\s\S]*?\)\1"|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)+'/g;
  return code.replace(pattern, (match, _delimiter, offset) => {
    // 10'000 is a number, not the beginning of a character.
    if (match[0] === "'" && /[0-9a-fA-F]/.test(code[offset - 1] ?? '')) return match;
    const lines = match.replace(/[^\n]/g, '');
    return match[0] === '/' ? lines : `""${lines}`;
  });
}
