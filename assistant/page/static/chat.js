// The conversation: asks, shows what comes back, and keeps the newest turn in view.
import { json_of, ready, send, slot, text_of, words } from './shell.js';

const KEPT = 'budget-qa-conversation';
const SLOW = 1500;
const root = document.documentElement;
let said = {};
let warm = true;
let under_way = null;
let last_asked = '';

const calm = () => matchMedia('(prefers-reduced-motion: reduce)').matches;
const wide = () => matchMedia('(min-width: 901px)').matches;
const box = () => document.querySelector('#question textarea');
const newest = () => [...slot('conversation').querySelectorAll('.turn')].at(-1);

/** The words that the scripts of the chat say. */
export const told = () => said;

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
  under_way?.stop();
  keep(name);
  slot('conversation').innerHTML = name ? await text_of(`chat/${encodeURIComponent(name)}`) : '';
  if (name && !slot('conversation').querySelector('.turn')) keep('');
  last_asked = newest()?.querySelector('.asked')?.textContent ?? '';
  document.dispatchEvent(new CustomEvent('conversation-shown', { detail: { conversation: conversation() } }));
  newest()?.scrollIntoView({ block: 'start' });
}

export function element(tag, name, text = '') {
  const made = document.createElement(tag);
  if (name) made.className = name;
  made.textContent = text;
  return made;
}

function button(name, text, pressed) {
  const made = element('button', name, text);
  made.type = 'button';
  made.addEventListener('click', pressed);
  return made;
}

// What is to be heard is said once, whole, in a place of its own: the log itself would be read
// while its parts still arrive.
let speaker = null;
export function say(text) {
  if (!speaker?.isConnected) {
    speaker = element('div', 'sr');
    speaker.setAttribute('role', 'status');
    document.querySelector('#chat').append(speaker);
  }
  speaker.textContent = '';
  requestAnimationFrame(() => { speaker.textContent = text; });
}

function turns() {
  let shown = slot('conversation').querySelector('.turns');
  if (!shown) {
    shown = element('div', 'turns');
    shown.setAttribute('role', 'log');
    shown.setAttribute('aria-live', 'off');
    shown.lang = root.lang;
    slot('conversation').replaceChildren(shown);
  }
  return shown;
}

function pending(question, stop) {
  const turn = element('section', 'turn');
  turn.setAttribute('aria-busy', 'true');
  const asked = element('p', 'question');
  asked.append(element('span', 'sr', `${said.you_asked ?? ''}：`), element('span', 'asked', question));
  const wait = element('div', 'pending');
  const dots = element('span', 'dots');
  dots.setAttribute('aria-hidden', 'true');
  dots.append(...[1, 2, 3].map(() => document.createElement('i')));
  const stage = element('p', 'stage', said.asking ?? words().searching);
  wait.append(dots, stage);
  turn.append(asked, wait);
  turns().append(turn);
  root.dataset.conversation = 'begun';
  turn.scrollIntoView({ block: 'start', behavior: calm() ? 'auto' : 'smooth' });
  const slow = setTimeout(() => {
    stage.textContent = warm ? said.slow : said.slow_models;
    say(stage.textContent);
    wait.append(button('quiet stop', said.stop, stop));
  }, SLOW);
  return { turn, settled: () => clearTimeout(slow) };
}

function failed(turn, question, text) {
  turn.removeAttribute('aria-busy');
  const note = element('article', 'answer failed');
  note.append(element('p', 'text', text), retry(turn, question));
  turn.querySelector('.pending').replaceWith(note);
  say(text);
}

function retry(turn, question) {
  return button('quiet retry', said.retry ?? '', () => {
    if (under_way) return;
    turn.remove();
    ask(question);
  });
}

/** Let the parts of a fresh answer come one after the other, the figure first. */
function reveal(turn) {
  const parts = [...turn.querySelectorAll('.answer > *')];
  parts.forEach((part, place) => part.style.setProperty('--place', Math.min(place, 8)));
  turn.querySelector('.answer').classList.add('arriving');
}

/** What a screen reader hears of an answer: its text, what to mind, and the choices. */
function aloud(turn) {
  const parts = turn.querySelectorAll('.verdict, .figure-label, .headline, .answer > .text p, .warnings li, .options button');
  return said.answered_aloud + [...parts].map((part) => part.textContent.trim()).join(' ');
}

/** Ask a question in the conversation shown; one at a time. */
export async function ask(question) {
  question = question.trim();
  if (!question || under_way) return;
  last_asked = question;
  const abort = new AbortController();
  const stop = () => abort.abort();
  const { turn, settled } = pending(question, stop);
  under_way = { stop };
  try {
    const answered = await send('chat/ask', { question, conversation: conversation() }, { signal: abort.signal });
    keep(answered.conversation);
    turn.insertAdjacentHTML('afterend', answered.html);
    const shown = turn.nextElementSibling;
    turn.remove();
    reveal(shown);
    if (answered.status === 'failed') shown.querySelector('.answer').append(retry(shown, question));
    say(aloud(shown));
    document.dispatchEvent(new CustomEvent('answered', { detail: answered }));
  } catch (failure) {
    if (turn.isConnected) failed(turn, question, failure.name === 'AbortError' ? said.stopped : failure.message);
  } finally {
    settled();
    under_way = null;
  }
  newest()?.scrollIntoView({ block: 'start', behavior: calm() ? 'auto' : 'smooth' });
  ready_to_type();
}

function write(text) {
  box().value = text;
  box().dispatchEvent(new Event('input', { bubbles: true }));
}

function ask_typed() {
  const question = box().value;
  if (!question.trim() || under_way) return;
  write('');
  ask(question);
}

document.addEventListener('click', (event) => {
  if (event.target.closest('#ask')) ask_typed();
  const offered = event.target.closest('button[data-ask]');
  if (offered) ask(offered.dataset.ask);
});
document.addEventListener('keydown', (event) => {
  // While an input method composes Chinese, Enter takes its word and asks nothing.
  if (event.isComposing || !event.target.closest?.('#question')) return;
  if (event.key === 'Enter' && !event.shiftKey) ask_typed();
  else if (event.key === 'ArrowUp' && !box().value && last_asked) write(last_asked);
  else return;
  event.preventDefault();
  event.stopPropagation();
}, true);

// Ready to type on a laptop; on a phone the keyboard would cover the page.
function ready_to_type() {
  const nowhere = !document.activeElement || document.activeElement === document.body;
  if (nowhere && wide()) box()?.focus({ preventScroll: true });
}

async function watch_warmth() {
  const { ready: loaded, text } = await json_of('chat/status');
  warm = loaded;
  slot('status').replaceChildren(...(warm ? [] : [element('p', '', text)]));
  slot('status').firstElementChild?.setAttribute('role', 'status');
  if (!warm) setTimeout(() => watch_warmth().catch(() => {}), 1500);
}

// Shown once, with the first language: shown twice, a form opened in between would be lost.
let kept = sessionStorage.getItem(KEPT);
document.addEventListener('language-shown', async () => {
  said = await json_of('words/chat');
  slot('footnote').replaceChildren(element('p', '', words().footnote));
  slot('welcome').innerHTML = await text_of('chat/welcome');
  if (conversation()) await open(conversation());
  else if (kept) await open(kept).catch(() => keep(''));
  kept = '';
  watch_warmth().catch(() => {});
});
document.addEventListener('screen-shown', ({ detail }) => {
  if (detail.name === 'chat') ready_to_type();
});

await ready;
