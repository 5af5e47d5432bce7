/* The search page: the box, the filters and the order, kept in the address; the results.

   Several values of one filter: any of them.  Several filters: all of them.  A filter's counts tell
   how many articles each of its values would give, its own chosen values aside. */
'use strict';
(() => {
  const NAMES = {
    year: 'Year', publication: 'Publication', agency: 'Agency', people: 'People', organisations: 'Organisations',
    places: 'Places', agreements: 'Agreements', events: 'Events', language: 'Language',
  };
  const PAGE = 10, TOP = 8; // results, values of a filter
  const PAUSE = 200, SHORTEST = 2; // ms after the last key; letters
  const PASSAGES = 3, WORDS = 30, LEAD = 8; // an excerpt and up to two more; words of each, and before the first found
  const UNDATED = 'undated';

  const at = (id) => document.getElementById(id);
  const form = at('search-form'), box = at('q'), status = at('search-status'), filters = at('search-filters');
  const order = at('search-sort'), list = at('results'), more = at('search-more');

  const chosen = new Map(); // filter → values, a Set
  const unfolded = new Set(); // filters of which all values are shown
  let turn = 0; // of the answers, only that to the last question is shown
  let results = [];

  const element = (name, properties = {}, ...children) => {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  };
  const articles = (count) => `${count} ${count === 1 ? 'article' : 'articles'}`;
  const plain = (word) => word.normalize('NFD').replace(/[^\p{L}\p{N}]/gu, '').toLowerCase();

  /* --- what is asked, and the address ----------------------------------------------------------- */

  const asked = () => {
    const query = box.value.replace(/[“”„«»]/g, '"').trim();
    return query.replaceAll('"', '').trim().length < SHORTEST ? '' : query;
  };
  const isPhrase = (query) => /^".+"$/.test(query);
  /* As UNSAYABLE in cuttings/search.py. */
  const sayable = (value) => value.replaceAll('"', '”').replaceAll('\\', '⧵');
  const choose = (name, value) => chosen.set(name, new Set(chosen.get(name)).add(sayable(value)));
  const drop = (name, value) => {
    chosen.get(name).delete(value);
    if (!chosen.get(name).size) chosen.delete(name);
  };

  const readAddress = () => {
    const address = new URLSearchParams(location.search);
    box.value = address.get('q') ?? '';
    order.value = address.get('sort') ?? '';
    if (order.selectedIndex < 0) order.value = '';
    chosen.clear();
    for (const [key, value] of address) if (key.startsWith('f.')) choose(key.slice(2), value);
  };

  const writeAddress = (count) => {
    const address = new URLSearchParams();
    if (box.value.trim()) address.set('q', box.value.trim());
    for (const [name, values] of chosen) for (const value of values) address.append(`f.${name}`, value);
    if (order.value) address.set('sort', order.value);
    const question = String(address);
    history.replaceState({ count }, '', `${location.pathname}${question && `?${question}`}${location.hash}`);
  };

  /* --- asking ----------------------------------------------------------------------------------- */

  const narrowed = (except, extra = {}) => {
    const kept = [...chosen].filter(([name]) => name !== except);
    return { ...Object.fromEntries(kept.map(([name, values]) => [name, { any: [...values] }])), ...extra };
  };

  /* The undated sort before all others: right for the newest first, and mended here for the oldest first. */
  const undatedLast = async (archive, query, found) => {
    if (order.value !== 'date:asc' || !found.filters.year?.[UNDATED]) return found.results;
    const undated = await archive.search(query, { filters: narrowed('', { year: UNDATED }) });
    const ids = new Set(undated.results.map(({ id }) => id));
    const rank = ({ id }) => Number(ids.has(id));
    return [...found.results].sort((one, other) => rank(one) - rank(other));
  };

  /* Where no word begins as typed, Pagefind takes the longest indexed one that the typed word begins
     with ("asdfgh" would find every article with "as"), or passes over it.  A near miss may stand;
     but the first letters of each word must be in what was found, of which the first result will do. */
  const near = (word) => plain(word).replace(/ying$/, 'ie').replaceAll('y', 'i');
  const isFound = (query, page) => {
    const words = page.content.split(/\s+/);
    const marks = page.weighted_locations.map(({ location: place }) => words[place] ?? '');
    const found = [...Object.values(page.meta), ...marks].map(near);
    return query.split(/\s+/).map(near).every((word) => found.some((other) => other.includes(word.slice(0, 3))));
  };
  const isMiss = async (query, [first]) => query && first && !isPhrase(query) && !isFound(query, await first.data());

  const ask = async (archive, query) => {
    const [field, direction] = (order.value || (query ? '' : 'date:desc')).split(':');
    const found = await archive.search(query, { filters: narrowed(), ...(field && { sort: { [field]: direction } }) });
    if (await isMiss(query, found.results)) return { results: [], counts: {} };
    const counts = { ...found.filters };
    for (const name of chosen.keys()) counts[name] = (await archive.search(query, { filters: narrowed(name) })).filters[name];
    return { results: await undatedLast(archive, query, found), counts };
  };

  const search = async (count = PAGE) => {
    const mine = ++turn, query = asked();
    const current = () => mine === turn;
    writeAddress(count);
    list.ariaBusy = 'true';
    setTimeout(() => { if (current() && list.ariaBusy === 'true') status.textContent = 'Searching…'; }, 2 * PAUSE);
    try {
      const archive = await ArchiveSearch.load();
      const isAsked = query || chosen.size;
      const answer = isAsked ? await ask(archive, query || null) : { results: [], counts: archive.totals };
      const items = await drawn(answer.results.slice(0, count), query);
      if (!current()) return;
      results = answer.results;
      list.replaceChildren(...items);
      drawFilters(answer.counts, archive.totals);
      status.replaceChildren(...(isAsked ? outcome(query) : []));
      drawMore();
      list.ariaBusy = 'false';
    } catch (error) {
      ArchiveSearch.forget();
      if (current()) fail(error);
    }
  };

  /* --- results ---------------------------------------------------------------------------------- */

  /* A word in a mark, the punctuation around it outside. */
  const marked = (word) => {
    const [, before, core, after] = word.match(/^([^\p{L}\p{N}]*)(.*?)([^\p{L}\p{N}]*)$/su);
    return [before, element('mark', {}, core || ' '), after];
  };
  /* The words are those of the index, in which a dash that joins two ends the first: cuttings/search.py. */
  const gap = (before) => (/[^—―][—―]$/.test(before) ? '' : ' ');
  const text = (words, start, end, places) => words.slice(start, end).flatMap((word, offset) => {
    const shown = places.has(start + offset) ? marked(word) : [word];
    return offset ? [gap(words[start + offset - 1]), ...shown] : shown;
  });

  /* Where to quote an article: the stretches with the most of what was found, the best first. */
  const stretches = (hits, first, last) => {
    const begins = hits.map(({ location: place }) => Math.max(first, Math.min(place - LEAD, last - WORDS)));
    const weight = (start) => hits.reduce((sum, hit) =>
      sum + (hit.location >= start && hit.location < start + WORDS ? hit.balanced_score : 0), 0);
    const weighed = [...new Set(begins)].map((start) => ({ start, weight: weight(start) }));
    weighed.sort((one, other) => other.weight - one.weight || one.start - other.start);
    const best = [];
    for (const { start } of weighed) {
      if (best.length < PASSAGES && best.every((other) => Math.abs(other - start) >= WORDS)) best.push(start);
    }
    return best.length ? best : [first];
  };

  const hrefOf = (page, query, anchor = '') =>
    `${page.url.slice(1)}${query ? `?${new URLSearchParams({ highlight: query })}` : ''}${anchor && `#${anchor}`}`;

  const subheadOf = (page, place) => page.anchors.filter((anchor) =>
    /^h[2-6]$/.test(anchor.element) && anchor.location <= place + LEAD).at(-1);

  const quoted = (quote, start) => {
    const end = Math.min(start + WORDS, quote.words.length);
    return [start > quote.first ? '… ' : '', ...text(quote.words, start, end, quote.places), end < quote.words.length ? ' …' : ''];
  };

  const passage = (quote, start) => {
    const subhead = subheadOf(quote.page, start);
    const lead = subhead && [element('a', { href: hrefOf(quote.page, quote.query, subhead.id) }, subhead.text), ': '];
    return element('li', { className: 'passage' }, ...(lead ?? []), ...quoted(quote, start));
  };

  const result = (page, query) => {
    const words = page.content.split(/\s+/), title = page.meta.title ?? page.url;
    const first = page.content.startsWith(title) ? title.split(/\s+/).length : 0; // the title opens the text
    const hits = page.weighted_locations.filter((hit) => hit.location < words.length).slice(0, 500);
    const quote = { page, query, words, first, places: new Set(hits.map((hit) => hit.location)) };
    const [best, ...others] = stretches(hits.filter((hit) => hit.location >= first), first, words.length);
    const heading = first ? text(title.split(/\s+/), 0, first, quote.places) : [title];
    const item = element('li', { className: 'result' },
      element('h2', { className: 'result-title', dir: 'auto' }, element('a', { href: hrefOf(page, query) }, ...heading)),
      element('p', { className: 'result-meta' }, [page.meta.date, page.meta.source].filter(Boolean).join(' · ')),
      element('p', { className: 'excerpt', dir: 'auto' }, ...quoted(quote, best)));
    const further = others.sort((one, other) => one - other).map((start) => passage(quote, start));
    if (further.length) item.append(element('ul', { className: 'passages' }, ...further));
    return item;
  };

  const drawn = async (some, query) => (await Promise.all(some.map((found) => found.data()))).map((page) => result(page, query));

  const drawMore = () => {
    const left = results.length - list.children.length;
    more.hidden = left <= 0;
    more.textContent = `${Math.min(PAGE, left)} more of ${results.length}`;
  };

  const showMore = async () => {
    const mine = turn, shown = list.children.length;
    try {
      const items = await drawn(results.slice(shown, shown + PAGE), asked());
      if (mine !== turn || list.children.length !== shown) return;
      list.append(...items);
      writeAddress(list.children.length);
      drawMore();
      items[0].querySelector('a').focus();
    } catch (error) {
      ArchiveSearch.forget();
      fail(error);
    }
  };

  /* --- what came of it -------------------------------------------------------------------------- */

  const allArticles = () => element('a', { href: 'articles/index.html' }, 'list of all articles');

  const advice = (query) => {
    if (chosen.size) return 'Try it without the filters';
    if (isPhrase(query)) return 'Try it without the quotation marks';
    return /\s/.test(query) ? 'All words must occur: try fewer of them' : 'Try the beginning of the word, or another spelling';
  };

  const outcome = (query) => {
    const told = `${articles(results.length)}${query ? ` for “${isPhrase(query) ? query.slice(1, -1) : query}”` : ''}`;
    return results.length ? [told] : [`${told}. ${advice(query)}, or see the `, allArticles(), '.'];
  };

  const fail = (error) => {
    results = [];
    list.replaceChildren();
    list.ariaBusy = 'false';
    filters.replaceChildren();
    drawMore();
    const reason = error.message.replace(/\s+/g, ' ').replace(/\.$/, '');
    status.replaceChildren(`The search can’t run: ${reason}. There is the `, allArticles(), '.');
  };

  /* --- filters ---------------------------------------------------------------------------------- */

  const isChosen = (name, value) => chosen.get(name)?.has(value) ?? false;

  /* Years from the latest, all else by how many articles it would give. */
  const byUse = (name) => ([one, few], [other, many]) => {
    if (name !== 'year') return many - few || one.localeCompare(other);
    return (one === UNDATED) - (other === UNDATED) || other.localeCompare(one);
  };

  const checkbox = (name, [value, count]) => {
    const input = element('input', { type: 'checkbox', name: `f.${name}`, value, checked: isChosen(name, value) });
    const label = element('span', { dir: 'auto' }, value);
    return element('label', {}, input, ' ', label, ' ', element('span', { className: 'count' }, `(${count})`));
  };

  const filter = (name, counts) => {
    const values = Object.entries(counts).filter(([value, count]) => count || isChosen(name, value)).sort(byUse(name));
    for (const value of chosen.get(name) ?? []) if (!(value in counts)) values.push([value, 0]);
    const shown = unfolded.has(name) ? values : values.filter((entry, rank) => rank < TOP || isChosen(name, entry[0]));
    const boxes = shown.map((entry) => checkbox(name, entry));
    const field = element('fieldset', { className: 'filter' }, element('legend', {}, NAMES[name] ?? name), ...boxes);
    field.dataset.filter = name;
    const label = unfolded.has(name) ? 'Show fewer' : `Show all ${values.length}`;
    if (values.length > TOP) field.append(element('button', { type: 'button', className: 'show-all', name }, label));
    return values.length ? [field] : [];
  };

  const chip = (name, value) => {
    const ariaLabel = `${NAMES[name] ?? name}: ${value}; remove`;
    return element('button', { type: 'button', className: 'chip', name: `f.${name}`, value, ariaLabel }, `${value} ×`);
  };

  const drawFilters = (counts, totals) => {
    const held = filters.contains(document.activeElement) ? document.activeElement : null;
    const names = new Set([...Object.keys(NAMES), ...Object.keys(totals), ...chosen.keys()]);
    // A filter with one value in the whole archive would narrow nothing.
    const useful = [...names].filter((name) => chosen.has(name) || Object.keys(totals[name] ?? {}).length > 1);
    const chips = [...chosen].flatMap(([name, values]) => [...values].map((value) => chip(name, value)));
    const bar = element('div', { className: 'chips', hidden: !chips.length }, ...chips);
    filters.replaceChildren(bar, ...useful.flatMap((name) => filter(name, counts[name] ?? {})));
    if (!held) return;
    const controls = [...filters.querySelectorAll('input, button')];
    const same = controls.find((control) => control.name === held.name && control.value === held.value);
    (same ?? box).focus();
  };

  /* --- what the reader does --------------------------------------------------------------------- */

  let timer = 0;
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(search, PAUSE);
  };
  const now = () => {
    clearTimeout(timer);
    search();
  };
  const fold = (name) => {
    if (!unfolded.delete(name)) unfolded.add(name);
    search(list.children.length || PAGE);
  };

  box.addEventListener('input', later);
  box.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !box.value) return;
    event.preventDefault();
    box.value = '';
    now();
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    now();
  });
  order.addEventListener('change', now);
  more.addEventListener('click', showMore);
  filters.addEventListener('change', ({ target }) => {
    (target.checked ? choose : drop)(target.name.slice(2), target.value);
    now();
  });
  filters.addEventListener('click', ({ target }) => {
    if (target.className === 'show-all') fold(target.name);
    if (target.className !== 'chip') return;
    drop(target.name.slice(2), target.value);
    now();
  });
  document.addEventListener('keydown', (event) => {
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest('input:not([type="checkbox"]), textarea, select')) return;
    event.preventDefault();
    box.focus();
    box.select();
  });
  addEventListener('popstate', () => {
    readAddress();
    now();
  });

  readAddress();
  search(history.state?.count);
})();
