/* What each page gains with JavaScript: "/" leads to the search box. */
(() => {
  'use strict';
  const field = document.querySelector('form[role="search"] input');

  document.addEventListener('keydown', (event) => {
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || !field) return;
    if (event.target.closest('input, textarea, select')) return;
    event.preventDefault();
    field.focus();
    field.select();
  });
})();
