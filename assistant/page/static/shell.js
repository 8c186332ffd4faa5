// The frame of the page: which screen is shown, in which language, and the words that Gradio's own
// boxes carry.  Other scripts build on what it exports.

// Gradio draws its containers some time after the scripts are read.
const drawn = new Promise((resolve) => {
  const look = () => ['#masthead .slot', '#evidence .slot', '#question textarea', '#ask'].every((part) => document.querySelector(part));
  if (look()) return resolve();
  const observer = new MutationObserver(() => {
    if (!look()) return;
    observer.disconnect();
    resolve();
  });
  observer.observe(document.documentElement, { childList: true, subtree: true });
});

/** Resolves once the containers stand there. */
export const ready = drawn;

/** The place that a container gives its content: `slot('conversation')`. */
export const slot = (name) => document.querySelector(`#${name} .slot`);

/** The page's words that scripts need, from the masthead. */
export const words = () => document.querySelector('.masthead')?.dataset ?? {};

/** What went wrong with a request, in the user's words. */
export class Failure extends Error {
  constructor(text, status) {
    super(text);
    this.status = status;
  }
}

/** `fetch` of one of our own addresses; raises Failure with words for the user. */
export async function request(address, options = {}) {
  let response;
  try {
    response = await fetch(address, { credentials: 'same-origin', ...options });
  } catch (error) {
    if (error.name === 'AbortError') throw error;
    throw new Failure(words().offline ?? '');
  }
  if (response.ok) return response;
  let text = '';
  try {
    const { detail } = await response.json();
    if (typeof detail === 'string') text = detail;
  } catch { /* not JSON: nothing written for the user */ }
  throw new Failure(text || (words().failed ?? ''), response.status);
}

/** The text of one of our own addresses. */
export const text_of = async (address, options) => (await request(address, options)).text();

/** The JSON of one of our own addresses. */
export const json_of = async (address, options) => (await request(address, options)).json();

/** The JSON that comes back from data sent as JSON. */
export const send = (address, data, options = {}) => json_of(address, {
  method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(data), ...options,
});

const screens = () => [...document.querySelectorAll('.ways [data-screen]')].map((way) => way.dataset.screen);

/** The address behind the `#`: `#figures/x=1` is the screen `figures` with the rest `x=1`, which
 * stays encoded: only whoever reads it knows what separates its parts. */
export function place() {
  const [name, ...rest] = location.hash.slice(1).split('/');
  return { name: screens().includes(name) ? name : 'chat', rest: rest.join('/') };
}

const fetched = new Map();

async function show() {
  const { name, rest } = place();
  const root = document.documentElement;
  // On a phone the whole page scrolls: another screen begins at its top.
  if (root.dataset.screen !== name) window.scrollTo(0, 0);
  root.dataset.screen = name;
  for (const way of document.querySelectorAll('.ways [data-screen]')) {
    if (way.dataset.screen === name) way.setAttribute('aria-current', 'page');
    else way.removeAttribute('aria-current');
  }
  // The chat has containers of its own, which chat.js fills.
  if (name !== 'chat' && fetched.get(name) !== root.lang) {
    fetched.set(name, root.lang);
    try {
      slot(name).innerHTML = await text_of(`screens/${name}`);
    } catch (failure) {
      fetched.delete(name);
      const note = document.createElement('p');
      note.className = 'miss';
      note.setAttribute('role', 'alert');
      note.textContent = failure.message;
      slot(name).replaceChildren(note);
      return;
    }
  }
  document.dispatchEvent(new CustomEvent('screen-shown', { detail: { name, rest } }));
}

async function dress() {
  slot('masthead').innerHTML = await text_of('screens/masthead');
  const masthead = document.querySelector('.masthead');
  document.documentElement.lang = masthead.lang;
  document.title = masthead.dataset.title;
  const box = document.querySelector('#question textarea');
  box.setAttribute('aria-label', masthead.dataset.question);
  box.placeholder = masthead.dataset.placeholder;
  document.querySelector('#ask').textContent = masthead.dataset.ask;
  document.dispatchEvent(new CustomEvent('language-shown', { detail: { language: masthead.lang } }));
}

document.addEventListener('click', async (event) => {
  if (event.target.closest('[data-skip]')) {
    event.preventDefault();
    const screen = document.getElementById(place().name);
    screen.tabIndex = -1;
    screen.focus();
    return;
  }
  const button = event.target.closest('[data-language]');
  if (!button) return;
  document.cookie = `language=${button.dataset.language};path=/;max-age=31536000;samesite=lax`;
  await dress();
  document.querySelector(`[data-language="${button.dataset.language}"]`)?.focus();
  await show();
});

window.addEventListener('hashchange', show);

// Who logs in or out sees screens of another kind.
document.addEventListener('access-changed', async () => {
  fetched.clear();
  await show();
});

// Not before the other scripts listen: they are read after this one, and all before this event.
document.addEventListener('DOMContentLoaded', async () => {
  await ready;
  await dress();
  await show();
});
