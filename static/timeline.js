/* Narrows the timeline to the articles that name all that its address asks for, as in
   timeline.html?name=people/anna&name=places/oslo (any person: name=people).

   Who is named where, and the titles, are scripts (cuttings/pages/narrowing.py), loaded when they are
   needed.  An article is a number: its place on the timeline. */
'use strict';
(() => {
  const PAGE = 100; // titles shown at once
  const at = (id) => document.getElementById(id);
  const form = at('narrow'), kind = at('kind'), which = at('name');
  if (!form) return;
  const list = document.querySelector('#found ol'), more = document.querySelector('#found button');
  const inScript = Number(list.dataset.titles);
  const address = new URLSearchParams(location.search);
  const isKind = (folder) => folder && [...kind.options].some(({ value }) => value === folder);
  const asked = [...new Set(address.getAll('name'))].filter((path) => isKind(path.split('/')[0]));
  let found = null, shown = 0;

  const files = new Map();
  window.ArchiveTimeline = { put: (name, rows) => files.set(name, rows) };
  const load = (name) => new Promise((resolve) => {
    const done = () => resolve(files.get(name) ?? []);
    if (files.has(name)) return done();
    const script = document.createElement('script');
    script.src = `timeline/${name}.js`;
    script.onload = script.onerror = () => { script.remove(); done(); };
    document.head.append(script);
  });

  const element = (tag, content, properties = {}) => {
    const made = Object.assign(document.createElement(tag), properties);
    made.append(...[content].flat());
    return made;
  };
  const figure = (number) => number.toLocaleString(document.documentElement.lang);

  /* Rising numbers, packed as steps in base 36. */
  const numbersOf = ([, , , packed]) => {
    let last = 0;
    return packed ? packed.split(' ').map((step) => (last += parseInt(step, 36))) : [];
  };
  const nameOf = ([, before, key]) => (before ? `${before} ${key}` : key);
  const filedAs = ([, before, key]) => (before ? `${key}, ${before}` : key);

  const term = async (path) => {
    const [folder, id] = path.split('/'), rows = await load(`named-${folder}`);
    const meant = id ? rows.filter((row) => row[0] === id) : rows;
    const any = [...kind.options].find(({ value }) => value === folder).text;
    const name = id ? meant.map(nameOf)[0] ?? path : any;
    return { path, name, page: id ? `${path}.html` : `${folder}/index.html`, numbers: new Set(meant.flatMap(numbersOf)) };
  };

  const chip = ({ path, name, page }) => {
    const made = at('term').cloneNode(true), [link, drop] = made.querySelectorAll('a');
    made.removeAttribute('id');
    Object.assign(link, { textContent: name, href: page, dir: 'auto' });
    const others = new URLSearchParams(asked.filter((other) => other !== path).map((other) => ['name', other]));
    drop.href = `timeline.html?${others}`;
    drop.lastChild.append(` ${name}`);
    return made;
  };

  const title = (number) => {
    const [slug, text, date, source, inferred] = files.get(`titles-${Math.floor(number / inScript)}`)[number % inScript];
    const told = [source, inferred && list.dataset.inferred].filter(Boolean).join(', ');
    const link = element('a', text, { href: `articles/${slug}.html`, dir: 'auto' });
    return element('li', [
      element('span', date || list.dataset.undated, { className: 'row-date' }), ' ',
      element('span', [link, ' ', element('span', told, { className: 'source' })], { className: 'row-title' }),
    ], { className: 'row' });
  };

  const add = async () => {
    const part = found.slice(shown, shown + PAGE);
    shown += part.length;
    more.hidden = shown >= found.length;
    await Promise.all([...new Set(part.map((number) => Math.floor(number / inScript)))].map((number) => load(`titles-${number}`)));
    list.append(...part.map(title));
  };
  const showFrom = (first) => {
    shown = Math.max(0, found.findIndex((number) => number >= first));
    list.replaceChildren();
    return add();
  };

  const recount = () => {
    for (const cell of document.querySelectorAll('td[data-first]')) {
      const first = Number(cell.dataset.first), end = first + Number(cell.dataset.count);
      const count = found.filter((number) => number >= first && number < end).length;
      cell.firstChild.textContent = figure(count);
      cell.firstChild.hidden = !count;
      if (!cell.nextElementSibling) cell.parentNode.hidden = !count;
    }
  };

  const narrow = async () => {
    const terms = await Promise.all(asked.map(term));
    found = [...terms[0].numbers].filter((number) => terms.every(({ numbers }) => numbers.has(number))).sort((a, b) => a - b);
    at('terms').append(...terms.map(chip));
    at('hits').textContent = figure(found.length);
    at('opened').hidden = true;
    at('narrowed').hidden = at('found').hidden = false;
    form.append(...asked.map((value) => element('input', [], { type: 'hidden', name: 'name', value })));
    recount();
    await showFrom(0);
  };

  /* Offers the names of a kind, of those asked for already only what shares an article with them. */
  const offer = async () => {
    const folder = kind.value, rows = folder ? await load(`named-${folder}`) : [], among = found && new Set(found);
    const options = rows.flatMap((row) => {
      const path = `${folder}/${row[0]}`, count = numbersOf(row).filter((number) => !among || among.has(number)).length;
      return count && !asked.includes(path) ? [new Option(`${filedAs(row)} (${figure(count)})`, path)] : [];
    });
    which.options[0].value = folder;
    which.replaceChildren(which.options[0], ...options);
    which.selectedIndex = 0;
    which.closest('p').hidden = !folder;
  };

  document.querySelector('.calendar')?.addEventListener('click', (event) => {
    const link = found && event.target.closest('tbody a');
    if (!link) return;
    event.preventDefault();
    showFrom(Number((link.closest('td') ?? link.closest('tr').lastElementChild).dataset.first));
    at('found-title').focus();
  });
  more.addEventListener('click', async () => {
    const last = list.lastElementChild;
    await add();
    last.nextElementSibling?.querySelector('a').focus();
  });
  kind.addEventListener('change', offer);
  const begin = async () => {
    if (asked.length) await narrow();
    const folder = address.get('kind');
    if (isKind(folder)) kind.value = folder;
    if (kind.value) await offer();
  };
  begin();
})();
