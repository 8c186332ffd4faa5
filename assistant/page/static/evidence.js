// The evidence panel: opens a cited place, brings the mark into view, and leads back to the button
// that opened it.
import { conversation } from './chat.js';
import { ready, slot, text_of } from './shell.js';

const narrow = () => matchMedia('(max-width: 900px)').matches;
const calm = () => matchMedia('(prefers-reduced-motion: reduce)').matches;
const root = document.documentElement;
let opener = null;

// The style sheet lays the page out by this: not at all, beside the screen, or also on a phone.
const declare = (sheet) => {
  if (!sheet) delete root.dataset.evidence;
  else root.dataset.evidence = sheet.classList.contains('opened') ? 'opened' : 'offered';
};

const settle = () => {
  const sheet = slot('evidence').querySelector('.sheet');
  declare(sheet);
  if (!sheet) return;
  const scroller = sheet.querySelector('.scroller');
  const cell = sheet.querySelector('td.figure');
  if (scroller && cell) {
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
  }
  const sentence = sheet.querySelector('.passage mark');
  if (sentence && !narrow()) sentence.scrollIntoView({ block: 'center' });
  if (!sheet.classList.contains('opened')) return;
  if (narrow()) sheet.scrollIntoView({ block: 'start', behavior: calm() ? 'auto' : 'smooth' });
  const heading = sheet.querySelector('h2');
  if (heading) heading.focus({ preventScroll: true });
};

/** Show the panel of an address (`evidence/…`); `from` is the button that asked for it, if any. */
export async function show(address, from = null) {
  document.querySelectorAll('.shown').forEach((other) => other.classList.remove('shown'));
  opener = from;
  from?.classList.add('shown');
  const html = await text_of(address);
  slot('evidence').innerHTML = html;
  requestAnimationFrame(settle);
}

const lead_back = () => {
  if (!opener?.isConnected) return;
  opener.scrollIntoView({ block: 'center', behavior: calm() ? 'auto' : 'smooth' });
  opener.focus({ preventScroll: true });
};

/** Close the panel. */
export const close = () => {
  slot('evidence').replaceChildren();
  declare(null);
  lead_back();
};

const address_of = (turn, reference) =>
  `evidence/turn/${encodeURIComponent(conversation())}/${turn}/${reference}`;

document.addEventListener('click', (event) => {
  const cite = event.target.closest('[data-cite]');
  if (cite) {
    const turn = cite.closest('[data-turn]').dataset.turn;
    show(address_of(turn, cite.dataset.cite), cite).catch(() => {});
  } else if (event.target.closest('#evidence [data-close]')) {
    close();
  } else if (event.target.closest('#evidence [data-back]')) {
    lead_back();
  }
});
document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && root.dataset.evidence) close();
});
// The first source of a fresh answer is shown where there is room beside the chat.
document.addEventListener('answered', ({ detail }) => {
  if (detail.sources) show(`${address_of(detail.turn, 'c0')}?opened=false`).catch(() => {});
  else close();
});
document.addEventListener('language-shown', () => close());
document.addEventListener('conversation-shown', () => close());

await ready;
