// For the welcome and the conversation: hands a pressed button to the server, and keeps the
// newest turn in view.
element.addEventListener('click', (event) => {
  const cite = event.target.closest('[data-cite]');
  if (cite) {
    element.querySelectorAll('.shown').forEach((other) => other.classList.remove('shown'));
    cite.classList.add('shown');
    document.dispatchEvent(new CustomEvent('evidence-asked'));
    const turn = Number(cite.closest('[data-turn]').dataset.turn);
    trigger('cite', { turn, reference: cite.dataset.cite });
    return;
  }
  const ask = event.target.closest('[data-ask]');
  const waiting = document.querySelector('#conversation [aria-busy="true"]');
  if (ask && !waiting) trigger('ask', { question: ask.dataset.ask });
});

// Ready to type on a laptop; on a phone the keyboard would cover the page.
const ready_to_type = () => {
  const nowhere = !document.activeElement || document.activeElement === document.body;
  if (nowhere && matchMedia('(min-width: 901px)').matches) {
    document.querySelector('#question textarea')?.focus({ preventScroll: true });
  }
};
ready_to_type();

let turns = 0;
watch('value', () => {
  const all = element.querySelectorAll('.turn');
  const last = all[all.length - 1];
  if (last) {
    document.documentElement.dataset.conversation = 'begun';
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    const added = all.length !== turns;
    last.scrollIntoView({ block: 'start', behavior: calm || !added ? 'auto' : 'smooth' });
  }
  turns = all.length;
  ready_to_type();
});
