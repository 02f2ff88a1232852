// `mikroscope-exporter print ROUTER COLLECTOR` and `--collectors.list`.
import assert from 'node:assert/strict';
import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {after, before, test} from 'node:test';
import {fleetFor, Simulator} from '../harness/fleet.mjs';
import {binDir, Program, temporaryFolder} from '../harness/program.mjs';

const folder = temporaryFolder();
const file = join(folder, 'fleet.yml');
const refusing = join(folder, 'refusing.yml'); // the same with a wrong password
let simulator;
let old;

before(async () => {
  simulator = await Simulator.start(['--profile', 'chr-7.9', '--name', 'new', '--sessions', '3']);
  old = await Simulator.start(['--profile', 'rb-6.42', '--name', 'old', '--sessions', '3']);
  const dead = {...old.routers[0], name: 'dead', port: 1};
  const text = fleetFor([...simulator.routers, ...old.routers, dead], {
    collect: {interface: 'off'},
  });
  writeFileSync(file, text);
  writeFileSync(refusing, text.replace('s3cret', 'wrong'));
});

after(async () => {
  await simulator.stop();
  await old.stop();
});

async function exporter(...words) {
  const program = new Program(`${binDir}/exporter/mikroscope-exporter`, words);
  const {code} = await program.ended;
  return {status: code, stdout: program.output, stderr: program.errors};
}

const print = (...words) => exporter('--config.file', file, 'print', ...words);

test('prints the rows as a table, also of a collector that is off', async () => {
  const {status, stdout, stderr} = await print('new-0001', 'interface');
  assert.equal(status, 0, stderr);
  assert.equal(stderr, '');
  const [header, ...rows] = stdout.split('\n\n')[0].trimEnd().split('\n');
  assert.match(header, /^interface +.*rx \(bytes\)/);
  const names = rows.map((row) => row.split(/ {2,}/)[0]);
  assert.deepEqual(names, [...names].sort());
  assert.ok(names.includes('ether1'), stdout);
  assert.ok(rows.some((row) => /\d,\d{3}/.test(row)), 'digits are grouped');
  assert.doesNotMatch(stdout, /\x1b|^new-0001|site/m, 'no colours in a pipe, nothing that is the same everywhere');
});

test('joins what the collector joins, on a router of version 6', async () => {
  const {status, stdout, stderr} = await print('old-0001', 'ppp_active');
  assert.equal(status, 0, stderr);
  assert.match(stdout, /u0001@old-0001/);
  assert.match(stdout, /tx \(bytes\)/);
});

test('says what a router, a collector or a menu lacks', async () => {
  const cases = [
    [['new-001', 'interface'], 2, /no router "new-001": did you mean new-0001\?/],
    [['elsewhere', 'interface'], 2, /no router "elsewhere"; there are dead, new-0001, old-0001/],
    [['new-0001', 'interfaces'], 2, /no collector "interfaces": did you mean interface\?/],
    [['new-0001', 'health'], 1, /new-0001: the router has nothing for health: .*no such command/],
    [['dead', 'interface'], 1, /dead: .*connection refused/],
  ];
  for (const [words, code, pattern] of cases) {
    const {status, stdout, stderr} = await print(...words);
    assert.equal(status, code, stderr);
    assert.match(stderr, pattern);
    assert.equal(stdout, '');
    assert.equal(stderr.trim().split('\n').length, 1, stderr);
  }
});

test('a router that refuses the password is said', async () => {
  const {status, stderr} = await exporter('--config.file', refusing, 'print', 'old-0001', 'resource');
  assert.equal(status, 1);
  assert.match(stderr, /old-0001: .*(refused|password)/);
});

test('a router that does not answer in time is said', async () => {
  await simulator.faults('new-0001', {delay_ms: 60_000});
  try {
    const slow = join(folder, 'slow.yml');
    writeFileSync(slow, fleetFor(simulator.routers, {collect: {}, defaults: '  timeouts: {command: 1s}\n'}));
    const {status, stderr} = await exporter('--config.file', slow, 'print', 'new-0001', 'interface');
    assert.equal(status, 1);
    assert.match(stderr, /new-0001: .*(timed out|timeout)/);
  } finally {
    await simulator.control('DELETE', '/routers/new-0001/faults');
  }
});

test('a command that is none, or wants more words, ends with 2', async () => {
  for (const [words, pattern] of [[['prnt'], /no command "prnt"/], [['print', 'a'], /print ROUTER COLLECTOR/]]) {
    const {status, stderr} = await exporter('--config.file', file, ...words);
    assert.equal(status, 2);
    assert.match(stderr, pattern);
  }
});

test('--collectors.list shows the built-in collectors, and one\'s own', async () => {
  const list = await exporter('--collectors.list');
  assert.equal(list.status, 0, list.stderr);
  const [header, ...rows] = list.stdout.trimEnd().split('\n');
  assert.match(header, /^collector +on +every +metrics +menus +help$/);
  assert.ok(rows.some((row) => /^interface +on +\S+ +\d+ +\/interface /.test(row)), list.stdout);

  writeFileSync(join(folder, 'own.yml'), `collector: my_clock
help: The clock.
every: 5m
enabled: false
command: /system/clock/print
metrics:
  - {gauge: mikrotik_my_clock_dst_active, property: dst-active, as: flag, help: Summer time.}
`);
  const own = join(folder, 'with_own.yml');
  writeFileSync(own, `${fleetFor(simulator.routers, {collect: {}})}exporter: {collector_files: [own.yml]}\n`);
  const withOwn = await exporter('--config.file', own, '--collectors.list');
  assert.equal(withOwn.status, 0, withOwn.stderr);
  assert.match(withOwn.stdout, /^my_clock +off +5m +1 +\/system\/clock +The clock\.$/m);
  assert.equal((await exporter('--config.file', '/does/not/exist.yml', '--collectors.list')).status, 2);
});
