// Checking a text number by number, and having a workbook of questions answered.
import { show as show_evidence } from './evidence.js';
import { json_of, request, send, slot, words } from './shell.js';

const desk = () => slot('check')?.querySelector('.check-desk');
const part = (name) => desk().querySelector(`[data-part="${name}"]`);
const said = (name, values = {}) => (desk().dataset[name] ?? '').replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole);
const calm = () => matchMedia('(prefers-reduced-motion: reduce)').matches;
const MB = 1_000_000;
// What stands marked below the form, for the export.
let text_checked = '';

function tell(name, text, refused = false) {
  const note = part(name);
  note.textContent = text;
  note.classList.toggle('refused', refused);
}

async function busy(work) {
  desk().setAttribute('aria-busy', 'true');
  const buttons = desk().querySelectorAll('button[type="submit"]');
  buttons.forEach((button) => { button.disabled = true; });
  try {
    await work();
  } finally {
    desk()?.removeAttribute('aria-busy');
    buttons.forEach((button) => { button.disabled = false; });
  }
}

function checked(text, shown) {
  text_checked = text;
  tell('check-note', shown.note);
  part('checked').innerHTML = shown.html;
}

async function check() {
  const text = desk().querySelector('#check-text').value;
  if (!text.trim()) return tell('check-note', said('empty'), true);
  tell('check-note', said('checking'));
  await busy(async () => {
    try {
      checked(text, await send('check/text', { text }));
    } catch (failure) {
      tell('check-note', failure.message, true);
    }
  });
}

async function read_file(input) {
  const [file] = input.files;
  input.value = '';
  if (!file) return;
  const limit = Number(desk().dataset.fileMb);
  if (file.size > limit * MB) return tell('check-note', said('tooLarge', { limit }), true);
  tell('check-note', said('reading'));
  const body = new FormData();
  body.append('file', file);
  await busy(async () => {
    try {
      const shown = await json_of('check/file', { method: 'POST', body });
      desk().querySelector('#check-text').value = shown.text;
      checked(shown.text, shown);
    } catch (failure) {
      part('checked').replaceChildren();
      tell('check-note', failure.message, true);
    }
  });
}

function save(blob, name) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

async function export_as(suffix) {
  try {
    const response = await request(`check/export.${suffix}`, {
      method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ text: text_checked }),
    });
    save(await response.blob(), `check.${suffix}`);
  } catch (failure) {
    tell('check-note', failure.message, true);
  }
}

// The lines of a stream of JSON lines, as they come.
async function* lines(response) {
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    const parts = (rest + value).split('\n');
    rest = parts.pop();
    for (const line of parts) yield JSON.parse(line);
  }
}

async function batch(form) {
  const [file] = form.elements.file.files;
  if (!file) return form.elements.file.click();
  const limit = Number(desk().dataset.batchMb);
  if (file.size > limit * MB) return tell('batch-note', said('tooLarge', { limit }), true);
  const bar = part('batch-progress');
  const result = part('batch-result');
  result.replaceChildren();
  bar.hidden = false;
  bar.removeAttribute('value');
  tell('batch-note', said('reading'));
  const body = new FormData();
  body.append('file', file);
  await busy(async () => {
    try {
      const response = await request('check/batch', { method: 'POST', body });
      for await (const line of lines(response)) {
        if (line.detail) return tell('batch-note', line.detail, true);
        if (line.file) return offer(line, result);
        bar.max = line.total;
        bar.value = line.done;
        tell('batch-note', said('answering', line));
      }
      tell('batch-note', said('failed'), true);
    } catch (failure) {
      tell('batch-note', failure.message || words().failed, true);
    } finally {
      bar.hidden = true;
    }
  });
}

function offer(line, result) {
  const bytes = Uint8Array.from(atob(line.file), (character) => character.charCodeAt(0));
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'primary';
  button.textContent = said('download', { name: line.name });
  button.addEventListener('click', () => save(new Blob([bytes]), line.name));
  result.replaceChildren(button);
  tell('batch-note', said('answered', line));
  button.focus();
}

function view(name) {
  for (const button of desk().querySelectorAll('[data-check-view]')) {
    button.setAttribute('aria-pressed', String(button.dataset.checkView === name));
  }
  desk().querySelector('.text-view').hidden = name !== 'text';
  desk().querySelector('.batch-view').hidden = name !== 'batch';
}

function filter(verdict) {
  for (const button of desk().querySelectorAll('[data-verdict]')) {
    button.setAttribute('aria-pressed', String(button.dataset.verdict === verdict));
  }
  for (const item of desk().querySelectorAll('.items > li')) item.hidden = verdict !== '' && !item.classList.contains(verdict);
}

function lead_to(node) {
  if (!node) return;
  desk().querySelectorAll('.led').forEach((other) => other.classList.remove('led'));
  node.classList.add('led');
  node.scrollIntoView({ block: 'center', behavior: calm() ? 'auto' : 'smooth' });
  node.focus({ preventScroll: true });
}

document.addEventListener('submit', (event) => {
  if (!desk()?.contains(event.target)) return;
  event.preventDefault();
  if (event.target.matches('.check-form')) check();
  else if (event.target.matches('.batch-form')) batch(event.target);
});

document.addEventListener('change', (event) => {
  if (!desk()?.contains(event.target) || event.target.type !== 'file') return;
  if (event.target.closest('.check-form')) {
    read_file(event.target);
  } else {
    part('batch-result').replaceChildren();
    tell('batch-note', event.target.files[0]?.name ?? '');
  }
});

document.addEventListener('click', (event) => {
  const button = event.target.closest?.('button');
  if (!button || !desk()?.contains(button)) return;
  const { checkView, verdict, number, toNumber, openFigure, checkExport } = button.dataset;
  if (checkView) {
    location.hash = checkView === 'batch' ? '#check/batch' : '#check';
  } else if (verdict !== undefined) {
    filter(verdict);
  } else if (number) {
    filter('');
    lead_to(desk().querySelector(`[data-item="${number}"]`));
  } else if (toNumber) {
    lead_to(desk().querySelector(`[data-number="${toNumber}"]`));
  } else if (openFigure) {
    show_evidence(`evidence/figure/${openFigure}`, button).catch((failure) => tell('check-note', failure.message, true));
  } else if (checkExport) {
    export_as(checkExport);
  }
});

document.addEventListener('screen-shown', ({ detail }) => {
  if (detail.name === 'check' && desk()) view(detail.rest === 'batch' ? 'batch' : 'text');
});
