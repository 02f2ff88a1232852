// Sorts and filters the table of the fleet. Without it the page shows the same rows, most urgent first.
// What is shown is in the URL, as #text=tower&state=down&sort=Router&order=descending, so that it can be linked.
'use strict';

const table = document.querySelector('.fleet');
const columns = [...table.tHead.rows[0].cells];
const rows = [...table.tBodies[0].rows];
const filter = document.querySelector('.filter');
const collator = new Intl.Collator('en', {numeric: true, sensitivity: 'base'});

const words = (text) => text.toLowerCase().split(/\s+/).filter((word) => word !== '');
const textOf = new Map(rows.map((row) => [row, row.textContent.toLowerCase()]));

// {text, state, tenant, sort, order}: of the URL, those that are set.
function wanted() {
  return Object.fromEntries(new URLSearchParams(location.hash.slice(1)));
}

function want(changes) {
  const all = Object.entries({...wanted(), ...changes}).filter(([, value]) => value);
  const hash = new URLSearchParams(all).toString();
  history.replaceState(null, '', hash === '' ? location.pathname : `#${hash}`);
  show();
}

function filterRows() {
  const sought = words(filter.elements.text.value);
  const state = filter.elements.state.value;
  const tenant = filter.elements.tenant?.value ?? '';
  const matches = (row) => (state === '' || row.dataset.state === state) &&
      (tenant === '' || row.dataset.tenant === tenant) && sought.every((word) => textOf.get(row).includes(word));
  let shown = 0;
  for (const row of rows) {
    row.hidden = !matches(row);
    if (!row.hidden) ++shown;
  }
  filter.querySelector('output').textContent = `${shown} of ${rows.length}`;
}

// A number where the server gives one, else the text; cells without anything come last either way.
function keyOf(cell) {
  if (cell.dataset.key !== undefined) return Number(cell.dataset.key);
  return cell.textContent === '' ? undefined : cell.textContent;
}

function compare(a, b, direction) {
  if (a === undefined || b === undefined) return (a === undefined) - (b === undefined);
  return direction * (typeof a === 'number' ? a - b : collator.compare(a, b));
}

let sorted = 'State ascending'; // as the server sent them

function sortRows({sort = 'State', order = 'ascending'}) {
  const index = Math.max(0, columns.findIndex((column) => column.textContent === sort));
  const descending = order === 'descending';
  const now = `${columns[index].textContent} ${descending ? 'descending' : 'ascending'}`;
  if (now === sorted) return;
  sorted = now;
  columns.forEach((column) => column.removeAttribute('aria-sort'));
  columns[index].setAttribute('aria-sort', descending ? 'descending' : 'ascending');
  const keyed = rows.map((row) => ({row, key: keyOf(row.cells[index])}));
  keyed.sort((a, b) => compare(a.key, b.key, descending ? -1 : 1));
  table.tBodies[0].replaceChildren(...keyed.map(({row}) => row));
}

function show() {
  const now = wanted();
  for (const field of filter.querySelectorAll('input, select')) {
    field.value = now[field.name] ?? '';
    if (field.selectedIndex === -1) field.value = ''; // a tenant that is gone
  }
  filterRows();
  sortRows(now);
}

for (const column of columns) {
  const name = column.textContent;
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = name;
  button.addEventListener('click', () => {
    const again = column.getAttribute('aria-sort') === 'ascending';
    want({sort: name, order: again ? 'descending' : ''});
  });
  column.replaceChildren(button);
}
filter.addEventListener('input', ({target}) => want({[target.name]: target.value}));
filter.addEventListener('submit', (event) => event.preventDefault());
window.addEventListener('hashchange', show);
table.classList.add('sortable');
filter.hidden = false;
show();
