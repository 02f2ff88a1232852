// A simulated fleet, its exporter, and a Prometheus that scrapes it.
import {execFileSync} from 'node:child_process';
import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {binDir, get, Program, temporaryFolder, until} from './program.mjs';

export class Simulator {
  // Flags of routeros-simulator; routers listen on free ports unless they say otherwise.
  static async start(flags = []) {
    const s = new Simulator();
    s.folder = temporaryFolder();
    const free = flags.some((f) => f.startsWith('--port')) ? [] : ['--address', '127.0.0.1', '--ports-from', '0'];
    s.program = new Program(`${binDir}/tests/simulator/routeros-simulator`,
                            [...free, '--control', '127.0.0.1:0', ...flags]);
    const [line] = await s.program.says(/^\{.*\}\n/m);
    const {control, routers} = JSON.parse(line);
    s.address = control;
    s.routers = routers;
    return s;
  }

  async control(method, path, body) {
    const response = await fetch(`http://${this.address}${path}`,
                                 {method, body: body === undefined ? undefined : JSON.stringify(body)});
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return text.startsWith('{') || text.startsWith('[') ? JSON.parse(text) : text;
  }

  faults(router, faults) {
    return this.control('PATCH', `/routers/${router}/faults`, faults);
  }

  seen(router) {
    return this.control('GET', `/routers/${router}`);
  }

  stop() {
    return this.program.stop();
  }
}

export class Exporter {
  // `fleet` is the text of a fleet file; `through` a command and its arguments that run it; `options` go to
  // spawn(). Where it cannot be heard to say its port, the port must be given.
  static async start(fleet, flags = [], port = 0, {through = [], ...options} = {}) {
    const e = new Exporter();
    e.file = join(temporaryFolder(), 'fleet.yml');
    writeFileSync(e.file, fleet);
    const [command, ...args] = [...through, `${binDir}/exporter/mikroscope-exporter`, '--config.file', e.file,
                                `--web.listen-address=127.0.0.1:${port}`, ...flags];
    e.program = new Program(command, args, options);
    const chosen = e.program.child.stderr ? (await e.program.says(/answering HTTP.* port=(\d+)/))[1] : port;
    e.address = `127.0.0.1:${chosen}`;
    if (!e.program.child.stderr) await until('it answers', () => get(`http://${e.address}/-/healthy`));
    return e;
  }

  async metrics(query = '') {
    const {status, body} = await get(`http://${this.address}/metrics${query}`);
    if (status !== 200) throw new Error(`/metrics answered ${status}: ${body}`);
    return new Metrics(body);
  }

  async page() {
    return (await get(`http://${this.address}/`)).body;
  }

  // The page of one router.
  async pageOf(router) {
    const {status, body} = await get(`http://${this.address}/router?name=${encodeURIComponent(router)}`);
    if (status !== 200) throw new Error(`the page of ${router} answered ${status}: ${body}`);
    return body;
  }

  // The answer's metrics, once `condition(metrics)` holds.
  async when(what, condition, seconds = 60, query = '') {
    return until(what, async () => {
      const metrics = await this.metrics(query);
      return condition(metrics) && metrics;
    }, seconds);
  }

  stop() {
    return this.program.stop();
  }
}

// The text format, read well enough to ask for samples.
export class Metrics {
  constructor(text) {
    this.text = text;
    this.samples = [];
    for (const line of text.split('\n')) {
      const match = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? (\S+)$/.exec(line);
      if (!match) continue;
      const labels = {};
      for (const [, name, value] of (match[2] ?? '').matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g))
        labels[name] = value.replace(/\\(.)/g, (_, c) => (c === 'n' ? '\n' : c));
      this.samples.push({name: match[1], labels, value: Number(match[3])});
    }
  }

  all(name, labels = {}) {
    return this.samples.filter((s) => s.name === name &&
        Object.entries(labels).every(([key, value]) => s.labels[key] === value));
  }

  // The one sample's value; undefined when there is none.
  value(name, labels = {}) {
    const found = this.all(name, labels);
    if (found.length > 1) throw new Error(`${found.length} samples of ${name}${JSON.stringify(labels)}`);
    return found[0]?.value;
  }
}

export class Prometheus {
  static start(target, port = 0) {
    return Prometheus.run(`global: {scrape_interval: 1s, scrape_timeout: 1s}
scrape_configs:
  - job_name: mikrotik
    static_configs: [{targets: ["${target}"]}]
`, port);
  }

  // With the text of a configuration file.
  static async run(configuration, port = 0) {
    const p = new Prometheus();
    const folder = temporaryFolder();
    const file = join(folder, 'prometheus.yml');
    writeFileSync(file, configuration);
    p.program = new Program('prometheus', [`--config.file=${file}`, `--storage.tsdb.path=${folder}/data`,
                                           `--web.listen-address=127.0.0.1:${port}`]);
    const [, address] = await p.program.says(/msg="Listening on" address=(\S+)/);
    p.address = address;
    return p;
  }

  // The result's vector: [{metric, value: [time, text]}].
  async query(promql) {
    const {body} = await get(`http://${this.address}/api/v1/query?query=${encodeURIComponent(promql)}`);
    const answer = JSON.parse(body);
    if (answer.status !== 'success') throw new Error(`${promql}: ${answer.error}`);
    return answer.data.result;
  }

  // One number, once `condition` holds for it.
  async when(promql, condition, seconds = 90) {
    return until(`${promql} ${condition}`, async () => {
      const [first] = await this.query(promql);
      return first && condition(Number(first.value[1])) && {value: Number(first.value[1])};
    }, seconds);
  }

  stop() {
    return this.program.stop();
  }
}

// A fleet file for the routers of a simulator. `more` is YAML flow text for each router by name;
// `collect` its cadences.
export function fleetFor(routers, {more = {}, collect = quick, defaults = ''} = {}) {
  const lines = routers.map((r) =>
      `  - {name: ${JSON.stringify(r.name)}, address: ${r.address}, port: ${r.port}, site: lab${more[r.name] ? `, ${more[r.name]}` : ''}}`);
  const cadences = Object.entries(collect).map(([name, every]) => `${name}: ${every}`).join(', ');
  return `credentials:
  telemetry: {username: mikroscope, password: s3cret}
defaults:
  credentials: telemetry
  collect: {${cadences}}
${defaults}
routers:
${lines.join('\n')}
`;
}

// Cadences for tests: seconds pass as fast as they can.
export const quick = {
  resource: '1s', cpu: '1s', identity: '1s', routerboard: '1s', health: '1s', interface: '1s', ppp_active: '1s',
};

// Every collector off but these.
export function only(wanted) {
  const list = execFileSync(`${binDir}/exporter/mikroscope-exporter`, ['--collectors.list'], {encoding: 'utf8'});
  const names = list.split('\n').slice(1).filter(Boolean).map((line) => line.split(' ')[0]);
  return {...Object.fromEntries(names.map((name) => [name, 'off'])), ...wanted};
}
