// What can be done with an answer: copied with its source, asked on, understood otherwise.
import { ask, conversation, element, say, told } from './chat.js';
import { send, slot, text_of } from './shell.js';

const own = (turn, what) => `chat/${encodeURIComponent(conversation())}/${turn}/${what}`;
const turn_of = (part) => part.closest('[data-turn]').dataset.turn;

async function copy(text) {
  // Without https a browser has no clipboard for scripts; selected text can still be copied.
  if (navigator.clipboard && isSecureContext) return navigator.clipboard.writeText(text);
  const held = element('textarea', 'sr');
  held.value = text;
  document.body.append(held);
  held.select();
  const done = document.execCommand('copy');
  held.remove();
  if (!done) throw new Error('copying was refused');
}

async function copied(button) {
  const label = button.textContent;
  let outcome = told().copied;
  try {
    await copy(button.dataset.copy);
  } catch {
    outcome = told().copy_failed;
  }
  button.focus();
  button.textContent = outcome;
  say(outcome);
  button.disabled = true;
  setTimeout(() => {
    button.textContent = label;
    button.disabled = false;
  }, 2000);
}

async function suggest() {
  const turn = [...slot('conversation').querySelectorAll('.turn[data-turn]')].at(-1);
  if (!turn || turn.querySelector('.suggestions')) return;
  const html = await text_of(own(turn_of(turn), 'suggestions'));
  if (turn.isConnected && !turn.nextElementSibling && !turn.querySelector('.suggestions')) {
    turn.insertAdjacentHTML('beforeend', html);
  }
}

async function offer_change(details, query = '') {
  const place = details.querySelector('[data-change]');
  if (!place || (place.firstElementChild && !query)) return;
  place.innerHTML = await text_of(own(turn_of(details), `understood${query}`));
}

document.addEventListener('click', (event) => {
  const button = event.target.closest('button[data-copy]');
  if (button) copied(button);
});
// Toggling does not bubble.
document.addEventListener('toggle', (event) => {
  if (event.target.matches?.('[data-understood]') && event.target.open) {
    offer_change(event.target).catch(() => {});
  }
}, true);
document.addEventListener('change', async (event) => {
  const form = event.target.closest('[data-change-form]');
  if (!form || !['organisation', 'year'].includes(event.target.name)) return;
  const { organisation, year, item } = Object.fromEntries(new FormData(form));
  const { id } = event.target;
  const query = new URLSearchParams({ organisation, year });
  await offer_change(form.closest('details'), `?${query}`).catch(() => {});
  const box = document.querySelector('[data-change-form] [name=item]');
  if (box && item) box.value = item;
  document.getElementById(id)?.focus();
});
document.addEventListener('submit', async (event) => {
  const form = event.target.closest('[data-change-form]');
  if (!form) return;
  event.preventDefault();
  const { organisation, year, kind, item } = Object.fromEntries(new FormData(form));
  try {
    const wanted = { organisation, kind, item, year: year ? Number(year) : null };
    const { question } = await send(own(turn_of(form), 'restated'), wanted);
    ask(question);
  } catch (failure) {
    say(failure.message);
  }
});
for (const name of ['answered', 'conversation-shown']) {
  document.addEventListener(name, () => setTimeout(() => suggest().catch(() => {}), 300));
}
