// The administrator's login in the masthead.  Who logs in or out gets screens of another kind, so
// `access-changed` is told to all that show some.

const control = () => document.querySelector('#masthead .access');

async function draw() {
  const masthead = document.querySelector('#masthead .masthead');
  if (!masthead) return;
  const response = await fetch('access/control', { credentials: 'same-origin' });
  if (!response.ok) return;
  const html = await response.text();
  let place = control();
  if (!place) {
    place = document.createElement('div');
    place.className = 'access';
    masthead.insertBefore(place, masthead.querySelector('.switch'));
  }
  place.innerHTML = html;
  place.hidden = !html;
}

const post = (address, data) => fetch(address, {
  method: 'POST',
  credentials: 'same-origin',
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify(data),
});

async function changed() {
  await draw();
  document.dispatchEvent(new CustomEvent('access-changed'));
  control()?.querySelector('button')?.focus();
}

async function log_in(form) {
  const refused = form.querySelector('.refused');
  const submit = form.querySelector('[type=submit]');
  refused.textContent = '';
  submit.disabled = true;
  try {
    const response = await post('access/login', { password: form.elements.password.value });
    if (response.ok) {
      form.closest('dialog').close();
      await changed();
      return;
    }
    const { detail } = await response.json().catch(() => ({}));
    refused.textContent = typeof detail === 'string' ? detail : form.dataset.offline;
  } catch {
    refused.textContent = form.dataset.offline;
  } finally {
    submit.disabled = false;
  }
  form.elements.password.select();
}

document.addEventListener('click', async (event) => {
  const button = event.target.closest('button[data-access]');
  if (!button) return;
  if (button.dataset.access === 'open') control().querySelector('dialog').showModal();
  if (button.dataset.access === 'close') button.closest('dialog').close();
  if (button.dataset.access === 'logout') {
    button.disabled = true;
    await post('access/logout', {}).catch(() => {});
    await changed();
  }
});

document.addEventListener('submit', (event) => {
  if (!event.target.matches('form[data-access=login]')) return;
  event.preventDefault();
  log_in(event.target);
});

// What was typed does not stay in a closed dialog.
document.addEventListener('close', (event) => {
  if (!event.target.matches?.('.access-dialog')) return;
  event.target.querySelector('form').reset();
  event.target.querySelector('.refused').textContent = '';
}, true);

// The masthead is drawn anew with each language.
document.addEventListener('language-shown', draw);
draw();
