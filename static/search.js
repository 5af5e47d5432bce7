/* The search page: the box, the filters and the order, kept in the address; what came of it.

   search-query.js reads the query, search-ask.js answers it, search-results.js and search-facets.js
   draw the answer, search-suggest.js and search-names.js know the names. */
'use strict';
(() => {
  const { element } = window.ArchiveResults;
  const PAGE = 10, BY_ITSELF = 50; // results; up to how many more come as one scrolls: the foot must be in reach
  const PAUSE = 200, PATIENCE = 800, SHORTEST = 2; // ms after the last key, before "Searching…"; letters

  const at = (id) => document.getElementById(id);
  const form = at('search-form'), box = at('q'), status = at('search-status'), note = at('search-note');
  const match = at('search-match'), order = at('search-sort'), list = at('results'), more = at('search-more');

  let turn = 0; // of the answers, only that to the last question is shown
  const NOTHING = { results: [], query: { clauses: [], without: [] }, counts: () => ({}), isWhole: () => true, complete: async () => false };
  let answer = NOTHING;

  const articles = (count) => ArchiveWords.count('%(num)s article', '%(num)s articles', count);
  // The archive's own, where its interface speaks another: queries are asked in that of the articles.
  const language = document.documentElement.dataset.archive || document.documentElement.lang || 'en';

  /* --- what is asked, and the address ----------------------------------------------------------- */

  const asked = () => (ArchiveQuery.plain(box.value).length < SHORTEST ? '' : box.value.trim());
  const parse = (text, any = match.value === 'any') => ArchiveQuery.parse(text, { any, language });
  const hasSeveral = ({ clauses }) => clauses.length > 1;

  const select = (field, value) => {
    field.value = value ?? '';
    if (field.selectedIndex < 0) field.value = '';
  };
  const readAddress = (address = new URLSearchParams(location.search)) => {
    box.value = address.get('q') ?? '';
    select(match, address.get('match'));
    select(order, address.get('sort'));
    ArchiveFacets.read(address);
  };

  const addressOf = ({ text = box.value.trim(), any = match.value, filters = true }) => {
    const address = new URLSearchParams();
    if (text) address.set('q', text);
    if (any) address.set('match', any);
    if (filters) ArchiveFacets.write(address);
    if (order.value) address.set('sort', order.value);
    return String(address) && `?${address}`;
  };
  /* What is typed changes the entry in the history, what is chosen makes a new one. */
  const writeAddress = (count, isNew = false) => {
    const question = addressOf({}), change = isNew && question !== location.search ? 'pushState' : 'replaceState';
    history[change]({ count }, '', `${location.pathname}${question}${location.hash}`);
  };

  /* --- asking ----------------------------------------------------------------------------------- */

  const tell = (...content) => {
    const told = element('p', {}, ...content);
    if (told.innerHTML !== status.innerHTML) status.replaceChildren(...told.childNodes);
  };

  /* Before anything is asked the filters tell of all articles, if their table is there. */
  const unasked = ({ totals, laid }) => ({
    ...NOTHING, query: parse(''), isNone: true,
    counts: () => totals(), isWhole: (name) => laid()?.isWhole(name) ?? true,
  });

  const ask = async (archive, text) => {
    if (!text && !ArchiveFacets.isUsed()) return unasked(archive);
    const direction = order.value.split(':')[1] ?? (text ? '' : 'desc');
    return ArchiveAsk.ask(archive, parse(text), ArchiveFacets.narrow(), direction);
  };

  const drawFacets = (archive) => ArchiveFacets.draw(answer.counts(), archive.totals(), answer.isWhole);
  /* All values of a filter, for a reader who wants to see them. */
  const fill = async (name) => {
    try {
      const archive = await ArchiveSearch.load();
      await (await archive.table()).fill(name);
      drawFacets(archive);
    } catch (error) {
      ArchiveSearch.forget();
      fail(error);
    }
  };

  /* Rare values for the filters of an answer at which the reader stays, where they are in sight. */
  const complete = async (found) => {
    const isCurrent = () => found === answer;
    try {
      const isSeen = at('search-filters').checkVisibility?.() ?? true;
      if (isCurrent() && isSeen && await found.complete() && isCurrent()) drawFacets(await ArchiveSearch.load());
    } catch (error) {
      ArchiveSearch.forget();
      if (isCurrent()) fail(error);
    }
  };

  const search = async ({ count = PAGE, isNew = false } = {}) => {
    const mine = ++turn, text = asked();
    const isCurrent = () => mine === turn;
    writeAddress(count, isNew);
    list.ariaBusy = 'true';
    setTimeout(() => { if (isCurrent() && list.ariaBusy === 'true') tell(ArchiveWords.say('Searching…')); }, PATIENCE);
    try {
      const archive = await ArchiveSearch.load();
      const found = await ask(archive, text);
      const items = await ArchiveResults.draw(found.results.slice(0, count), found.query);
      const told = found.isNone ? [] : await outcome(archive, text, found);
      const notes = found.isNone ? [] : await notesOn(text, found);
      if (!isCurrent()) return;
      answer = found;
      list.replaceChildren(...items);
      drawFacets(archive);
      tell(...told);
      note.replaceChildren(...notes);
      drawMore();
      list.ariaBusy = 'false';
      setTimeout(complete, PAUSE, found);
    } catch (error) {
      ArchiveSearch.forget();
      if (isCurrent()) fail(error);
    }
  };

  /* --- more results ----------------------------------------------------------------------------- */

  const drawMore = () => {
    const left = answer.results.length - list.children.length;
    more.hidden = left <= 0;
    const total = ArchiveWords.number(answer.results.length);
    more.textContent = ArchiveWords.count('%(num)s more of %(total)s', '%(num)s more of %(total)s', Math.min(PAGE, left), { total });
  };

  let isAdding = false;
  const showMore = async (isAsked) => {
    if (isAdding) return;
    isAdding = true;
    const mine = turn, shown = list.children.length;
    try {
      const items = await ArchiveResults.draw(answer.results.slice(shown, shown + PAGE), answer.query);
      if (mine !== turn || list.children.length !== shown) return;
      list.append(...items);
      writeAddress(list.children.length);
      drawMore();
      if (isAsked) items[0]?.querySelector('a').focus();
    } catch (error) {
      ArchiveSearch.forget();
      fail(error);
    } finally {
      isAdding = false;
    }
  };

  const scrolled = new IntersectionObserver(([{ isIntersecting }]) => {
    if (isIntersecting && !more.hidden && list.children.length < BY_ITSELF) showMore(false);
  }, { rootMargin: '200px' });

  /* --- what came of it -------------------------------------------------------------------------- */

  const allArticles = () => element('a', { href: 'articles/index.html' }, ArchiveWords.say('list of all articles'));
  /* A link to another search, with how many articles it would give. */
  const offer = (words, search, count) =>
    element('a', { className: 'offer', href: addressOf(search) || 'search.html' }, `${words}${count ? ` (${ArchiveWords.number(count)})` : ''}`);

  const without = (query, words) => {
    const isKept = (term) => !words.some(({ word }) => term.text.split(' ').includes(word));
    const clauses = query.clauses.map((clause) => clause.filter(isKept)).filter((clause) => clause.length);
    return { ...query, clauses };
  };
  const unquoted = (text) => text.replace(/["“”„«»]/g, ' ').replace(/\s+/g, ' ').trim();

  /* Other searches that would find something. */
  const tries = async (archive, text, { query, all }) => {
    const made = [];
    const add = async (words, other, search, isLeft = true) => {
      const count = isLeft && other.clauses.length ? await ArchiveAsk.count(archive, other) : 0;
      if (count) made.push(offer(words, search, count));
    };
    if (ArchiveFacets.isUsed() && all) made.push(offer(ArchiveWords.say('without the filters'), { filters: false }, all));
    if (query.missing.length) {
      const other = without(query, query.missing), words = query.missing.map(({ typed }) => ArchiveQuery.quoted(typed)).join(', ');
      await add(ArchiveWords.say('without %(words)s', { words }), other, { text: ArchiveQuery.written(other), filters: false });
    }
    const bare = unquoted(text), hasPhrase = query.clauses.flat().some(({ phrase }) => phrase);
    if (hasPhrase) await add(ArchiveWords.say('without the quotation marks'), parse(bare, false), { text: bare, filters: false });
    if (hasSeveral(query)) {
      await add(ArchiveWords.say('with any of the words'), parse(text, true), { any: 'any', filters: false }, !query.missing.length);
    }
    return made;
  };

  const advice = (query) => {
    if (ArchiveFacets.isUsed()) return ArchiveWords.say('Try it without the filters, or see the %(list)s.');
    if (query.clauses.some((clause) => clause.length === 1 && clause[0].phrase)) {
      return ArchiveWords.say('Try it without the quotation marks, or see the %(list)s.');
    }
    return hasSeveral(query)
      ? ArchiveWords.say('All words must occur: try fewer of them, or see the %(list)s.')
      : ArchiveWords.say('Try the beginning of the word, or another spelling, or see the %(list)s.');
  };

  const unknown = ({ replaced = [], missing = [] }) => {
    const words = [...replaced, ...missing].map(({ typed }) => ArchiveQuery.quoted(typed)).join(', ');
    return words && ArchiveWords.say('The archive does not have %(words)s.', { words });
  };

  /* How many articles there are, for what, and what the archive does not have. */
  const summary = (text, { results, query }) => {
    const { length } = results, isReplaced = query.replaced?.length > 0;
    const shown = isReplaced ? ArchiveQuery.written(query) : text;
    const bare = /^["“„«][^"“”]+["”“»]$/.test(shown) ? shown.slice(1, -1) : shown;
    const found = text
      ? ArchiveWords.count('%(num)s article for “%(query)s”', '%(num)s articles for “%(query)s”', length, { query: bare })
      : articles(length);
    return [`${found}${isReplaced || !length ? '.' : ''}`, unknown(query)].filter(Boolean).join(' ');
  };

  const outcome = async (archive, text, found) => {
    const { results, query } = found, told = summary(text, found);
    if (results.length) return [told];
    const offers = await tries(archive, text, found), list = allArticles();
    if (!offers.length) return [`${told} `, ...ArchiveWords.woven(advice(query), { list })];
    const lead = hasSeveral(query) && !query.missing.length && !ArchiveFacets.isUsed()
      ? ArchiveWords.say('All words must occur: try it %(offers)s, or see the %(list)s.')
      : ArchiveWords.say('Try it %(offers)s, or see the %(list)s.');
    return [`${told} `, ...ArchiveWords.woven(lead, { offers: ArchiveWords.row(offers, 'disjunction'), list })];
  };

  /* --- above the results: how the query was understood, and whose page there is ------------------ */

  const spellings = ({ replaced = [] }, text) => replaced.filter(({ near }) => near.length > 1).map(({ typed, near }) => {
    const others = near.slice(1).map((word) => offer(word, { text: text.replaceAll(typed, word) }));
    const question = ArchiveWords.say('Instead of “%(typed)s” did you mean %(others)s?');
    return element('p', {}, ...ArchiveWords.woven(question, { typed, others: ArchiveWords.row(others, 'disjunction') }));
  });

  const isFilter = (path) => !['works', 'others'].includes(path.split('/')[0]); // as in cuttings/pages/kinds.py
  const page = ({ name, type, count, path }) => {
    const only = new URLSearchParams([[`f.${path.split('/')[0]}`, name]]);
    const link = element('a', { href: path.split('/').map(encodeURIComponent).join('/'), dir: 'auto' }, name);
    const words = ArchiveWords.count('the %(num)s article with this name', 'the %(num)s articles with this name', count);
    const narrowed = element('a', { className: 'offer', href: `?${only}` }, words);
    const told = ArchiveWords.woven(ArchiveWords.say('Page: %(name)s (%(kind)s)'), { name: link, kind: type });
    return element('p', { className: 'who' }, ...told, ...(isFilter(path) ? [' · ', narrowed] : []));
  };

  const notesOn = async (text, { query }) => {
    await ArchiveNames.load();
    const told = ArchiveQuery.told(query);
    const isName = !query.without.length && query.clauses.every((clause) => clause.length === 1);
    const asAnswered = query.replaced?.length ? ArchiveQuery.written(query) : text;
    const named = isName ? ArchiveNames.called(unquoted(asAnswered)).slice(0, 3) : [];
    return [...(told ? [element('p', { className: 'understood' }, told)] : []), ...spellings(query, text), ...named.map(page)];
  };

  const fail = (error) => {
    answer = NOTHING;
    list.replaceChildren();
    note.replaceChildren();
    list.ariaBusy = 'false';
    ArchiveFacets.erase();
    drawMore();
    const reason = error.message.replace(/\s+/g, ' ').replace(/\.$/, '');
    const told = ArchiveWords.say('The search can’t run: %(reason)s. There is the %(list)s.');
    tell(...ArchiveWords.woven(told, { reason, list: allArticles() }));
  };

  /* --- what the reader does --------------------------------------------------------------------- */

  let timer = 0;
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(search, PAUSE);
  };
  const now = (isNew = true) => {
    clearTimeout(timer);
    search({ isNew });
  };

  /* From the box into the results, among them, and back. */
  const step = (event) => {
    const links = [...list.querySelectorAll('.result-title a')], here = links.indexOf(document.activeElement);
    const isHere = document.activeElement === box || list.contains(document.activeElement);
    if (!links.length || !isHere || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const next = here + (event.key === 'ArrowDown' ? 1 : -1);
    (next < 0 ? box : links[Math.min(next, links.length - 1)]).focus();
  };
  const leave = (event) => {
    if (list.contains(event.target)) box.focus();
    if (event.target !== box || !box.value) return;
    event.preventDefault();
    box.value = '';
    now(false);
  };
  const seek = (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest('input:not([type="checkbox"]), textarea, select')) return;
    event.preventDefault();
    box.focus();
    box.select();
  };

  /* The filters before anything was asked, once a reader seems about to. */
  const offerFilters = async () => {
    const mine = turn;
    try {
      const archive = await ArchiveSearch.load();
      await archive.table();
      if (mine !== turn || asked() || ArchiveFacets.isUsed()) return;
      answer = unasked(archive);
      drawFacets(archive);
    } catch {
      ArchiveSearch.forget(); // a question will tell what is the matter
    }
  };

  ArchiveSuggest.attach(box);
  ArchiveFacets.onChange(now);
  ArchiveFacets.onMore(fill);
  box.addEventListener('focus', offerFilters, { once: true });
  for (const sign of ['pointerenter', 'focusin']) at('search-narrow').addEventListener(sign, offerFilters, { once: true });
  box.addEventListener('input', later);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    now();
  });
  at('search-narrow').addEventListener('toggle', () => complete(answer));
  order.addEventListener('change', () => now());
  match.addEventListener('change', () => now());
  more.addEventListener('click', () => showMore(true));
  document.addEventListener('click', (event) => {
    const link = event.target.closest('a.offer');
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    readAddress(new URL(link.href).searchParams);
    now();
  });
  document.addEventListener('keydown', (event) => {
    if (event.key === '/') seek(event);
    if (event.key === 'Escape') leave(event);
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') step(event);
  });
  addEventListener('popstate', (event) => {
    readAddress();
    clearTimeout(timer);
    search({ count: event.state?.count });
  });

  readAddress();
  search({ count: history.state?.count }).then(() => scrolled.observe(more));
})();
