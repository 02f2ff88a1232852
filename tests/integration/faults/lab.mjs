// A fleet of which some routers fall ill, row by row of the matrix, while the others are measured.
import assert from 'node:assert/strict';
import {Authority} from '../../harness/certificates.mjs';
import {Exporter, fleetFor, only, Simulator} from '../../harness/fleet.mjs';
import {binDir, until} from '../../harness/program.mjs';

// Sick routers are given up soon; slow is not sick, however slow the machine makes it.
const impatient = '{connect: 1s, login: 2s, command: 3s, keep_alive: 1s, answer: 2s}';
const patient = '{connect: 1m, login: 1m, command: 5m, keep_alive: 1m, answer: 2m}';

// The pauses of the product, shorter: an hour's outage in a minute. A refused login is left alone for a minute.
const pauses = '  backoff: {initial: 500ms, most: 10s}\n  breaker: {failures: 5, open: 3s, most_open: 10s}';
// The longest of them with its jitter, and the timeouts of an attempt that began just before.
export const longestPause = 10 * 1.2 + 6;

// A sanitizer keeps freed memory, and takes several times as long.
export const sanitized = /\/(asan|tsan)$/.test(binDir);

export class Lab {
  // One router for each row, `copies` of those that flap, and `healthy` others.
  static async start(rows, {healthy, copies = 1, collect}) {
    const lab = new Lab();
    lab.sick = rows.flatMap((row) => Array.from({length: row.flaps ? copies : 1}, (_, i) =>
        ({row, name: i === 0 ? row.name : `${row.name} ${i + 1}`})));
    lab.healthy = Array.from({length: healthy}, (_, i) => `healthy ${i + 1}`);
    lab.names = [...lab.sick.map((s) => s.name), ...lab.healthy];
    lab.simulator = await Simulator.start(['--routers', `${lab.names.length}`, '--sessions', '3',
                                           '--tls', 'certificate', '--tls-port', '0']);
    await lab.certify();
    const more = Object.fromEntries(lab.healthy.map((name) => [name, `timeouts: ${patient}`]));
    for (const {row, name} of lab.sick)
      more[name] = `timeouts: ${row.timeouts ?? impatient}${row.tls ? `, tls: ${row.tls(lab)}` : ''}`;
    const routers = lab.simulator.routers.map((r, i) =>
        ({...r, name: lab.names[i], port: lab.sick[i]?.row.tls ? r.tls_port : r.port}));
    lab.exporter = await Exporter.start(fleetFor(routers, {more, collect: only(collect), defaults: pauses}));
    await lab.exporter.when('all routers polled', (m) => lab.names.every((router) => isPolled(m, router)), 120);
    return lab;
  }

  async certify() {
    this.authority = new Authority();
    const files = ({certificate, key}) => ({certificate_file: certificate, key_file: key});
    this.certificates = {
      good: files(this.authority.issue('IP:127.0.0.1')),
      renewed: files(this.authority.issue('IP:127.0.0.1')),
      expired: files(this.authority.issue('IP:127.0.0.1', {days: -1})),
      foreign: files(new Authority('somebody else').issue('IP:127.0.0.1')),
    };
    for (const {row, name} of this.sick) if (row.tls) await this.tls(name, this.certificates.good);
  }

  simulated(name) {
    return this.simulator.routers[this.names.indexOf(name)].name;
  }
  faults(name, faults) {
    return this.simulator.faults(this.simulated(name), faults);
  }
  act(name, what) {
    return this.simulator.control('POST', `/routers/${this.simulated(name)}/${what}`);
  }
  password(name, password) {
    return this.simulator.control('PUT', `/routers/${this.simulated(name)}/users/mikroscope`, {password});
  }
  tls(name, how) {
    return this.simulator.control('PUT', `/routers/${this.simulated(name)}/tls`, how);
  }
  async seen(name) {
    return (await this.simulator.seen(this.simulated(name))).seen;
  }
  whilePolled(name) {
    return until('a command is under way', async () => (await this.seen(name)).commands_running.length > 0);
  }

  async hurt({row, name}) {
    if (row.hurt) return row.hurt(this, name);
    await this.faults(name, row.sick);
    if (row.drop) await row.drop(this, name);
  }
  async heal({row, name}) {
    if (row.heal) await row.heal(this, name);
    await this.simulator.control('DELETE', `/routers/${this.simulated(name)}/faults`);
  }

  // What the log says of a router, all lines.
  said(name) {
    return this.exporter.program.errors.split('\n')
        .filter((line) => line.includes(`router="${name}"`) || line.includes(`router=${name} `)).join('\n');
  }

  // What must not change of healthy routers while others are ill.
  async health() {
    const m = await this.exporter.metrics();
    const accepted = await Promise.all(this.healthy.map(async (name) => (await this.seen(name)).connections_accepted));
    const missed = this.healthy.map((router) => m.value('mikrotik_missed_beats_total', {router}));
    const polled = this.healthy.map((router) => lastPolled(m, router));
    return {accepted, missed, polled, resident: m.value('process_resident_memory_bytes'),
            files: m.value('process_open_fds')};
  }

  // Seconds from now until each router is polled again, by name.
  async recoveries(names, atMost) {
    const begun = Date.now() / 1000;
    const took = {};
    await until('everybody is well', async () => {
      const m = await this.exporter.metrics();
      const now = Date.now() / 1000;
      for (const name of names)
        if (!(name in took) && isPolled(m, name) && lastPolled(m, name) > begun) took[name] = now - begun;
      const left = names.filter((name) => !(name in took));
      if (left.length > 0) throw new Error(left.map((name) => `${name}:\n${this.said(name)}`).join('\n'));
      return true;
    }, atMost);
    return took;
  }

  async stop() {
    assert.equal(await this.exporter.stop(), 0);
    assert.equal(await this.simulator.stop(), 0);
  }
}

export const lastPolled = (m, router) =>
    m.value('mikrotik_collector_last_success_timestamp_seconds', {router, collector: 'interface'});

export const isPolled = (m, router) => m.value('mikrotik_up', {router}) === 1 &&
    m.value('mikrotik_collector_success', {router, collector: 'interface'}) === 1;
