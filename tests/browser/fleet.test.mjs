// The page of the fleet in a real Chromium.
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {Exporter, fleetFor, Simulator} from '../harness/fleet.mjs';
import {until} from '../harness/program.mjs';
import {Browser, contrast} from './browser.mjs';

const evil = '<img src=x onerror=alert(1)>';
const closed = (name, port) => ({name, address: '127.0.0.1', port});

let simulator, exporter, browser, url;
before(async () => {
  simulator = await Simulator.start(['--routers', '3', '--sessions', '2', '--name', 'bng']);
  await simulator.faults('bng-0002', {refuse_login: true}); // tried again after a minute, others much earlier
  const routers = [...simulator.routers, closed('pop-10', 1), closed('pop-9', 2), closed(evil, 3)];
  const tenants = {'bng-0001': 'acme', 'bng-0003': 'karoo', 'pop-10': 'acme', 'pop-9': 'karoo'};
  const more = Object.fromEntries(Object.entries(tenants).map(([name, tenant]) => [name, `tenant: ${tenant}`]));
  exporter = await Exporter.start(fleetFor(routers, {more, defaults: 'tenants: [{name: karoo}, {name: acme}]'}));
  await exporter.when('two are up, four have failed', (m) =>
    m.all('mikrotik_up', {}).filter((s) => s.value === 1).length === 2 &&
    m.all('mikrotik_last_success_timestamp_seconds').length === 2);
  await until('refused', async () => (await exporter.page()).includes('login refused'));
  url = `http://${exporter.address}/`;
  browser = await Browser.start();
});
after(async () => {
  await browser?.stop();
  await exporter?.stop();
  await simulator?.stop();
});

const visible = (page) => page.locator('.fleet tbody tr:visible .name a').allTextContents();
const column = (page, name) => page.locator('.fleet th', {hasText: name});
const click = (page, name) => column(page, name).getByRole('button').click();

test('rows are sorted by a click, and the other way by another', async () => {
  const page = await browser.open(url);
  await click(page, 'Router');
  const names = await visible(page);
  assert.deepEqual(names, [evil, 'bng-0001', 'bng-0002', 'bng-0003', 'pop-9', 'pop-10']);
  assert.equal(await column(page, 'Router').getAttribute('aria-sort'), 'ascending');
  assert.equal(await page.locator('[aria-sort]').count(), 1);
  await click(page, 'Router');
  assert.deepEqual(await visible(page), names.reverse());
  assert.equal(await column(page, 'Router').getAttribute('aria-sort'), 'descending');
  assert.deepEqual(page.complaints, []);
});

test('times are sorted as times, and rows without one come last', async () => {
  const page = await browser.open(url);
  await click(page, 'Next attempt');
  const refused = await page.locator('.fleet tbody tr').evaluateAll((rows) =>
    rows.map((row) => row.querySelector('.next').dataset.key).map((key) => (key ? Number(key) : Infinity)));
  assert.deepEqual(refused, [...refused].sort((a, b) => a - b));
  assert.ok(refused.includes(Infinity));
  await click(page, 'Last success');
  await click(page, 'Last success');
  assert.deepEqual((await visible(page)).slice(0, 2).sort(), ['bng-0001', 'bng-0003']);
});

test('without a click the most urgent come first', async () => {
  const page = await browser.open(url, {javaScriptEnabled: false});
  const states = await page.locator('.fleet tbody tr').evaluateAll((rows) => rows.map((row) => row.dataset.state));
  assert.deepEqual(states.slice(-2), ['up', 'up']);
  assert.equal(await page.locator('.filter').isVisible(), false);
});

test('rows are filtered by text, state and tenant', async () => {
  const page = await browser.open(url);
  await page.getByRole('searchbox').fill('LOGIN refused');
  assert.deepEqual(await visible(page), ['bng-0002']);
  assert.equal(await page.locator('.filter output').textContent(), '1 of 6');
  await page.getByRole('searchbox').fill('');
  await page.getByLabel('Tenant').selectOption('acme');
  assert.deepEqual((await visible(page)).sort(), ['bng-0001', 'pop-10']);
  await page.getByLabel('State').selectOption('up');
  assert.deepEqual(await visible(page), ['bng-0001']);
  assert.deepEqual(page.complaints, []);
});

test('what is shown can be linked', async () => {
  const page = await browser.open(url);
  await page.getByRole('searchbox').fill('pop');
  await click(page, 'Router');
  await click(page, 'Router');
  const again = await browser.open(page.url());
  assert.deepEqual(await visible(again), ['pop-10', 'pop-9']);
  assert.equal(await again.getByRole('searchbox').inputValue(), 'pop');
});

test('a link to a tenant there is not shows all', async () => {
  const page = await browser.open(`${url}#tenant=gone&sort=nothing`);
  assert.equal((await visible(page)).length, 6);
  assert.deepEqual(page.complaints, []);
});

test('the keyboard reaches the columns', async () => {
  const page = await browser.open(url);
  await column(page, 'Device').getByRole('button').focus();
  await page.keyboard.press('Enter');
  assert.equal(await column(page, 'Device').getAttribute('aria-sort'), 'ascending');
  await page.keyboard.press('Tab');
  assert.equal(await page.locator(':focus').textContent(), 'Why');
});

test('a name that is markup stays text', async () => {
  const page = await browser.open(url);
  await page.getByRole('searchbox').fill('onerror');
  assert.deepEqual(await visible(page), [evil]);
  await page.locator('.fleet tbody tr:visible .name a').click();
  assert.match(await page.locator('h2').textContent(), /^<img src=x onerror=alert\(1\)>/);
  assert.equal(await page.locator('img').count(), 0);
  assert.deepEqual(page.complaints, []);
});

test('what the policy forbids is not loaded', async () => {
  const page = await browser.open(url);
  await page.evaluate(() => document.head.append(Object.assign(document.createElement('script'), {textContent: 'window.ran = 1'})));
  assert.equal(await page.evaluate(() => window.ran), undefined);
  assert.match(page.complaints.join(), /Content Security Policy/);
});

for (const colorScheme of ['light', 'dark'])
  test(`every text is readable in ${colorScheme}`, async () => {
    const page = await browser.open(url, {colorScheme});
    for (const selector of ['h1', '.counts dt', '.counts dd', '.fleet th button', '.fleet .name a', '.badge.good',
                            '.badge.bad', '.why', '.fleet small', '.freshness .good', '.freshness .calm',
                            '.filter input', '.filter output'])
      assert.ok(await contrast(page, selector) >= 4.5, `${selector}: ${await contrast(page, selector)}`);
  });

for (const width of [400, 900, 1280])
  test(`nothing is scrolled sideways at ${width} pixels`, async () => {
    const page = await browser.open(url, {viewport: {width, height: 800}});
    const wide = await page.evaluate(() => [...document.querySelectorAll('main *')]
        .filter((e) => e.getBoundingClientRect().right > innerWidth || e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).display !== 'inline')
        .map((e) => `${e.tagName}.${e.className}`));
    assert.deepEqual(wide, []);
  });
