/* The names that have a page: loaded from names.js on first use, a classic script that runs from a disk too. */
'use strict';
(() => {
  const { folded, plain } = window.ArchiveQuery;
  const ROOT = new URL('../', document.currentScript.src); // this file lies in assets/
  const SHOWN = 8;
  let names = [], loading = null;

  /* A row: name, type as it stands within a sentence, number of articles, path, aliases; the most named first. */
  const put = (rows) => {
    names = rows.map(([name, type, count, path, aliases = []]) => {
      const spelt = [name, ...aliases].map((text) => folded(text).replace(/[^\p{L}\p{N}]+/gu, ' ').trim());
      return { name, type, count, path, aliases, spelt };
    });
  };

  /* Without the file the search does without names. */
  const load = () => {
    loading ??= new Promise((resolve) => {
      const script = document.createElement('script');
      script.src = new URL('assets/names.js', ROOT);
      script.onload = script.onerror = () => { script.remove(); resolve(names); };
      document.head.append(script);
    });
    return loading;
  };

  /* How well what was typed begins a spelling, or words of it in their order: 0 best, 9 not at all. */
  const fit = (typed, spelling) => {
    if (spelling === typed) return 0;
    if (spelling.startsWith(typed)) return 1;
    if (spelling.includes(` ${typed}`)) return 2;
    const words = spelling.split(' ');
    return typed.split(' ').every((part) => words.some((word) => word.startsWith(part))) ? 3 : 9;
  };

  const normal = (text) => folded(text).replace(/[^\p{L}\p{N}]+/gu, ' ').trim();

  const complete = (text) => {
    const typed = normal(text);
    if (typed.length < 2) return [];
    return names.map((entry) => {
      const fits = entry.spelt.map((spelling) => fit(typed, spelling));
      const best = Math.min(...fits), place = fits.indexOf(best);
      return { ...entry, best, alias: place ? entry.aliases[place - 1] : '' };
    }).filter(({ best }) => best < 9).sort((one, other) => one.best - other.best || other.count - one.count).slice(0, SHOWN);
  };

  /* Whose name or alias the text is. */
  const called = (text) => {
    const typed = normal(text);
    return typed ? names.filter(({ spelt }) => spelt.includes(typed)) : [];
  };

  /* Every word of every name, those of the most named first. */
  const words = () => names.flatMap(({ name, aliases }) => [name, ...aliases])
    .flatMap((text) => text.split(/[\s–—-]+/)).filter((word) => plain(word).length > 3)
    .map((word) => word.replace(/^[^\p{L}\p{N}]+|(?:['’]s)?[^\p{L}\p{N}]*$/gu, ''));

  window.ArchiveNames = { put, load, complete, called, words };
})();
