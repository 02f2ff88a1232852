// Programs that a test starts, and waiting for what they do. A program never outlives the test.
import {spawn} from 'node:child_process';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';

// The build directory under test; CTest sets it.
export const binDir =
    process.env.MIKROSCOPE_BIN_DIR ?? new URL('../../build/release', import.meta.url).pathname;

const running = new Set();
process.on('exit', () => running.forEach((child) => child.kill('SIGKILL')));
for (const signal of ['SIGINT', 'SIGTERM'])
  process.on(signal, () => process.exit(1));

export class Program {
  constructor(command, args, options = {}) {
    this.name = command.split('/').at(-1);
    this.output = '';
    this.errors = '';
    this.child = spawn(command, args, {stdio: ['ignore', 'pipe', 'pipe'], ...options});
    running.add(this.child);
    this.child.stdout?.on('data', (data) => (this.output += data));
    this.child.stderr?.on('data', (data) => (this.errors += data));
    this.ended = new Promise((resolve) => {
      const end = (how) => {
        running.delete(this.child);
        this.over ??= how;
        resolve(this.over);
      };
      // Without a process id it never began; `close` may not come then.
      this.child.on('error', (error) => this.child.pid || end({code: -1, error: error.message}));
      this.child.on('close', (code, signal) => end({code, signal}));
    });
  }

  // The first match in what the program wrote to standard error (or output).
  async says(pattern, seconds = 60) {
    return until(`${this.name} says ${pattern}`, () => {
      if (this.over) throw new Error(`${this.name} ended (${JSON.stringify(this.over)}):\n${this.errors}`);
      return pattern.exec(this.errors) ?? pattern.exec(this.output);
    }, seconds);
  }

  // SIGTERM, and its exit code; a program that does not end is killed and that is an error.
  async stop(seconds = 20) {
    if (this.over) return this.over.code;
    this.child.kill('SIGTERM');
    const timer = setTimeout(() => this.child.kill('SIGKILL'), seconds * 1000);
    const {code, signal} = await this.ended;
    clearTimeout(timer);
    if (signal === 'SIGKILL') throw new Error(`${this.name} did not stop:\n${this.errors.slice(-3000)}`);
    return code;
  }
}

// Asks again and again until the answer is not falsy. The limit ends a test that hangs; nothing is
// measured by it.
export async function until(what, ask, seconds = 60) {
  const deadline = Date.now() + seconds * 1000;
  let last;
  for (;;) {
    try {
      const answer = await ask();
      if (answer) return answer;
      last = undefined;
    } catch (error) {
      if (/ended \(/.test(error.message)) throw error;
      last = error;
    }
    if (Date.now() > deadline) throw new Error(`not within ${seconds} s: ${what}${last ? `: ${last.message}` : ''}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const folders = [];
process.on('exit', () => folders.forEach((folder) => rmSync(folder, {recursive: true, force: true})));

export function temporaryFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'mikroscope-'));
  folders.push(folder);
  return folder;
}

export async function get(url, headers = {}) {
  const response = await fetch(url, {headers});
  const body = await response.text();
  return {status: response.status, headers: response.headers, body};
}
