// Adding documents: files dropped or chosen, sent, and watched until they are in.
import { json_of, send, words } from './shell.js';

const EVERY = 500;
let screen = null;
let revision = 0;
let watching = 0;

const part = (selector) => screen?.querySelector(selector);

/** Make a fresh screen take files, and show what is being added. */
export function wire_uploads(element) {
  screen = element;
  revision = 0;
  const adding = part('.adding');
  if (!adding) return;
  adding.addEventListener('change', (event) => {
    if (!event.target.matches('[data-files]')) return;
    take([...event.target.files]);
    event.target.value = '';
  });
  const drop = part('.drop');
  drop.addEventListener('dragover', (event) => {
    event.preventDefault();
    drop.classList.add('over');
  });
  drop.addEventListener('dragleave', (event) => {
    if (!drop.contains(event.relatedTarget)) drop.classList.remove('over');
  });
  drop.addEventListener('drop', async (event) => {
    event.preventDefault();
    drop.classList.remove('over');
    take(await dropped(event.dataTransfer));
  });
  part('.jobs').addEventListener('click', async (event) => {
    const stop = event.target.closest('[data-cancel]');
    if (stop) {
      stop.disabled = true;
      await send(`library/jobs/${stop.dataset.cancel}/cancel`, {}).catch(complain);
      watch_jobs();
    } else if (event.target.closest('[data-forget]')) {
      await send('library/jobs/forget', {}).catch(complain);
      watch_jobs();
    }
  });
  watch_jobs();
}

const complain = (failure) => { part('.adding-fault').textContent = failure.message; };

/** The files that were dropped, those in folders too. */
async function dropped(transfer) {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  if (!entries.length) return [...transfer.files];
  const files = [];
  const walk = async (entry) => {
    if (entry.isFile) {
      files.push(await new Promise((resolve, reject) => entry.file(resolve, reject)));
      return;
    }
    const reader = entry.createReader();
    for (;;) {
      // A reader gives a hundred at a time.
      const some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
      if (!some.length) return;
      for (const inner of some) await walk(inner);
    }
  };
  for (const entry of entries) await walk(entry);
  return files;
}

/** Send files in as many requests as their number and size ask for. */
async function take(files) {
  const limits = part('.adding').dataset;
  const faults = [];
  const batches = [[]];
  let bytes = 0;
  for (const file of files) {
    // What systems put beside files is nobody's document.
    if (file.name.startsWith('.') || file.name.startsWith('~$')) continue;
    if (file.size > Number(limits.file)) {
      faults.push(`${file.name}: ${limits.tooLarge}`);
      continue;
    }
    if (bytes + file.size > Number(limits.request) || batches.at(-1).length >= Number(limits.mostFiles)) {
      batches.push([]);
      bytes = 0;
    }
    bytes += file.size;
    batches.at(-1).push(file);
  }
  part('.adding-fault').textContent = faults.join('\n');
  for (const batch of batches) {
    if (!batch.length) continue;
    try {
      await post(batch);
    } catch (failure) {
      complain(failure);
      break;
    }
    watch_jobs();
  }
}

/** Send files in one request, telling how much has gone. */
function post(files) {
  const { sending, sent } = part('.adding').dataset;
  const box = part('.sending');
  const bar = box.querySelector('progress');
  const line = box.querySelector('.sending-words');
  const data = new FormData();
  files.forEach((file) => data.append('files', file, file.name));
  box.hidden = false;
  // fetch tells nothing of what has gone.
  const query = new XMLHttpRequest();
  const tell = (share) => {
    bar.value = share * 100;
    line.textContent = share < 1 ? sending.replace('{percent}', Math.floor(share * 100)) : sent;
  };
  tell(0);
  return new Promise((resolve, reject) => {
    query.upload.addEventListener('progress', (event) => {
      if (event.lengthComputable) tell(event.loaded / event.total);
    });
    query.addEventListener('loadend', () => {
      box.hidden = true;
      if (query.status === 200) {
        resolve();
        return;
      }
      let text = '';
      try {
        const { detail } = JSON.parse(query.responseText);
        if (typeof detail === 'string') text = detail;
      } catch { /* not JSON: nothing written for the user */ }
      reject(new Error(text || words()[query.status ? 'failed' : 'offline'] || ''));
    });
    query.open('POST', 'library/uploads');
    query.send(data);
  });
}

/** Show the jobs, and go on while one runs. */
export async function watch_jobs() {
  if (!part('.jobs')) return;
  watching += 1;
  const number = watching;
  const looked_at = screen;
  for (;;) {
    let news;
    try {
      news = await json_of(`library/jobs?since=${revision}`);
    } catch {
      // Without rights, or without a connection: what stands there stays.
      return;
    }
    if (number !== watching || looked_at !== screen) return;
    revision = news.revision;
    draw(news);
    if (!news.running) return;
    await new Promise((resolve) => { setTimeout(resolve, EVERY); });
    if (number !== watching) return;
  }
}

function draw(news) {
  const held = part('.jobs-held');
  part('.jobs').hidden = !news.jobs.length;
  part('[data-forget]').hidden = !news.jobs.some((job) => job.ended);
  const ids = new Set(news.jobs.map((job) => job.id));
  for (const box of [...held.children]) if (!ids.has(box.dataset.job)) box.remove();
  // A file that is done is told, and is in the list.
  let finished = false;
  for (const job of [...news.jobs].reverse()) {
    const box = held.querySelector(`[data-job="${job.id}"]`) ?? begun(job, held);
    if (job.head !== undefined && update(box, job)) finished = true;
  }
  if (finished) document.dispatchEvent(new CustomEvent('library-changed'));
}

function begun(job, held) {
  const box = document.createElement('article');
  box.className = 'job';
  box.dataset.job = job.id;
  const head = document.createElement('header');
  const files = document.createElement('ul');
  files.className = 'entries';
  box.append(head, files);
  held.prepend(box);
  return box;
}

/** Draw a job anew; whether one of its files is done that was not before. */
function update(box, job) {
  const head = box.querySelector('header');
  const stopping = document.activeElement?.dataset?.cancel === job.id;
  head.innerHTML = job.head;
  if (stopping) head.querySelector('[data-cancel]')?.focus();
  const files = box.querySelector('.entries');
  job.order.forEach((number, at) => {
    let row = files.querySelector(`[data-entry="${number}"]`);
    if (!row) {
      row = document.createElement('li');
      row.dataset.entry = number;
    }
    if (files.children[at] !== row) files.insertBefore(row, files.children[at] ?? null);
    const html = job.rows[number];
    if (html === undefined) return;
    const opened = row.querySelector('details')?.open;
    row.innerHTML = html;
    if (opened && row.querySelector('details')) row.querySelector('details').open = true;
  });
  if (box.dataset.said === job.said) return false;
  // What was so before this screen was opened is no news.
  const news = box.dataset.said !== undefined;
  box.dataset.said = job.said;
  if (news) part('.jobs-said').textContent = job.said;
  return news;
}
