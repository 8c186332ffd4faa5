// The library screen: the list, one document, and what is being added.
import { show as show_evidence } from './evidence.js';
import { json_of, place, ready, send, slot, text_of } from './shell.js';
import { watch_jobs, wire_uploads } from './library_uploads.js';

const PAUSE = 250;
const home = () => slot('library').querySelector('.library-home');
const page = () => slot('library').querySelector('.library-document');
const list = () => slot('library').querySelector('.library-list');
let query = { search: '', only: '', order: 'name', descending: false, offset: 0 };
let asked = 0;
let shown = '';
let timer = 0;

const address = () => `library/list?${new URLSearchParams(query)}`;

/** Draw the list anew as it was asked for last. */
async function draw_list() {
  if (!list()) return;
  asked += 1;
  const number = asked;
  try {
    const html = await text_of(address());
    if (number === asked && list()) list().innerHTML = html;
  } catch (failure) {
    if (number === asked && list()) complain(list(), failure);
  }
}

function complain(where, failure) {
  const note = document.createElement('p');
  note.className = 'none';
  note.setAttribute('role', 'alert');
  note.textContent = failure.message;
  where.replaceChildren(note);
}

/** Show one document in place of the list, or the list for an empty `id`. */
async function open_document(id, focus = true) {
  if (!home()) return;
  shown = id;
  home().hidden = Boolean(id);
  page().hidden = !id;
  if (!id) {
    page().replaceChildren();
    return;
  }
  try {
    const html = await text_of(`library/documents/${encodeURIComponent(id)}`);
    if (shown !== id) return;
    page().innerHTML = html;
    if (focus) page().querySelector('h1')?.focus({ preventScroll: true });
    document.querySelector('#library').scrollTop = 0;
    scrollTo(0, 0);
  } catch (failure) {
    if (shown !== id) return;
    complain(page(), failure);
    const back = document.createElement('a');
    back.href = '#library';
    back.textContent = '←';
    page().prepend(back);
  }
}

// The top of the page says how much the library holds.
async function changed() {
  draw_list();
  const made = document.createElement('template');
  made.innerHTML = await text_of('screens/masthead').catch(() => '');
  const held = made.content.querySelector('.held');
  if (held) document.querySelector('#masthead .held')?.replaceWith(held);
}

const say = (text) => {
  const line = page().querySelector('.document-said');
  if (line) line.textContent = text;
};

function sort_by(order, descending) {
  query = { ...query, order, descending, offset: 0 };
  draw_list();
}

async function on_click(event) {
  const pressed = (selector) => event.target.closest(`#library ${selector}`);
  const document_id = page()?.querySelector('[data-document]')?.dataset.document;
  let button;
  if ((button = pressed('[data-order]'))) {
    const { order, descending } = button.dataset;
    sort_by(order, descending === 'yes');
  } else if ((button = pressed('[data-offset]'))) {
    query = { ...query, offset: Number(button.dataset.offset) };
    await draw_list();
    list()?.scrollIntoView({ block: 'nearest' });
  } else if ((button = pressed('[data-evidence]'))) {
    show_evidence(button.dataset.evidence, button);
  } else if (pressed('[data-remove]')) {
    page().querySelector('dialog.removing').showModal();
  } else if (pressed('[data-keep]')) {
    page().querySelector('dialog.removing').close();
  } else if (pressed('[data-remove-now]')) {
    remove(document_id);
  } else if (pressed('[data-read-again]')) {
    read_again(document_id);
  } else if (pressed('[data-as-read]')) {
    correct(document_id, { as_read: true });
  }
}

async function remove(id) {
  page().querySelector('dialog.removing').close();
  try {
    const { text } = await json_of(`library/documents/${id}`, { method: 'DELETE' });
    location.hash = '#library';
    await changed();
    const note = document.createElement('p');
    note.className = 'library-said';
    note.setAttribute('role', 'status');
    note.textContent = text;
    home().querySelector('.library-said')?.remove();
    home().querySelector('.library-head').append(note);
  } catch (failure) {
    say(failure.message);
  }
}

async function read_again(id) {
  try {
    await send(`library/documents/${id}/read-again`, {});
    location.hash = '#library';
    watch_jobs();
  } catch (failure) {
    say(failure.message);
  }
}

const names_in = (text) => text.split(/[、,，;；]/).map((name) => name.trim()).filter(Boolean);

/** The fields of the form that were changed, as the server takes them. */
function changes(form) {
  const values = {};
  for (const field of form.elements) {
    if (!field.name || field.value === initial(field)) continue;
    if (field.name === 'short_names') values.short_names = names_in(field.value);
    else if (field.name === 'year') values.year = field.value ? Number(field.value) : undefined;
    else if (field.value || field.name === 'region') values[field.name] = field.value;
  }
  return values;
}

const initial = (field) => (field.tagName === 'SELECT'
  ? [...field.options].find((option) => option.defaultSelected)?.value ?? field.options[0].value
  : field.defaultValue);

async function correct(id, values) {
  const form = page().querySelector('form.correcting');
  const fault = form.querySelector('.correcting-fault');
  fault.textContent = '';
  if (!Object.keys(values).length) {
    fault.textContent = form.dataset.unchanged;
    return;
  }
  const buttons = form.querySelectorAll('button');
  buttons.forEach((button) => { button.disabled = true; });
  say(form.dataset.saving);
  try {
    const made = await send(`library/documents/${id}/profile`, values);
    // The corrected document has a key of its own.
    history.replaceState(null, '', `#library/${made.document}`);
    await open_document(String(made.document));
    say(made.text);
    changed();
  } catch (failure) {
    say('');
    fault.textContent = failure.message;
    buttons.forEach((button) => { button.disabled = false; });
  }
}

document.addEventListener('click', on_click);
document.addEventListener('input', (event) => {
  const field = event.target.closest('#library .finding [name]');
  if (!field) return;
  query = { ...query, [field.name]: field.value, offset: 0 };
  if (field.name === 'order') query.descending = false;
  clearTimeout(timer);
  timer = setTimeout(draw_list, PAUSE);
});
document.addEventListener('submit', (event) => {
  if (event.target.closest('#library .finding')) {
    event.preventDefault();
    draw_list();
  }
  const form = event.target.closest('#library .correcting');
  if (!form) return;
  event.preventDefault();
  correct(page().querySelector('[data-document]').dataset.document, changes(form));
});
document.addEventListener('screen-shown', ({ detail }) => {
  if (detail.name !== 'library') return;
  const rest = detail.rest ?? place().rest;
  if (slot('library').querySelector('.library').dataset.wired !== 'yes') {
    slot('library').querySelector('.library').dataset.wired = 'yes';
    query = { ...query, search: '', only: '', order: 'name', descending: false, offset: 0 };
    wire_uploads(slot('library').querySelector('.library'));
  } else if (!rest) {
    // Others may have changed it meanwhile.
    draw_list();
  }
  open_document(/^\d+$/.test(rest) ? rest : '');
});
document.addEventListener('library-changed', changed);
document.addEventListener('access-changed', async () => {
  if (!home()) return;
  // Other rights, another screen.
  slot('library').innerHTML = await text_of('screens/library');
  if (place().name === 'library') {
    document.dispatchEvent(new CustomEvent('screen-shown', { detail: place() }));
  }
});

await ready;
