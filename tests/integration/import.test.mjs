// --config.import: another exporter's settings in, a fleet file out that the exporter takes.
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {existsSync, readdirSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {test} from 'node:test';
import {Exporter, Simulator} from '../harness/fleet.mjs';
import {binDir, temporaryFolder} from '../harness/program.mjs';

const program = `${binDir}/exporter/mikroscope-exporter`;
const cases = new URL('../testdata/imports/', import.meta.url).pathname;
const folder = temporaryFolder();

function run(...flags) {
  return spawnSync(program, flags, {encoding: 'utf8', timeout: 60_000});
}

const input = (name) => ['mktxp.conf', 'config.yml', 'prometheus.yml', 'mikroscope.yml', '_mktxp.conf']
    .map((file) => join(cases, name, file)).find(existsSync);

for (const name of readdirSync(cases)) {
  const refused = !existsSync(join(cases, name, 'expected_fleet.yml'));
  test(`${name} is ${refused ? 'refused' : 'carried over and passes --config.check'}`, () => {
    const imported = run('--config.import', input(name));
    assert.equal(imported.status, refused ? 2 : 0, imported.stderr);
    if (refused) {
      assert.equal(imported.stdout, '');
      assert.notEqual(imported.stderr, '');
      return;
    }
    // Beside the original, since a certificate may be named relative to it.
    const fleet = join(cases, name, `made-${process.pid}.yml`);
    try {
      writeFileSync(fleet, imported.stdout);
      const checked = run('--config.file', fleet, '--config.check');
      assert.equal(checked.status, 0, checked.stderr);
    } finally {
      rmSync(fleet, {force: true});
    }
  });
}

test('what was imported from mktxp watches the routers it names', async () => {
  const simulator = await Simulator.start(['--routers', '2']);
  const sections = simulator.routers.map((r) => `[${r.name}]\nhostname = ${r.address}\nport = ${r.port}\n`);
  const file = join(folder, 'mktxp.conf');
  writeFileSync(file, `[default]\nusername = mikroscope\npassword = s3cret\n${sections.join('')}`);
  const {stdout} = run('--config.import', file);
  const exporter = await Exporter.start(stdout);
  await exporter.when('both are up', (metrics) => simulator.routers.every(
      (r) => metrics.value('mikrotik_up', {router: r.name}) === 1));
  assert.equal(await exporter.stop(), 0);
  await simulator.stop();
});
