// The fault matrix: what may go wrong with a router, what must be seen of it, and how soon it is back by itself
// once it is well again.
//
//   sick      the faults it gets; `drop` closes its connections, so that they meet a new one
//   hurt/heal when faults are not all: functions of the lab and the router
//   why       what the log says; the router's page shows a reason that the log gave
//   up        mikrotik_up meanwhile
//   within    seconds from its recovery until it is polled again; by default the longest pause between attempts
//   timeouts  others than those of routers that are given up soon
//   tls       how the fleet file speaks to it
import {createHash} from 'node:crypto';
import {execFileSync} from 'node:child_process';

const drop = (lab, router) => lab.act(router, 'drop-connections');
const faults = (lab, router, sick) => lab.faults(router, sick);

// After a refused login a router is left alone for a minute, lest its log fill up; with the jitter of 20 %.
const afterRefusedLogin = 72 + 5;

export const rows = [
  {name: 'switched off', why: /connection refused/,
   hurt: (lab, router) => lab.act(router, 'power-off'), heal: (lab, router) => lab.act(router, 'power-on')},
  {name: 'refuse', sick: {refuse: true}, drop, why: /connection refused/},
  {name: 'drop', sick: {on_accept: 'close'}, drop, why: /closed before the first reply/},
  {name: 'drop within a word', sick: {drop_after: 8}, drop, why: /in the middle of a sentence/},
  {name: 'half-open', sick: {half_open: true}, why: /stopped answering|did not answer a cancel/},
  {name: 'stall before login', sick: {on_accept: 'hang'}, drop, why: /no answer to the login/},
  {name: 'stall within a sentence', sick: {stall_in_word: true}, why: /stopped answering|did not answer a cancel/},
  {name: 'trickle', sick: {trickle_ms: 50}, why: /did not answer a cancel|did not identify itself/},
  {name: 'garbage', sick: {on_accept: 'garbage'}, drop, why: /not a RouterOS API/},
  {name: 'a web server', sick: {on_accept: 'http'}, drop, why: /a web server answers/},
  {name: 'a TLS alert', sick: {on_accept: 'tls_alert'}, drop, why: /it speaks TLS/},
  {name: 'F8 byte', sick: {instead_of_reply: 'control_byte'}, why: /a length no RouterOS sends/},
  {name: '256 MiB declared word', sick: {instead_of_reply: 'declared_256m'}, why: /beyond the limit/},
  {name: '4 GiB declared word', sick: {instead_of_reply: 'declared_4g'}, why: /beyond the limit/},
  {name: 'ignored cancels', sick: {delay_ms: 600_000, cancel_silent: true}, why: /did not answer a cancel|stopped answering/},
  {name: 'endless row stream', sick: {endless_rows: true}, timeouts: '{command: 3s}',
   why: /did not end within the command timeout/},
  {name: 'wrong password', sick: {refuse_login: true}, drop, why: /login refused/, within: afterRefusedLogin},
  {name: 'password changed while running', why: /login refused: invalid user name or password/, within: afterRefusedLogin,
   hurt: async (lab, router) => { await lab.password(router, 'other'); await drop(lab, router); },
   heal: (lab, router) => lab.password(router, 's3cret')},
  {name: 'certificate expired', tls: verified, why: /certificate was rejected.*expired/, ...certificate('expired')},
  {name: 'certificate of another authority', tls: verified, why: /certificate was rejected/, ...certificate('foreign')},
  {name: 'certificate changed, pinned', tls: pinned, why: /certificate was rejected/, ...certificate('renewed')},
  {name: 'anonymous TLS in place of a certificate', tls: verified, why: /TLS handshake failed/, noLogin: true,
   hurt: async (lab, router) => { await lab.tls(router, {kind: 'anonymous'}); await drop(lab, router); },
   heal: (lab, router) => lab.tls(router, lab.certificates.good)},
  {name: 'reboot while rows are under way', why: /in the middle of a sentence|closed the connection|connection broke/,
   hurt: async (lab, router) => {
     await faults(lab, router, {trickle_ms: 20, downtime_ms: 5000});
     await lab.whilePolled(router);
     await lab.act(router, 'reboot');
   }},
  {name: 'another device behind the address', sick: {serial: 'OTHER', identity: 'other'}, drop, up: 1,
   why: /another device answers/, metric: 'mikrotik_router_replacements_total'},
  {name: 'flapping at 1 Hz', sick: {flap_ms: 1000}, flaps: true,
   why: /closed the connection|in the middle of a sentence|closed before the first reply|connection broke/},
];

function certificate(which) {
  return {
    hurt: async (lab, router) => { await lab.tls(router, lab.certificates[which]); await drop(lab, router); },
    heal: (lab, router) => lab.tls(router, lab.certificates.good),
  };
}

function verified(lab) {
  return `{mode: verify, ca_file: ${lab.authority.file}}`;
}

function pinned(lab) {
  const der = execFileSync('openssl', ['x509', '-in', lab.certificates.good.certificate_file, '-outform', 'DER']);
  return `{mode: pin, fingerprint_sha256: ${createHash('sha256').update(der).digest('hex')}}`;
}
