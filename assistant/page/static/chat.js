// The conversation: asks, shows what comes back, and keeps the newest turn in view.
import { place, ready, send, slot, text_of, json_of, words } from './shell.js';

const KEPT = 'budget-qa-conversation';
const calm = () => matchMedia('(prefers-reduced-motion: reduce)').matches;
const root = document.documentElement;
let under_way = null;

/** The conversation shown, "" before the first question. */
export const conversation = () => slot('conversation').dataset.conversation ?? '';

function keep(name) {
  if (name) {
    slot('conversation').dataset.conversation = name;
    root.dataset.conversation = 'begun';
    sessionStorage.setItem(KEPT, name);
  } else {
    delete slot('conversation').dataset.conversation;
    delete root.dataset.conversation;
    sessionStorage.removeItem(KEPT);
  }
}

/** Show another conversation, or none: then the welcome. */
export async function open(name) {
  keep(name);
  slot('conversation').innerHTML = name ? await text_of(`chat/${encodeURIComponent(name)}`) : '';
  if (name && !slot('conversation').querySelector('.turn')) keep('');
  document.dispatchEvent(new CustomEvent('conversation-shown', { detail: { conversation: conversation() } }));
  newest()?.scrollIntoView({ block: 'start' });
}

const newest = () => [...slot('conversation').querySelectorAll('.turn')].at(-1);

function element(tag, name, text = '') {
  const made = document.createElement(tag);
  made.className = name;
  made.textContent = text;
  return made;
}

function pending(question) {
  let turns = slot('conversation').querySelector('.turns');
  if (!turns) {
    turns = element('div', 'turns');
    turns.setAttribute('role', 'log');
    slot('conversation').replaceChildren(turns);
  }
  const turn = element('section', 'turn');
  turn.setAttribute('aria-busy', 'true');
  turn.append(element('p', 'question', question));
  const wait = element('div', 'pending');
  const dots = element('span', 'dots');
  dots.setAttribute('aria-hidden', 'true');
  dots.append(...[1, 2, 3].map(() => document.createElement('i')));
  wait.append(dots, element('p', '', words().searching));
  turn.append(wait);
  turns.append(turn);
  root.dataset.conversation = 'begun';
  turn.scrollIntoView({ block: 'start', behavior: calm() ? 'auto' : 'smooth' });
  return turn;
}

/** Ask a question in the conversation shown; one at a time. */
export async function ask(question) {
  question = question.trim();
  if (!question || under_way) return;
  const turn = pending(question);
  under_way = turn;
  try {
    const answered = await send('chat/ask', { question, conversation: conversation() });
    keep(answered.conversation);
    turn.outerHTML = answered.html;
    document.dispatchEvent(new CustomEvent('answered', { detail: answered }));
  } catch (failure) {
    turn.removeAttribute('aria-busy');
    const note = element('article', 'answer failed');
    note.append(element('p', 'text', failure.message));
    turn.querySelector('.pending').replaceWith(note);
  } finally {
    under_way = null;
  }
  newest()?.scrollIntoView({ block: 'start' });
}

function ask_typed() {
  const box = document.querySelector('#question textarea');
  if (!box.value.trim() || under_way) return;
  ask(box.value);
  box.value = '';
  box.dispatchEvent(new Event('input', { bubbles: true }));
}

document.addEventListener('click', (event) => {
  if (event.target.closest('#ask')) ask_typed();
  const offered = event.target.closest('button[data-ask]');
  if (offered) ask(offered.dataset.ask);
});
document.addEventListener('keydown', (event) => {
  // While an input method composes Chinese, Enter takes its word and asks nothing.
  if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
  if (!event.target.closest('#question')) return;
  event.preventDefault();
  event.stopPropagation();
  ask_typed();
}, true);

// Ready to type on a laptop; on a phone the keyboard would cover the page.
function ready_to_type() {
  const nowhere = !document.activeElement || document.activeElement === document.body;
  if (nowhere && matchMedia('(min-width: 901px)').matches) {
    document.querySelector('#question textarea')?.focus({ preventScroll: true });
  }
}

async function watch_warmth() {
  const { ready: warm, text } = await json_of('chat/status');
  slot('status').replaceChildren(...(warm ? [] : [element('p', '', text)]));
  slot('status').firstElementChild?.setAttribute('role', 'status');
  if (!warm) setTimeout(() => watch_warmth().catch(() => {}), 1500);
}

document.addEventListener('language-shown', async () => {
  slot('footnote').replaceChildren(element('p', '', words().footnote));
  slot('welcome').innerHTML = await text_of('chat/welcome');
  if (conversation()) await open(conversation());
  watch_warmth().catch(() => {});
});
document.addEventListener('screen-shown', ({ detail }) => {
  if (detail.name === 'chat') ready_to_type();
});

await ready;
const kept = sessionStorage.getItem(KEPT);
if (kept) open(kept).catch(() => keep(''));
