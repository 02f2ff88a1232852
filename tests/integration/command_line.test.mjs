// Exit codes, messages and signals of mikroscope-exporter.
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {writeFileSync} from 'node:fs';
import {createServer} from 'node:net';
import {join} from 'node:path';
import {test} from 'node:test';
import {Exporter, Simulator} from '../harness/fleet.mjs';
import {binDir, get, temporaryFolder, until} from '../harness/program.mjs';

const program = `${binDir}/exporter/mikroscope-exporter`;
const folder = temporaryFolder();

function run(...flags) {
  return spawnSync(program, flags, {encoding: 'utf8', timeout: 60_000});
}

function file(name, text) {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const good = `credentials: {telemetry: {username: mikroscope, password: s3cret}}
defaults: {credentials: telemetry}
routers:
  - {name: nobody, address: 127.0.0.1, port: 1}
`;

test('--help and --version end with 0', () => {
  const help = run('--help');
  assert.equal(help.status, 0);
  assert.match(help.stdout, /--config\.file/);
  assert.match(run('--version').stdout, /^mikroscope-exporter \d+\.\d+\.\d+\n$/);
});

test('an unknown flag ends with 2 and says what there is', () => {
  const wrong = run('--nonsense');
  assert.equal(wrong.status, 2);
  assert.match(wrong.stderr, /nonsense/);
  assert.match(wrong.stderr, /Usage:/);
});

test('a fleet file that is not there ends with 2 and names it', () => {
  const missing = run('--config.file=/does/not/exist.yml');
  assert.equal(missing.status, 2);
  assert.match(missing.stderr, /\/does\/not\/exist\.yml/);
});

test('every mistake of a fleet file is told at once, with its place, and nothing is started', () => {
  const path = file('bad.yml', `credentials: {telemetry: {username: mikroscope}}
defaults: {credentials: telemtry}
routers:
  - {name: a, address: 127.0.0.1, port: 99999}
  - {name: a, adress: 127.0.0.2}
`);
  const bad = run(`--config.file=${path}`);
  assert.equal(bad.status, 2);
  const lines = bad.stderr.trim().split('\n');
  assert.ok(lines.length >= 5, bad.stderr);
  for (const line of lines) assert.match(line, /^.*bad\.yml:\d+:\d+: \S+: .+/);
  assert.match(bad.stderr, /4:\d+: routers\[0\]\.port/);
  assert.match(bad.stderr, /adress/);
  assert.doesNotMatch(bad.stderr, /answering HTTP/);
});

test('--config.check says that a good file is good', () => {
  const checked = run('--config.check', `--config.file=${file('good.yml', good)}`);
  assert.equal(checked.status, 0, checked.stderr);
  assert.match(checked.stdout, /1 router/);
});

test('a port in use ends with 1 and says so', async () => {
  const taken = createServer();
  await new Promise((resolve) => taken.listen(0, '127.0.0.1', resolve));
  const used = run(`--config.file=${file('good.yml', good)}`,
                   `--web.listen-address=127.0.0.1:${taken.address().port}`);
  taken.close();
  assert.equal(used.status, 1);
  assert.match(used.stderr, /cannot answer HTTP/);
});

test('SIGTERM ends with 0, also while routers do not answer', async () => {
  const exporter = await Exporter.start(good);
  assert.equal((await get(`http://${exporter.address}/-/healthy`)).status, 200);
  await exporter.when('the router tried', (m) => m.value('mikrotik_up') === 0);
  assert.equal(await exporter.stop(), 0);
  assert.match(exporter.program.errors, /msg=stopped/);
});

for (const [login, profile] of [['plain', 'ccr2004-7.4'], ['challenge', 'rb-6.42']])
  test(`the log never holds a password, right or wrong, of a ${login} login`, async () => {
    const simulator = await Simulator.start(['--profile', profile, '--routers', '2']);
    const [right, wrong] = simulator.routers;
    const exporter = await Exporter.start(`credentials:
  right: {username: mikroscope, password: s3cret}
  wrong: {username: mikroscope, password: xyzzy-plugh}
routers:
  - {name: right, address: ${right.address}, port: ${right.port}, credentials: right}
  - {name: wrong, address: ${wrong.address}, port: ${wrong.port}, credentials: wrong}
`, ['--log.level=debug']);
    await exporter.program.says(/msg="router up" router=right /);
    await exporter.program.says(/msg="router down" router=wrong why="login refused/);
    await until('the collectors worked', async () => (await exporter.metrics())
        .value('mikrotik_collector_success', {router: 'right', collector: 'interface'}) === 1);
    const page = await exporter.page();
    await exporter.stop();
    await simulator.stop();
    for (const text of [exporter.program.errors, exporter.program.output, page])
      assert.doesNotMatch(text, /s3cret|xyzzy|plugh/);
  });
