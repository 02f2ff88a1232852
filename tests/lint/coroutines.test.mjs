// g++ 12 compiles some statements with a co_await into a double free, without a warning: temporaries of
// aggregates and of capturing lambdas, and branches of ?:. The rule: one co_await per statement, and
// between it and the `;` no brace, no bracket, no `?`; not thrown, not in a braced initialiser.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {read, sourceFiles, withoutText} from './source.mjs';

const rules = [
  [/co_await[^;]*[\[{?]/, 'a brace, bracket or ? after co_await'],
  [/\w\{[^;{}]*co_await/, 'co_await inside a braced initialiser'],
  [/\bthrow\b[^;]*co_await/, 'an awaited value is thrown'],
  [/\?[^;:]*co_await/, 'co_await in a branch of ?:'],
  [/\bco_spawn\([^;]*co_await[^;]*\[/, 'a lambda beside an awaited argument'],
  [/co_await[^;]*co_await/, 'two co_awaits in one statement'],
  [/co_await[^;]*(\|\||&&)/, '|| or && on awaitables: use first_to_end'],
];

// A loop over braces: `if (co_await x) {` is a statement that ends at its brace.
function statements(code) {
  let line = 1;
  return withoutText(code).split(/(?<=;)|(?<=\)\s*\{\s*\n)/).map((text) => {
    const found = {line, text};
    line += text.split('\n').length - 1;
    return found;
  });
}

export function offences(code) {
  const found = [];
  for (const {line, text} of statements(code)) {
    if (!text.includes('co_await')) continue;
    const own = text.replace(/\)\s*\{\s*\n$/, ')');
    for (const [rule, meaning] of rules)
      if (rule.test(own)) found.push({line: line + own.split('\n').length - 1, meaning});
  }
  return found;
}

test('the check finds what g++ 12 miscompiles', () => {
  const bad = [
    'co_await co_spawn(ex, [s = str]() -> awaitable<void> { co_return; }, use_awaitable);',
    'co_spawn(co_await this_coro::executor, [s = str] { work(s); }, detached);',
    'co_await f([s = str] { work(s); });',
    'co_await f(params{.name = str});',
    'co_await S{}.run();',
    'co_await f({"a", "b"});',
    'params p{.name = co_await g()};',
    'auto s = b ? co_await g() : co_await h();',
    'co_await f(b ? str : std::string("x"));',
    'throw err(co_await g());',
    'co_await (session || stop_requested());',
    'co_await (reading || writing);',
    'co_await reading && writing;',
  ];
  for (const statement of bad) assert.notEqual(offences(statement).length, 0, statement);
});

test('the check lets the four forms pass', () => {
  const good = [
    'co_await f(a, b);',
    'auto x = co_await f(a);',
    'auto [error, n] = co_await f(a);',
    'co_return co_await f(a);',
    'auto p = params{.name = str}; co_await f(std::move(p));',
    'while (!done) co_await timer.async_wait(redirect_error(use_awaitable, woken));',
    'if (co_await f(a)) {\n    x = y[0];\n}',
    'if (ready && co_await f(a)) return;',
    'log("co_await {"); // co_await f({a})',
  ];
  for (const statement of good) assert.deepEqual(offences(statement), [], statement);
});

test('no coroutine of ours uses such a statement', () => {
  const files = sourceFiles('*.cpp', '*.hpp');
  assert.ok(files.length > 20, 'the sources were found');
  const all = files.flatMap((path) => offences(read(path)).map((o) => `${path}:${o.line}: ${o.meaning}`));
  assert.deepEqual(all, []);
});
