// Feedback on an answer: the thumbs under it, and the form that says what would be right.
import { conversation } from './chat.js';
import { json_of, send, text_of } from './shell.js';

const turn_of = (part) => part.closest('[data-turn]').dataset.turn;
const own = (part, what = '') =>
  `feedback/${encodeURIComponent(conversation())}/${turn_of(part)}${what}`;
const tell = (place, text) => { place.querySelector('.feedback-said').textContent = text; };
const more = (place) => place.querySelector('[data-report]');

function close_form(place) {
  place.querySelector('.report-place').replaceChildren();
  more(place).setAttribute('aria-expanded', 'false');
}

function press(place, rating) {
  for (const thumb of place.querySelectorAll('[data-rate]')) {
    thumb.setAttribute('aria-pressed', String(thumb.dataset.rate === rating));
  }
  more(place).hidden = !rating;
  more(place).textContent = more(place).dataset[rating] ?? '';
}

async function rate(thumb) {
  const place = thumb.closest('.feedback');
  const rating = thumb.dataset.rate;
  const again = thumb.getAttribute('aria-pressed') === 'true';
  close_form(place);
  const given = again ? await json_of(own(place), { method: 'DELETE' }) : await send(own(place), { rating });
  press(place, again ? '' : rating);
  tell(place, given.text);
  // Who says that an answer is wrong is asked at once what would be right.
  if (!again && rating === 'down') await open_form(place);
}

async function open_form(place) {
  document.querySelectorAll('.feedback form.report').forEach((form) => close_form(form.closest('.feedback')));
  const rating = place.querySelector('[data-rate][aria-pressed="true"]').dataset.rate;
  const slot = place.querySelector('.report-place');
  slot.innerHTML = await text_of(own(place, `/form?rating=${rating}`));
  more(place).setAttribute('aria-expanded', 'true');
  const form = slot.querySelector('form');
  fit(form);
  form.scrollIntoView({ block: 'nearest' });
  (form.querySelector('input:checked') ?? form.querySelector('textarea')).focus({ preventScroll: true });
}

// Only what belongs to the case chosen is asked for.
function fit(form) {
  const chosen = form.elements.status?.value ?? '';
  for (const part of form.querySelectorAll('[data-for]')) {
    part.hidden = !part.dataset.for.split(' ').includes(chosen);
  }
}

async function submit(form) {
  const place = form.closest('.feedback');
  const button = form.querySelector('[type=submit]');
  const refused = form.querySelector('.refused');
  const field = (name) => form.elements[name]?.value ?? '';
  const status = field('status');
  const expected = status && Object.fromEntries(
    ['status', 'value', 'unit', 'words', 'document', 'page'].map((name) => [name, field(name)]));
  refused.textContent = '';
  button.disabled = true;
  try {
    await send(own(place), { rating: form.dataset.rating, comment: field('comment'), expected: expected || null });
    close_form(place);
    tell(place, more(place).dataset.stored);
    more(place).focus();
  } catch (failure) {
    refused.textContent = failure.message;
  } finally {
    button.disabled = false;
  }
}

document.addEventListener('click', (event) => {
  const button = event.target.closest?.('.feedback button');
  if (!button) return;
  const place = button.closest('.feedback');
  const failed = (failure) => tell(place, failure.message);
  if (button.dataset.rate) rate(button).catch(failed);
  else if ('reportCancel' in button.dataset) {
    close_form(place);
    more(place).focus();
  } else if ('report' in button.dataset) {
    if (button.getAttribute('aria-expanded') === 'true') close_form(place);
    else open_form(place).catch(failed);
  }
});
document.addEventListener('change', (event) => {
  if (event.target.matches?.('form.report [name=status]')) fit(event.target.form);
});
document.addEventListener('submit', (event) => {
  if (!event.target.matches?.('form.report')) return;
  event.preventDefault();
  submit(event.target);
});
