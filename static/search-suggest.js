/* Names under the search box as one types: a combobox as WAI-ARIA describes it.

   The arrows move among the names, Enter or a click leads to the page of one; Escape puts them away.
   Enter without a name chosen searches. */
'use strict';
(() => {
  const { element } = window.ArchiveResults;
  const LIST = 'search-names';

  const attach = (box) => {
    const ariaLabel = ArchiveWords.say('Names with a page');
    const list = element('ul', { id: LIST, className: 'names', role: 'listbox', ariaLabel, hidden: true });
    let shown = [], at = -1, turn = 0; // of the lists, only that for the last letter is shown
    box.setAttribute('role', 'combobox');
    box.setAttribute('aria-autocomplete', 'list');
    box.setAttribute('aria-controls', LIST);
    box.setAttribute('aria-expanded', 'false');
    box.after(list);

    const isOpen = () => !list.hidden;
    const point = (place) => {
      at = place;
      [...list.children].forEach((option, number) => { option.ariaSelected = String(number === at); });
      if (at < 0) box.removeAttribute('aria-activedescendant');
      else {
        box.setAttribute('aria-activedescendant', list.children[at].id);
        list.children[at].scrollIntoView({ block: 'nearest' });
      }
    };
    const open = (isShown) => {
      turn += 1;
      list.hidden = !isShown;
      box.setAttribute('aria-expanded', String(isShown));
      if (!isShown) point(-1);
    };
    const option = ({ name, type, count, alias }, number) => {
      const articles = ArchiveWords.count('%(num)s article', '%(num)s articles', count);
      const about = [alias && ArchiveWords.say('also %(alias)s', { alias }), type, articles].filter(Boolean).join(' · ');
      return element('li', { id: `${LIST}-${number}`, role: 'option', ariaSelected: 'false' },
        element('span', { className: 'name', dir: 'auto' }, name), ' ', element('span', { className: 'about' }, about));
    };

    const draw = async () => {
      const typed = box.value, mine = ++turn;
      await ArchiveNames.load();
      if (mine !== turn) return;
      shown = /["|]|(?:^|\s)-|\bOR\b/.test(typed) ? [] : ArchiveNames.complete(typed);
      list.replaceChildren(...shown.map(option));
      at = -1;
      open(shown.length > 0 && document.activeElement === box);
    };
    const follow = (number) => { location.assign(shown[number].path.split('/').map(encodeURIComponent).join('/')); };

    const keys = {
      ArrowDown: () => point(at + 1 < shown.length ? at + 1 : -1),
      ArrowUp: () => point(at < 0 ? shown.length - 1 : at - 1),
      Escape: () => open(false),
    };
    box.addEventListener('focus', () => ArchiveNames.load(), { once: true });
    box.addEventListener('input', draw);
    box.addEventListener('blur', () => open(false));
    box.addEventListener('keydown', (event) => {
      if (event.key === 'Enter' && !isOpen()) turn += 1;
      if (!isOpen() || event.isComposing) return;
      const isChoice = event.key === 'Enter' && at >= 0;
      if (event.key === 'Enter' && !isChoice) open(false);
      if (!isChoice && !(event.key in keys)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      if (isChoice) follow(at);
      else keys[event.key]();
    });
    // The box keeps the focus while a name is clicked.
    list.addEventListener('mousedown', (event) => event.preventDefault());
    list.addEventListener('click', ({ target }) => {
      const chosen = target.closest('[role="option"]');
      if (chosen) follow([...list.children].indexOf(chosen));
    });
  };

  window.ArchiveSuggest = { attach };
})();
