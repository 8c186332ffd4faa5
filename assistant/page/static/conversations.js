// Kept conversations: the bar over the chat, the drawer that lists them, and their export.
import { conversation, open, say } from './chat.js';
import { json_of, ready, send, slot, text_of } from './shell.js';

const chat = () => document.querySelector('#chat');
const drawer = () => chat()?.querySelector('dialog.history');
const list = () => drawer().querySelector('.history-list');
const zone = () => -new Date().getTimezoneOffset();
const own = (id, what = '') => `conversations/${encodeURIComponent(id)}${what}`;

const tell = (text) => { drawer().querySelector('.history-said').textContent = text; };

async function frame() {
  const shown = drawer()?.open;
  const html = await text_of('conversations/frame');
  let place = chat().querySelector('.conversations');
  if (!place) {
    place = document.createElement('div');
    place.className = 'conversations';
    chat().prepend(place);
  }
  place.innerHTML = html;
  dress();
  if (shown) await show_list();
}

// What can be done with the conversation shown; the welcome has nothing to export or leave.
function dress() {
  const menu = chat()?.querySelector('.export-menu');
  if (!menu) return;
  const name = conversation();
  menu.hidden = chat().querySelector('.conversation-bar [data-history="new"]').hidden = !name;
  menu.open = false;
  const query = new URLSearchParams({ zone: zone(), path: new URL('.', document.baseURI).pathname });
  for (const link of menu.querySelectorAll('[data-export]')) {
    link.href = name ? `${own(name, `/export.${link.dataset.export}`)}?${query}` : '';
  }
}

async function fill() {
  const query = new URLSearchParams({ zone: zone(), current: conversation() });
  list().innerHTML = await text_of(`conversations?${query}`);
}

async function show_list() {
  tell('');
  list().replaceChildren();
  if (!drawer().open) drawer().showModal();
  try {
    await fill();
  } catch (failure) {
    tell(failure.message);
  }
  (list().querySelector('[aria-current], .history-open') ?? drawer().querySelector('.close')).focus();
}

async function show(id) {
  drawer().close();
  await open(id);
  const first = slot('conversation').querySelector('.turn:last-child .asked');
  if (!first) say(drawer().dataset.gone);
  document.querySelector('#question textarea')?.focus({ preventScroll: true });
}

async function begin() {
  await open('');
  document.querySelector('#question textarea')?.focus();
}

const close_forms = () => list().querySelectorAll('.history-form').forEach((form) => form.remove());

function ask_first(button, kind) {
  close_forms();
  const place = button.closest('li') ?? button.parentElement;
  const form = drawer().parentElement.querySelector(`template[data-form="${kind}"]`).content.cloneNode(true);
  const text = form.querySelector('p');
  if (text) text.textContent = button.dataset.asked;
  const input = form.querySelector('input');
  if (input) input.value = place.querySelector('.title').textContent;
  place.append(form);
  const made = place.querySelector('.history-form');
  made.scrollIntoView({ block: 'nearest' });
  // Deleting is never one careless key away.
  (input ?? made.querySelector('[data-history="cancel"]')).focus();
  input?.select();
}

async function settle(form) {
  const id = form.closest('li')?.dataset.id;
  const place = [...list().querySelectorAll('li')].findIndex((item) => item.dataset.id === id);
  let done;
  try {
    if (form.dataset.historyForm === 'rename') {
      done = await send(own(id, '/rename'), { title: form.elements.title.value });
    } else {
      done = await json_of(id ? own(id) : 'conversations', { method: 'DELETE' });
      if (!id || id === conversation()) await open('');
    }
  } catch (failure) {
    done = { text: failure.message };
  }
  await fill();
  tell(done.text);
  const items = list().querySelectorAll('.history-open');
  (items[Math.min(Math.max(place, 0), items.length - 1)] ?? drawer().querySelector('.close')).focus();
}

const actions = {
  open: () => show_list(),
  close: () => drawer().close(),
  new: () => begin(),
  show: (button) => show(button.closest('li').dataset.id),
  rename: (button) => ask_first(button, 'rename'),
  delete: (button) => ask_first(button, 'delete'),
  cancel: (button) => {
    const place = button.closest('li') ?? button.closest('.history-all');
    close_forms();
    place.querySelector('button')?.focus();
  },
};

document.addEventListener('click', (event) => {
  const button = event.target.closest('button[data-history]');
  if (button) Promise.resolve(actions[button.dataset.history]?.(button)).catch((failure) => tell(failure.message));
  // A click beside the drawer closes it.
  if (event.target === drawer()) drawer().close();
  const menu = chat()?.querySelector('.export-menu');
  if (menu?.open && !event.target.closest('.export-menu summary')) menu.open = false;
});
document.addEventListener('submit', (event) => {
  if (!event.target.matches('[data-history-form]')) return;
  event.preventDefault();
  settle(event.target).catch((failure) => tell(failure.message));
});
document.addEventListener('keydown', (event) => {
  const menu = event.key === 'Escape' && event.target.closest?.('.export-menu[open]');
  if (!menu) return;
  menu.open = false;
  menu.querySelector('summary').focus();
  event.stopPropagation();
}, true);
document.addEventListener('language-shown', () => frame().catch(() => {}));
document.addEventListener('conversation-shown', dress);
document.addEventListener('answered', dress);

await ready;
