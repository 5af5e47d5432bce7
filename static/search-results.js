/* One result as it stands on the search page: title, date and publication, passages with what was found marked. */
'use strict';
(() => {
  const PASSAGES = 3, WORDS = 30, LEAD = 8; // an excerpt and up to two more; words of each, and before the first found
  const MOST = 500; // places in an article that are looked at

  const element = (name, properties = {}, ...children) => {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  };

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

  /* The article, where static/highlight.js marks each of the texts. */
  const hrefOf = (page, highlights, anchor = '') => {
    const asked = new URLSearchParams(highlights.map((words) => ['highlight', words]));
    return `${page.url.slice(1)}${highlights.length ? `?${asked}` : ''}${anchor && `#${anchor}`}`;
  };

  const subheadOf = (page, place) => page.anchors.filter((anchor) =>
    /^h[2-6]$/.test(anchor.element) && anchor.location <= place + LEAD).at(-1);

  const quoted = (quote, start) => {
    const end = Math.min(start + WORDS, quote.words.length);
    return [start > quote.first ? '… ' : '', ...text(quote.words, start, end, quote.places), end < quote.words.length ? ' …' : ''];
  };

  const passage = (quote, start) => {
    const subhead = subheadOf(quote.page, start);
    const lead = subhead && [element('a', { href: hrefOf(quote.page, quote.highlights, subhead.id) }, subhead.text), ': '];
    return element('li', { className: 'passage' }, ...(lead ?? []), ...quoted(quote, start));
  };

  /* Every place that a term of the query was found at. */
  const placesIn = (pages, length) => {
    const places = new Map();
    for (const hit of pages.flatMap((page) => page.weighted_locations)) {
      const other = places.get(hit.location);
      if (hit.location < length && (!other || other.balanced_score < hit.balanced_score)) places.set(hit.location, hit);
    }
    return [...places.values()].sort((one, other) => one.location - other.location).slice(0, MOST);
  };

  const result = (pages, highlights) => {
    const [page] = pages, words = page.content.split(/\s+/), title = page.meta.title ?? page.url;
    const first = page.content.startsWith(title) ? title.split(/\s+/).length : 0; // the title opens the text
    const hits = placesIn(pages, words.length);
    const quote = { page, highlights, words, first, places: new Set(hits.map((hit) => hit.location)) };
    const [best, ...others] = stretches(hits.filter((hit) => hit.location >= first), first, words.length);
    const heading = first ? text(title.split(/\s+/), 0, first, quote.places) : [title];
    const item = element('li', { className: 'result' },
      element('h2', { className: 'result-title', dir: 'auto' }, element('a', { href: hrefOf(page, highlights) }, ...heading)),
      element('p', { className: 'result-meta' }, [page.meta.date, page.meta.source].filter(Boolean).join(' · ')),
      element('p', { className: 'excerpt', dir: 'auto' }, ...quoted(quote, best)));
    const further = others.sort((one, other) => one - other).map((start) => passage(quote, start));
    if (further.length) item.append(element('ul', { className: 'passages' }, ...further));
    return item;
  };

  /* What an article's page is to mark: the bare words together, each phrase by itself. */
  const highlightsOf = ({ clauses }) => {
    const terms = clauses.flat();
    const words = terms.filter(({ phrase }) => !phrase).map((term) => term.text);
    return [words.join(' '), ...terms.filter(({ phrase }) => phrase).map((term) => `"${term.text}"`)].filter(Boolean);
  };

  /* Hits as list items; a hit has an answer of Pagefind's for each term that found it. */
  const draw = (some, query) => Promise.all(some.map(async ({ parts }) =>
    result(await Promise.all(parts.map((part) => part.data())), highlightsOf(query))));

  window.ArchiveResults = { draw, element };
})();
