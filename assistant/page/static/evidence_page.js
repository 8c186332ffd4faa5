// The printed page in the evidence panel: its pages, its size, and the mark brought into view.
import { slot } from './shell.js';

const WIDTHS = [1600, 2800];
const STEP = 1.25;
const LARGEST = 5;
// Pixels a point at which small print is easily read, and at which it still can be.
const LEGIBLE = 1.15;
const LEAST = 0.85;

const panel = () => slot('evidence');
const paper = () => panel().querySelector('.page-paper');
const scroller = () => panel().querySelector('.page-scroller');
const marks = () => [...paper().querySelectorAll('.page-mark')];
const here = () => Number(paper().dataset.page);
const filled = (text, page) => text.replace('{page}', page).replace('{pages}', paper().dataset.pages)
  .replace('{document}', paper().dataset.name);

/** The mark of the place itself on the page shown; the figure before its sentence. */
const mark_here = () => ['figure', 'sentence', 'table']
  .flatMap((kind) => marks().filter((mark) => !mark.hidden && mark.classList.contains(kind)))[0];

function size_image() {
  const image = paper().querySelector('img');
  image.sizes = `${Math.round(paper().getBoundingClientRect().width)}px`;
}

/** From where to where the marks of the page shown reach across it, in pixels. */
function reach() {
  const shown = marks().filter((mark) => !mark.hidden);
  const left = Math.min(...shown.map((mark) => mark.offsetLeft));
  return { left, width: Math.max(...shown.map((mark) => mark.offsetLeft + mark.offsetWidth)) - left };
}

function centre(mark) {
  const frame = scroller();
  // What is larger than the view is shown from its beginning.
  const along = (start, length, room) => (length > room ? start - 12 : start - (room - length) / 2);
  frame.scrollTop = along(mark.offsetTop, mark.offsetHeight, frame.clientHeight);
  const across = reach();
  // With its row label and header, if there is room for them.
  frame.scrollLeft = across.width + 16 > frame.clientWidth
    ? along(mark.offsetLeft, mark.offsetWidth, frame.clientWidth)
    : along(across.left, across.width, frame.clientWidth);
}

const zoom_now = () => Number(paper().dataset.zoom ?? 1);

function set_zoom(zoom) {
  const frame = scroller();
  const kept = Math.min(LARGEST, Math.max(1, zoom));
  // What stands in the middle of the view stays there.
  const across = (frame.scrollLeft + frame.clientWidth / 2) / frame.scrollWidth;
  const down = (frame.scrollTop + frame.clientHeight / 2) / frame.scrollHeight;
  paper().dataset.zoom = kept;
  paper().style.width = `${100 * kept}%`;
  size_image();
  frame.scrollLeft = across * frame.scrollWidth - frame.clientWidth / 2;
  frame.scrollTop = down * frame.scrollHeight - frame.clientHeight / 2;
}

const unavailable = (selector, is) => panel().querySelectorAll(selector)
  .forEach((button) => button.setAttribute('aria-disabled', is));

function dress() {
  const page = here();
  unavailable('[data-turn-page="-1"]', page <= 1);
  unavailable('[data-turn-page="1"]', page >= Number(paper().dataset.pages));
  const back = panel().querySelector('[data-to-mark]');
  if (back) back.hidden = Boolean(mark_here());
}

// Marks over a page that is not there yet would mark nothing.
const wait_for = (image) => paper().classList.toggle('coming', !(image.complete && image.naturalWidth));

/** Show another page of the document. */
export function turn_to(page) {
  const sheet = paper();
  if (page < 1 || page > Number(sheet.dataset.pages) || page === here()) return;
  sheet.dataset.page = page;
  sheet.querySelector('.page-failed')?.remove();
  const image = sheet.querySelector('img');
  image.style.aspectRatio = '';
  image.hidden = false;
  const [small, large] = WIDTHS.map((width) => `pages/${sheet.dataset.document}/${page}?width=${width}`);
  image.srcset = `${small} ${WIDTHS[0]}w, ${large} ${WIDTHS[1]}w`;
  image.src = small;
  image.alt = filled(sheet.dataset.image, page);
  const count = panel().querySelector('.page-count');
  count.textContent = filled(count.dataset.count, page);
  scroller().setAttribute('aria-label', filled(scroller().dataset.region, page));
  for (const mark of marks()) mark.hidden = Number(mark.dataset.page) !== page;
  dress();
  wait_for(image);
  scroller().scrollTop = 0;
  if (mark_here()) image.decode().catch(() => {}).then(() => mark_here() && centre(mark_here()));
}

function to_mark() {
  const mark = marks().find((each) => !each.classList.contains('label'));
  if (mark) turn_to(Number(mark.dataset.page));
}

/** Bring the mark of a panel just opened into view, large enough to be read. */
export function settle_page() {
  if (!paper()) return;
  const points = Number(paper().dataset.points);
  const room = scroller().clientWidth;
  const mark = mark_here();
  // As large as its labels can be seen with it.
  const seen = mark ? (room - 24) / (reach().width * (points / paper().clientWidth)) : LEGIBLE;
  set_zoom(Math.min(Math.max(LEAST, Math.min(LEGIBLE, seen)) * (points / room), LARGEST));
  if (mark) centre(mark);
  dress();
  const image = paper().querySelector('img');
  wait_for(image);
  image.addEventListener('load', () => image.parentElement?.classList.remove('coming'));
  image.addEventListener('error', () => image.parentElement?.classList.remove('coming'));
  image.addEventListener('error', () => {
    const note = document.createElement('p');
    note.className = 'page-failed miss';
    note.setAttribute('role', 'alert');
    note.textContent = filled(paper().dataset.failed, here());
    image.hidden = true;
    paper().querySelector('.page-failed')?.remove();
    paper().prepend(note);
    for (const each of marks()) each.hidden = true;
  });
}

const tabs = () => [...panel().querySelectorAll('[role="tab"]')];

function choose(tab) {
  for (const each of tabs()) {
    const chosen = each === tab;
    each.setAttribute('aria-selected', chosen);
    each.tabIndex = chosen ? 0 : -1;
    document.getElementById(each.getAttribute('aria-controls')).hidden = !chosen;
  }
  panel().querySelector('.page-ways').hidden = tab.id !== 'evidence-page-tab';
  document.dispatchEvent(new CustomEvent('evidence-view-shown'));
}

const DO = {
  turnPage: (how) => turn_to(here() + Number(how)),
  goPage: (page) => turn_to(Number(page)),
  toMark: to_mark,
  zoom: (how) => set_zoom(how === 'fit' ? 1 : zoom_now() * (how === 'in' ? STEP : 1 / STEP)),
};

document.addEventListener('click', (event) => {
  const tab = event.target.closest('#evidence [role="tab"]');
  if (tab) choose(tab);
  const button = event.target.closest('#evidence button');
  if (!button || button.getAttribute('aria-disabled') === 'true') return;
  for (const [name, act] of Object.entries(DO)) {
    if (name in button.dataset) act(button.dataset[name]);
  }
});
document.addEventListener('keydown', (event) => {
  const tab = event.target.closest('#evidence [role="tab"]');
  if (tab && ['ArrowLeft', 'ArrowRight'].includes(event.key)) {
    const other = tabs().find((each) => each !== tab);
    choose(other);
    other.focus();
  } else if (event.target.closest('#evidence .page-scroller')) {
    const zoom = { '+': 'in', '=': 'in', '-': 'out', 0: 'fit' }[event.key];
    if (zoom && !event.ctrlKey && !event.metaKey) DO.zoom(zoom);
  }
});
