// Brings the marked cell or sentence into view, and leads back to the button that opened it.
const narrow = () => matchMedia('(max-width: 900px)').matches;
const calm = () => matchMedia('(prefers-reduced-motion: reduce)').matches;

// The style sheet lays the page out by this: not at all, beside the chat, or also on a phone.
const declare = (sheet) => {
  const root = document.documentElement;
  if (!sheet) delete root.dataset.evidence;
  else root.dataset.evidence = sheet.classList.contains('opened') ? 'opened' : 'offered';
};

const settle = () => {
  const sheet = element.querySelector('.sheet');
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

const lead_back = () => {
  const button = document.querySelector('#conversation .shown');
  if (!button) return;
  button.scrollIntoView({ block: 'center', behavior: calm() ? 'auto' : 'smooth' });
  button.focus({ preventScroll: true });
};

const close = () => {
  props.value = '';
  declare(null);
  lead_back();
};

element.addEventListener('click', (event) => {
  if (event.target.closest('[data-close]')) {
    close();
  } else if (event.target.closest('[data-back]')) {
    lead_back();
  }
});
element.addEventListener('keydown', (event) => {
  if (event.key === 'Escape') close();
});
// Pressing the same number again shows the same sheet again: nothing changes on the server.
document.addEventListener('evidence-asked', () => {
  if (element.querySelector('.sheet.opened')) settle();
});
watch('value', () => requestAnimationFrame(settle));
