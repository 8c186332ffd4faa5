// The evidence panel: opens a cited place, brings the mark into view, and leads back to the button
// that opened it.
import { conversation } from './chat.js';
import { settle_page } from './evidence_page.js';
import { ready, slot, text_of, words } from './shell.js';

const narrow = () => matchMedia('(max-width: 900px)').matches;
const calm = () => matchMedia('(prefers-reduced-motion: reduce)').matches;
const root = document.documentElement;
let opener = null;
let asked = 0;
let opened_on = '';

// The style sheet lays the page out by this: not at all, beside the screen, or also on a phone.
const declare = (sheet) => {
  if (!sheet) delete root.dataset.evidence;
  else root.dataset.evidence = sheet.classList.contains('opened') ? 'opened' : 'offered';
};

// The cell of the table as read, clear of what stays in view while it scrolls.
const centre_cell = (sheet) => {
  const scroller = sheet.querySelector('.scroller');
  const cell = sheet.querySelector('td.figure');
  if (!scroller || !cell) return;
  const head = scroller.querySelector('thead');
  const stuck = cell.parentElement.querySelector('.stuck');
  const covered = { top: head ? head.offsetHeight : 0, left: stuck ? stuck.offsetWidth : 0 };
  const at = cell.getBoundingClientRect();
  const frame = scroller.getBoundingClientRect();
  const room = {
    height: scroller.clientHeight - covered.top,
    width: scroller.clientWidth - covered.left,
  };
  scroller.scrollTop += at.top - frame.top - covered.top - (room.height - at.height) / 2;
  scroller.scrollLeft += at.left - frame.left - covered.left - (room.width - at.width) / 2;
};

const centre_text = () => {
  const sheet = slot('evidence').querySelector('.sheet');
  if (!sheet) return;
  centre_cell(sheet);
  const passage = sheet.querySelector('.passage');
  const sentence = passage?.querySelector('mark');
  if (sentence) passage.scrollTop = sentence.offsetTop - passage.offsetTop - passage.clientHeight / 3;
};

// On a phone the panel covers the page, which then is out of reach.
const hold_back = (opened) => {
  for (const name of ['masthead', 'chat', 'figures', 'check', 'library']) {
    const part = document.getElementById(name);
    if (part) part.inert = opened && narrow();
  }
};

const settle = () => {
  const sheet = slot('evidence').querySelector('.sheet');
  declare(sheet);
  if (!sheet) return;
  settle_page();
  centre_text();
  const opened = sheet.classList.contains('opened');
  hold_back(opened);
  if (opened) sheet.querySelector('h2')?.focus({ preventScroll: true });
};

/** Show the panel of an address (`evidence/…`); `from` is the button that asked for it, if any. */
export async function show(address, from = null) {
  document.querySelectorAll('.shown').forEach((other) => other.classList.remove('shown'));
  opener = from;
  from?.classList.add('shown');
  asked += 1;
  const number = asked;
  let failure = null;
  const html = await text_of(address).catch((error) => { failure = error; });
  // What was asked for later, or closed meanwhile, counts.
  if (number !== asked) return;
  opened_on = root.dataset.screen;
  if (failure) slot('evidence').replaceChildren(fault(failure.message));
  else slot('evidence').innerHTML = html;
  requestAnimationFrame(settle);
}

function fault(text) {
  const sheet = document.createElement('section');
  sheet.className = 'sheet opened';
  const note = document.createElement('p');
  note.className = 'miss';
  note.setAttribute('role', 'alert');
  note.textContent = text;
  // On a phone the sheet covers the page: there must be a way back.
  const way = document.createElement('button');
  way.type = 'button';
  way.className = 'again';
  way.dataset.close = '';
  way.textContent = words().close ?? '';
  note.append(document.createElement('br'), way);
  sheet.append(note);
  return sheet;
}

const lead_back = () => {
  if (!opener?.isConnected) return;
  opener.scrollIntoView({ block: 'center', behavior: calm() ? 'auto' : 'smooth' });
  opener.focus({ preventScroll: true });
};

/** Close the panel. */
export const close = () => {
  asked += 1;
  slot('evidence').replaceChildren();
  declare(null);
  hold_back(false);
  lead_back();
};

const address_of = (turn, reference) =>
  `evidence/turn/${encodeURIComponent(conversation())}/${turn}/${reference}`;

document.addEventListener('click', (event) => {
  const cite = event.target.closest('[data-cite]');
  if (cite) {
    const turn = cite.closest('[data-turn]').dataset.turn;
    show(address_of(turn, cite.dataset.cite), cite);
  } else if (event.target.closest('#evidence [data-close]')) {
    close();
  } else if (event.target.closest('#evidence [data-back]')) {
    narrow() ? close() : lead_back();
  } else if (event.target.closest('#evidence [data-ask]')) {
    // Asked of the chat, which shows the question.
    close();
    location.hash = '#chat';
  }
});
document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && root.dataset.evidence) close();
});
// The first source of a fresh answer is shown where there is room beside the chat.
document.addEventListener('answered', ({ detail }) => {
  if (detail.sources) show(`${address_of(detail.turn, 'c0')}?opened=false`);
  else close();
});
document.addEventListener('language-shown', () => close());
document.addEventListener('evidence-view-shown', centre_text);
document.addEventListener('screen-shown', ({ detail }) => {
  if (root.dataset.evidence && detail.name !== opened_on) close();
});
matchMedia('(max-width: 900px)').addEventListener('change', () => hold_back(root.dataset.evidence === 'opened'));
document.addEventListener('conversation-shown', () => close());

await ready;
