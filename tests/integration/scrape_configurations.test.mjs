// Every scrape configuration of config/prometheus, checked by promtool and run by a real Prometheus; only
// addresses and intervals are put in their place.
import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {after, before, test} from 'node:test';
import {Authority} from '../harness/certificates.mjs';
import {Exporter, fleetFor, Prometheus, Simulator} from '../harness/fleet.mjs';
import {temporaryFolder} from '../harness/program.mjs';

const folder = new URL('../../config/prometheus/', import.meta.url).pathname;
const alice = '$2y$04$u2GP61LaJdBUNWOS1iTwpeYOjchbE.t40o1oPhTPJxJXm.Uwq9N8u'; // "open sesame"

let simulator, exporter, fleet;
before(async () => {
  simulator = await Simulator.start(['--routers', '2', '--sessions', '5']);
  fleet = fleetFor(simulator.routers);
  const probe = 'exporter:\n  probe: {allowed_networks: [127.0.0.0/8], credentials: [telemetry]}\n';
  exporter = await Exporter.start(fleet + probe);
});
after(async () => {
  await exporter.stop();
  await simulator.stop();
});

const configuration = (name, address) => readFileSync(join(folder, name), 'utf8')
    .replaceAll('127.0.0.1:9436', address)
    .replaceAll(/192\.0\.2\.(\d):8728/g, (_, n) => `${simulator.routers[n - 1].address}:${simulator.routers[n - 1].port}`)
    .replaceAll(/refresh_interval: \d+s/g, 'refresh_interval: 1s').replaceAll(/scrape_(interval|timeout): \d+s/g, 'scrape_$1: 1s');

// What each must bring: a query and the number it comes to.
const brings = {
  'whole.yml': [['up{job="mikrotik"}', 1], ['sum(mikrotik_up)', 2], ['sum(mikrotik_ppp_active_sessions)', 10],
                ['count(mikrotik_exporter_build_info)', 1]],
  'fast-and-slow.yml': [['sum(up)', 2], ['sum(mikrotik_up{job="mikrotik-fast"})', 2],
                        ['count(mikrotik_system_uptime_seconds)', 2], ['sum(mikrotik_ppp_active_sessions)', 10],
                        ['count(count by (job) (mikrotik_interface_rx_bytes_total))', 1]],
  'per-router.yml': [['sum(up{job="mikrotik"})', 2], ['sum(mikrotik_up)', 2], ['sum(mikrotik_ppp_active_sessions)', 10],
                     ['count(mikrotik_exporter_build_info)', 1]],
  'probe.yml': [['sum(up)', 2], ['sum(mikrotik_up)', 2], ['sum(mikrotik_ppp_active_sessions)', 10]],
};

test('each file is tried here', () => {
  assert.deepEqual(readdirSync(folder).sort(), Object.keys(brings).sort());
});

for (const [name, queries] of Object.entries(brings))
  test(`${name} works`, async () => {
    execFileSync('promtool', ['check', 'config', join(folder, name)], {stdio: 'pipe'});
    const prometheus = await Prometheus.run(configuration(name, exporter.address));
    for (const [query, number] of queries) await prometheus.when(query, (n) => n === number);
    await prometheus.stop();
  });

test('whole.yml with what it says of TLS and users works', async () => {
  const authority = new Authority();
  const server = authority.issue('IP:127.0.0.1');
  const client = authority.issue('DNS:prometheus.test', {use: 'clientAuth'});
  const at = temporaryFolder();
  writeFileSync(join(at, 'pass'), 'open sesame');
  writeFileSync(join(at, 'web.yml'), `tls_server_config:
  cert_file: ${server.certificate}
  key_file: ${server.key}
  client_auth_type: RequireAndVerifyClientCert
  client_ca_file: ${authority.file}
basic_auth_users: {prometheus: ${alice}}
`);
  const guarded = await Exporter.start(fleet, [`--web.config.file=${join(at, 'web.yml')}`]);
  const text = configuration('whole.yml', guarded.address).replaceAll(/^( +)# (?=[ a-z_]+:)(?!With)/gm, '$1')
      .replace('/etc/prometheus/mikroscope-ca.crt', authority.file)
      .replace('/etc/prometheus/prometheus.crt', client.certificate)
      .replace('/etc/prometheus/prometheus.key', client.key)
      .replace('/etc/prometheus/mikroscope.pass', join(at, 'pass'));
  assert.match(text, /^ {4}scheme: https$/m);
  const prometheus = await Prometheus.run(text);
  await prometheus.when('up{job="mikrotik"}', (n) => n === 1);
  await prometheus.when('sum(mikrotik_up)', (n) => n === 2);
  await prometheus.when('mikrotik_exporter_http_login_failures_total', (n) => n === 0);
  await prometheus.stop();
  assert.equal(await guarded.stop(), 0);
});
