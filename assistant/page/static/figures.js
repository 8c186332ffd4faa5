// The figure desk.  What is asked for stands in the address behind the `#`, so that it can be kept,
// shared and gone back to; the server searches and writes the parts of the screen.
import { show as show_evidence } from './evidence.js';
import { json_of, slot } from './shell.js';

const desk = () => slot('figures')?.querySelector('.figure-desk');
const part = (name) => desk().querySelector(`[data-part="${name}"]`);
const form = () => desk().querySelector('.find-form');
const compare_form = () => desk().querySelector('.compare-form');
const FIELDS = ['q', 'code', 'least', 'most', 'unit', 'source', 'order'];
const TICKS = ['desc', 'blank', 'doubtful'];
const calm = () => matchMedia('(prefers-reduced-motion: reduce)').matches;

// The address: `#figures/q=…&year=2026`.
const asked = () => new URLSearchParams(location.hash.replace(/^#figures\/?/, ''));

function go(parameters, { replace = false } = {}) {
  const address = `#figures/${parameters}`;
  if (replace) history.replaceState(null, '', address);
  else history.pushState(null, '', address);
  refresh();
}

let running = null;

/** One request at a time: a newer one ends the older. */
async function fetched(address) {
  running?.abort();
  const own = running = new AbortController();
  const answer = await json_of(address, { signal: own.signal });
  return own === running ? answer : null;
}

// Keeps the place of the keyboard where a part is written anew.
function written(node, html) {
  const held = node.contains(document.activeElement) ? document.activeElement : null;
  const same = held && ['name', 'value', 'data-offset', 'data-export', 'data-line'].filter((name) => held.hasAttribute(name))
    .map((name) => `[${name}="${CSS.escape(held.getAttribute(name))}"]`).join('');
  const open = [...node.querySelectorAll('details[data-facet]')].map((facet) => [facet.dataset.facet, facet.open]);
  const scrolled = node.scrollTop;
  const first = !node.firstChild;
  node.innerHTML = html;
  // Where there is little room, what was found comes before what it could be narrowed by.
  if (first && desk().clientWidth < 980) node.querySelectorAll('details').forEach((facet) => { facet.open = false; });
  for (const [name, was] of open) {
    const facet = node.querySelector(`details[data-facet="${name}"]`);
    if (facet) facet.open = was;
  }
  node.scrollTop = scrolled;
  if (same) node.querySelector(same)?.focus({ preventScroll: true });
}

function refused(node, failure) {
  if (failure.name === 'AbortError') return;
  node.textContent = failure.message;
  node.classList.add('refused');
}

async function refresh() {
  if (!desk()) return;
  const parameters = asked();
  const compares = parameters.get('view') === 'compare';
  for (const button of desk().querySelectorAll('[data-view]')) {
    button.setAttribute('aria-pressed', String((button.dataset.view === 'compare') === compares));
  }
  desk().querySelector('.find-view').hidden = compares;
  desk().querySelector('.compare-view').hidden = !compares;
  await (compares ? compare(parameters) : find(parameters));
}

async function find(parameters) {
  const fields = form().elements;
  for (const name of FIELDS) {
    const value = parameters.get(name) ?? { unit: '万元', order: 'document' }[name] ?? '';
    if (document.activeElement !== fields[name] || !fields[name].value.startsWith(value)) fields[name].value = value;
  }
  for (const name of TICKS) fields[name].checked = parameters.has(name);
  const note = part('note');
  note.classList.remove('refused');
  desk().setAttribute('aria-busy', 'true');
  try {
    const parts = await fetched(`figures/search?${parameters}`);
    if (!parts) return;
    for (const [name, html] of Object.entries(parts)) written(part(name), html);
    const scroller = part('table').querySelector('.scroller');
    if (scroller) scroller.scrollTop = 0;
  } catch (failure) {
    refused(note, failure);
    if (failure.name !== 'AbortError') for (const name of ['table', 'pager']) part(name).replaceChildren();
  } finally {
    desk()?.removeAttribute('aria-busy');
  }
}

async function compare(parameters) {
  const documents = parameters.getAll('doc');
  [...compare_form().elements.doc].forEach((box, number) => { box.value = documents[number] ?? ''; });
  const note = part('compare-note');
  note.classList.remove('refused');
  desk().setAttribute('aria-busy', 'true');
  try {
    const parts = await fetched(`figures/compare?${parameters}`);
    if (!parts) return;
    note.innerHTML = parts.note;
    written(part('comparison'), parts.comparison);
  } catch (failure) {
    refused(note, failure);
    if (failure.name !== 'AbortError') part('comparison').replaceChildren();
  } finally {
    desk()?.removeAttribute('aria-busy');
  }
}

// What the form says, beside the filters chosen before.
function from_form() {
  const parameters = asked();
  parameters.delete('offset');
  for (const name of FIELDS) {
    const value = form().elements[name].value.trim();
    parameters.delete(name);
    if (value && !(name === 'order' && value === 'document')) parameters.set(name, value);
  }
  for (const name of TICKS) {
    parameters.delete(name);
    if (form().elements[name].checked) parameters.set(name, '1');
  }
  if (!parameters.has('least') && !parameters.has('most')) parameters.delete('unit');
  return parameters;
}

function without(parameters, name, value) {
  const kept = parameters.getAll(name).filter((other) => other !== value);
  parameters.delete(name);
  kept.forEach((other) => parameters.append(name, other));
  parameters.delete('offset');
  return parameters;
}

function download(address) {
  const link = document.createElement('a');
  link.href = address;
  link.download = '';
  document.body.append(link);
  link.click();
  link.remove();
}

async function copy(button) {
  await navigator.clipboard.writeText(button.dataset.copy).catch(() => {
    // Without a secure connection browsers give no clipboard; this older way still copies.
    const box = document.createElement('textarea');
    box.value = button.dataset.copy;
    document.body.append(box);
    box.select();
    document.execCommand('copy');
    box.remove();
  });
  const said = button.textContent;
  button.textContent = desk().dataset.copied;
  part('note').setAttribute('aria-label', desk().dataset.copied);
  button.focus();
  setTimeout(() => { button.textContent = said; }, 1500);
}

function open_figure(button) {
  show_evidence(`evidence/figure/${button.dataset.open}`, button).catch((failure) => refused(part('note'), failure));
}

function compared() {
  const documents = [...compare_form().elements.doc].map((box) => box.value.trim()).filter(Boolean);
  return new URLSearchParams([['view', 'compare'], ...[...new Set(documents)].map((name) => ['doc', name])]);
}

let typing = 0;

document.addEventListener('submit', (event) => {
  if (event.target === desk()?.querySelector('.find-form')) {
    event.preventDefault();
    clearTimeout(typing);
    go(from_form());
  } else if (event.target === desk()?.querySelector('.compare-form')) {
    event.preventDefault();
    go(compared());
  }
});

document.addEventListener('input', (event) => {
  if (!desk()?.contains(event.target)) return;
  if (event.target.closest('.find-form') && ['q', 'code'].includes(event.target.name)) {
    clearTimeout(typing);
    typing = setTimeout(() => go(from_form(), { replace: true }), 350);
  } else if (event.target.closest('.compare-form')) {
    clearTimeout(typing);
    typing = setTimeout(() => offer(event.target.value), 200);
  }
});

async function offer(text) {
  const names = await json_of(`figures/documents?${new URLSearchParams({ q: text })}`).catch(() => []);
  const list = document.getElementById('figure-documents');
  list.replaceChildren(...names.map((name) => Object.assign(document.createElement('option'), { value: name })));
}

document.addEventListener('focusin', (event) => {
  if (event.target.closest?.('.compare-form') && event.target.name === 'doc') offer(event.target.value);
});

document.addEventListener('change', (event) => {
  if (!desk()?.contains(event.target)) return;
  const { name, value, checked } = event.target;
  if (event.target.closest('.find-form')) {
    clearTimeout(typing);
    go(from_form());
  } else if (event.target.closest('[data-facet]')) {
    const parameters = without(asked(), name, value);
    if (checked) parameters.append(name, value);
    go(parameters);
  } else if (event.target.closest('.choices')) {
    const parameters = asked();
    parameters.delete('line');
    parameters.delete(name);
    if (name === 'table' ? value : checked) parameters.set(name, value);
    go(parameters);
  }
});

document.addEventListener('click', (event) => {
  if (!desk()?.contains(event.target)) return;
  const target = event.target.closest('button, tr.row');
  if (!target) return;
  const data = target.dataset;
  if (data.open) open_figure(target);
  else if (data.copy) copy(target);
  else if (data.view) go(data.view === 'compare' ? 'view=compare' : '');
  else if ('clear' in data) go('');
  else if (target.matches('.chip[data-name]')) go(without(asked(), data.name, data.value));
  else if (data.suggest) {
    const parameters = asked();
    parameters.append('doc', data.suggest);
    go(parameters);
  } else if (data.offset || data.line) {
    const parameters = asked();
    parameters.set(data.offset ? 'offset' : 'line', data.offset ?? data.line);
    go(parameters);
    desk().querySelector('.scroller')?.scrollIntoView({ block: 'nearest', behavior: calm() ? 'auto' : 'smooth' });
  } else if (data.export) {
    exported(`figures/export.${data.export}?${asked()}`);
  } else if (data.exportCompared) {
    exported(`figures/compared.${data.exportCompared}?${asked()}`);
  } else if (target.matches('tr.row') && !getSelection().toString()) {
    const button = target.querySelector('[data-open]');
    if (button) open_figure(button);
  }
});

// A search that is too large for a workbook is refused: said beforehand, not as a page of its own.
async function exported(address) {
  const note = part(asked().get('view') === 'compare' ? 'compare-note' : 'note');
  const count = Number((note.textContent.match(/[\d,]+/) ?? ['0'])[0].replaceAll(',', ''));
  if (!address.includes('.xlsx') || count <= 50_000) {
    download(address);
    return;
  }
  try {
    const response = await fetch(address);
    if (!response.ok) throw new Error((await response.json()).detail);
    const link = URL.createObjectURL(await response.blob());
    download(link);
    setTimeout(() => URL.revokeObjectURL(link), 60_000);
  } catch (failure) {
    refused(note, failure);
  }
}

// Up and down go from row to row, as in a spreadsheet.
document.addEventListener('keydown', (event) => {
  if (!['ArrowDown', 'ArrowUp', 'Home', 'End'].includes(event.key)) return;
  const row = event.target.closest?.('tr.row');
  if (!row || !desk()?.contains(row)) return;
  const buttons = [...row.closest('tbody').querySelectorAll('tr.row')].map((other) => other.querySelector('[data-open]')).filter(Boolean);
  const at = buttons.indexOf(row.querySelector('[data-open]'));
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: buttons.length - 1 }[event.key];
  if (buttons[to]) {
    event.preventDefault();
    buttons[to].focus();
  }
});

// An exported figure leads back to its evidence: `#evidence/figure/12`.
function opened_from_outside() {
  const match = location.hash.match(/^#evidence\/figure\/(\d+)$/);
  if (!match) return;
  history.replaceState(null, '', '#figures/');
  window.dispatchEvent(new HashChangeEvent('hashchange'));
  show_evidence(`evidence/figure/${match[1]}`).catch(() => {});
}

document.addEventListener('screen-shown', ({ detail }) => {
  if (detail.name !== 'figures' || !desk()) return;
  if (desk().clientWidth < 640 && !part('note').textContent) desk().querySelector('.conditions').open = false;
  refresh();
});
// Not before the page has its words: putting them in closes the panel.
document.addEventListener('screen-shown', opened_from_outside);
