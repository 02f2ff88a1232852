// The fault matrix at length: one row after another, each between two quiet times, and what the healthy routers
// notice of it. Writes the table of docs/operations.md. `long.mjs [SECONDS [NAME...]]`: the length of each of these
// times; rows that are named are only printed.
import {execFileSync, spawnSync} from 'node:child_process';
import {readFileSync, writeFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {until} from '../../harness/program.mjs';
import {Lab} from './lab.mjs';
import {rows} from './rows.mjs';

const seconds = Number(process.argv[2] ?? 20);
const named = process.argv.slice(3);
const chosen = named.length > 0 ? rows.filter((row) => named.includes(row.name)) : rows;
const page = fileURLToPath(new URL('../../../docs/operations.md', import.meta.url));
const pause = (time) => new Promise((resolve) => setTimeout(resolve, time * 1000));
const collect = {interface: '1s', resource: '1s', identity: '1s', ppp_active: '1s'};

// How long each run of the healthy routers' collectors took, looked at once a second: its 99th percentile.
async function pollTime(lab, during) {
  const took = [];
  for (const end = Date.now() + during * 1000; Date.now() < end; await pause(1)) {
    const m = await lab.exporter.metrics();
    for (const s of m.all('mikrotik_collector_duration_seconds'))
      if (lab.healthy.includes(s.labels.router)) took.push(s.value);
  }
  return took.toSorted((a, b) => a - b)[Math.floor(took.length * 0.99)] * 1000;
}

const sum = (list) => list.reduce((a, b) => a + b, 0);

async function measure(lab, row) {
  const sick = lab.sick.filter((s) => s.row === row);
  const before = await pollTime(lab, seconds);
  const start = await lab.health();
  await Promise.all(sick.map((one) => lab.hurt(one)));
  const meanwhile = await pollTime(lab, seconds);
  await until(`${row.name}: the log says why`, () => row.why.test(lab.said(row.name)), 120);
  await Promise.all(sick.map((one) => lab.heal(one)));
  const recovery = await lab.recoveries(sick.map((s) => s.name), 300);
  const end = await lab.health();
  const after = await pollTime(lab, seconds);
  return {row, before, meanwhile, after,
          recovery: Math.max(...Object.values(recovery)),
          missed: sum(end.missed) - sum(start.missed),
          restarts: sum(end.accepted) - sum(start.accepted),
          memory: (await lab.health()).resident - start.resident};
}

function line(r) {
  const shown = r.row.up === 1 ? 'up' : r.row.flaps ? 'up and down' : 'down';
  const cells = [r.row.name, shown, `${r.recovery.toFixed(1)} s`, r.missed, r.restarts,
                 `${r.before.toFixed(1)} / ${r.meanwhile.toFixed(1)} / ${r.after.toFixed(1)} ms`,
                 `${(r.memory / 1e6).toFixed(1)} MB`];
  return `| ${cells.join(' | ')} |`;
}

// Those of exporter.test.mjs pass or fail; the reason of a failure is in its output.
function ofTheMachine() {
  const file = fileURLToPath(new URL('exporter.test.mjs', import.meta.url));
  const {stdout} = spawnSync(process.execPath, ['--test', '--test-reporter=tap', file], {encoding: 'utf8'});
  const results = [...stdout.matchAll(/^(not ok|ok) \d+ - ([^#\n]*?)( # SKIP.*)?$/gm)];
  return results.map(([, ok, name, skipped]) => `| ${name} | ${skipped ? 'not run' : ok === 'ok' ? 'yes' : '**no**'} |`);
}

const commit = execFileSync('git', ['describe', '--always', '--dirty'], {encoding: 'utf8'}).trim();
const loads = [];
const watching = setInterval(() => loads.push(Number(readFileSync('/proc/loadavg', 'utf8').split(' ')[0])), 5000);
const lab = await Lab.start(chosen, {healthy: 27, copies: 3, collect});
const results = [];
for (const row of chosen) {
  results.push(await measure(lab, row));
  console.log(line(results.at(-1)));
}
await lab.stop();
clearInterval(watching);
if (named.length > 0) process.exit(0);
const cpu = /model name\s*: (.*)/.exec(readFileSync('/proc/cpuinfo', 'utf8'))?.[1];
const table = `Measured at ${commit} with \`./dev test --long\`: ${lab.names.length} routers polled each second, each time
${seconds} s long, on ${cpu} (load average ${Math.min(...loads)} to ${Math.max(...loads)}, the simulator's and the exporter's own included).

| fault | the router is | polled again after | healthy: beats missed | sessions lost | p99 of a poll before / meanwhile / after | memory |
|---|---|---|---|---|---|---|
${results.map(line).join('\n')}

| on the exporter's own machine | as it should |
|---|---|
${ofTheMachine().join('\n')}
`;
const text = readFileSync(page, 'utf8');
const [begin, end] = ['<!-- faults: begin -->\n', '<!-- faults: end -->'];
const at = text.indexOf(begin) + begin.length;
writeFileSync(page, text.slice(0, at) + table + text.slice(text.indexOf(end)));
