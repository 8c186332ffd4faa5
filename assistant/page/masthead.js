// Hands the chosen language to the server and tells browser and screen reader which one it is.
element.addEventListener('click', (event) => {
  const button = event.target.closest('[data-language]');
  if (button) trigger('language', { language: button.dataset.language });
});
const declare = () => {
  const masthead = element.querySelector('.masthead');
  if (!masthead) return;
  document.documentElement.lang = masthead.lang;
  document.title = masthead.dataset.title;
};
declare();
watch('value', declare);
