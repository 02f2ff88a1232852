// The house's arrows point down only, and each heavy header has one owner (docs/architecture.md).
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {read, sourceFiles} from './source.mjs';

const below = {
  runtime: [],
  routeros: ['runtime'],
  config: ['routeros', 'runtime'],
  exporter: ['config', 'routeros', 'runtime', 'embedded'],
  bridge: ['config', 'routeros', 'runtime', 'embedded'],
  tests: ['exporter', 'bridge', 'config', 'routeros', 'runtime', 'embedded'],
};
below.config.push('embedded'); // files compiled into the library that includes them

// header prefix -> who may include it
const owners = [
  [/^openssl\/|^boost\/asio\/ssl/, /^routeros\/(digest|tls|transport)|^exporter\/tls_|^tests\/unit\/exporter\/tls_|^tests\/simulator\/|^cmake\/asio/],
  [/^yaml-cpp\//, /^config\/.*\.(cpp|hpp)$|^tests\/simulator\//],
  [/^civetweb\.h/, /^exporter\/(endpoints|http_(answer|request))|^tests\/simulator\/control/],
  [/^crypt\.h/, /^exporter\/basic_auth\.cpp|^tests\/unit\/exporter\//],
  [/^isa-l/, /^exporter\/gzip\.cpp/],
  [/^spdlog\//, /^runtime\/logger\.cpp/],
  [/^systemd\//, /^runtime\/service_manager\.cpp/],
  [/^boost\/program_options/, /options\.cpp$/],
  [/^boost\/asio\.hpp|^boost\/beast\.hpp/, /^$/],
];

export function offence(path, included) {
  const folder = path.split('/')[0];
  const target = included.split('/')[0];
  if (target in below && target !== folder && !(below[folder] ?? []).includes(target))
    return `${folder} must not include ${target}`;
  for (const [header, owner] of owners)
    if (header.test(included) && !owner.test(path)) return `${included} is not this file's to include`;
  return null;
}

test('the check knows a wrong arrow and a wrong owner', () => {
  assert.equal(offence('routeros/word.cpp', 'config/fleet.hpp'), 'routeros must not include config');
  assert.equal(offence('exporter/app.cpp', 'bridge/live/hub.hpp'), 'exporter must not include bridge');
  assert.ok(offence('exporter/app.cpp', 'yaml-cpp/yaml.h'));
  assert.ok(offence('routeros/client.cpp', 'boost/asio.hpp'));
  assert.equal(offence('routeros/client.cpp', 'runtime/first_to_end.hpp'), null);
  assert.equal(offence('routeros/tls.cpp', 'openssl/ssl.h'), null);
});

test('every include follows the arrows', () => {
  const found = [];
  for (const path of sourceFiles('*.cpp', '*.hpp'))
    for (const [, included] of read(path).matchAll(/^\s*#\s*include\s*[<"]([^>"]+)[>"]/gm)) {
      const wrong = offence(path, included);
      if (wrong) found.push(`${path}: ${wrong}`);
    }
  assert.deepEqual(found, []);
});

test('headers guard themselves with #pragma once', () => {
  const without = sourceFiles('*.hpp').filter((path) => !read(path).includes('#pragma once'));
  assert.deepEqual(without, []);
});
