/* Asks Pagefind for each term of a query and joins what comes back.

   Pagefind knows words that must all occur, or one phrase.  A query that is no more than that is one
   question.  Any other is asked term by term, and the answers are joined by the ids of articles.
   Narrowing, counts and the order by date are those of the table of facets: search-table.js.

   A word that no article has, Pagefind would take for the longest beginning of it that is indexed
   ("asdfgh" for "as").  So where no word that was found begins with it, it is asked for in quotation
   marks, which know no such leniency; if nothing answers, the archive does not have it. */
'use strict';
(() => {
  const { plain } = window.ArchiveQuery;
  const SHORT = 2; // letters up to which a word is no beginning of others: UN, EU
  const LOOKED_AT = 6, BEGINNING = 4, OFFERED = 3;
  const AS_PHRASE = 1.5; // how much better an article is that has the words side by side
  const PHRASE = 4; // what a phrase weighs beside its words, which are about 1 to 6 each
  const REMEMBERED = 300; // answers
  const READ = 40, SHARED = 8, SHOWN = 8; // articles whose own texts tell their values; values of a filter that are loaded for them; shown of it

  const memo = new Map();
  let owner = null;

  /* Pagefind's results for a question; null: all articles. */
  const asked = (archive, question) => {
    if (owner !== archive || memo.size > REMEMBERED) memo.clear();
    owner = archive;
    if (!memo.has(question)) {
      const answer = archive.search(question);
      memo.set(question, answer);
      answer.catch(() => memo.delete(question));
    }
    return memo.get(question);
  };

  /* --- one word --------------------------------------------------------------------------------- */

  const markedIn = async (results) => {
    const pages = await Promise.all(results.slice(0, LOOKED_AT).map((found) => found.data()));
    return pages.flatMap((page) => {
      const words = page.content.split(/\s+/), about = Object.values(page.meta).join(' ').split(/\s+/);
      return [...page.weighted_locations.map(({ location: place }) => words[place] ?? ''), ...about];
    });
  };

  const begins = (typed) => (word) => [word, ...word.split(/[^\p{L}\p{N}\p{M}]+/u)].some((part) => plain(part).startsWith(typed));

  /* Whether the best that a question finds has each of the words, or words that begin with it. */
  const isMarked = async (archive, text, words) => {
    const results = await asked(archive, text);
    const isIn = (marked) => words.every((word) => marked.some(begins(plain(word))));
    // Nearly always the best one has them, and the others need not be loaded.
    return isIn(await markedIn(results.slice(0, 1))) || isIn(await markedIn(results));
  };

  const isKnown = async (archive, word) =>
    await isMarked(archive, word, [word]) || (await asked(archive, `"${word}"`)).length > 0;

  /* What the archive has that is spelt or sounds alike: names first, then words that begin alike. */
  const alike = async (archive, word) => {
    await ArchiveNames.load();
    const results = await asked(archive, plain(word).slice(0, BEGINNING));
    const core = (text) => text.replace(/^[^\p{L}\p{N}]+|(?:['’]s)?[^\p{L}\p{N}]*$/gu, '');
    const marked = (await markedIn(results)).map(core);
    const near = ArchiveNear.nearest(word, [...ArchiveNames.words(), ...marked]).slice(0, OFFERED + 2);
    const known = await Promise.all(near.map((other) => isKnown(archive, other)));
    return near.filter((_, place) => known[place]).slice(0, OFFERED);
  };

  /* The words of a term as the archive has them; `missing` are those it doesn't have in any spelling. */
  const resolved = async (archive, term) => {
    if (term.phrase && (await asked(archive, `"${term.text}"`)).length) return { ...term, strange: [] };
    const words = await Promise.all(term.text.split(' ').map(async (word) => {
      if (await isKnown(archive, word)) return { word };
      const near = await alike(archive, word);
      return { word: near[0] ?? word, typed: word, near };
    }));
    return { ...term, text: words.map(({ word }) => word).join(' '), strange: words.filter(({ typed }) => typed) };
  };

  /* --- terms and their joins -------------------------------------------------------------------- */

  /* A term as Pagefind's question. */
  const question = async (archive, { text, phrase }) => {
    const exact = `"${text}"`;
    if (phrase) return exact;
    return plain(text).length <= SHORT && (await asked(archive, exact)).length ? exact : text;
  };

  /* All that have a phrase are one to Pagefind; how well they have its words tells them apart. */
  const scoresOf = async (archive, text) => new Map((await asked(archive, text)).map(({ id, score }) => [id, score]));

  const hits = async (archive, term) => {
    const results = await asked(archive, await question(archive, term));
    const scores = term.phrase && results.length > 1 ? await scoresOf(archive, term.text) : new Map();
    const score = (found) => (term.phrase ? PHRASE + (scores.get(found.id) ?? 0) : found.score);
    return new Map(results.map((found) => [found.id, { id: found.id, score: score(found), parts: [found] }]));
  };

  const together = (one, other, score) => ({ id: one.id, score, parts: [...one.parts, ...other.parts] });

  const either = (some, others) => {
    const joined = new Map(some);
    for (const [id, hit] of others) joined.set(id, joined.has(id) ? together(joined.get(id), hit, joined.get(id).score + hit.score) : hit);
    return joined;
  };

  const both = (some, others) => new Map([...some].filter(([id]) => others.has(id))
    .map(([id, hit]) => [id, together(hit, others.get(id), hit.score + others.get(id).score)]));

  const but = (some, others) => new Map([...some].filter(([id]) => !others.has(id)));

  /* What one question finds; null: everything. */
  const hitsOfOne = async (archive, one) =>
    new Map((await asked(archive, one)).map((found) => [found.id, { id: found.id, score: found.score, parts: [found] }]));

  const joined = async (archive, { clauses, without }) => {
    const found = await Promise.all(clauses.map(async (clause) =>
      (await Promise.all(clause.map((term) => hits(archive, term)))).reduce(either)));
    const excluded = await Promise.all(without.map((term) => hits(archive, term)));
    const wanted = found.length ? found.reduce(both) : await hitsOfOne(archive, null);
    return excluded.reduce(but, wanted);
  };

  /* Articles that have the words side by side, as typed, come before those that merely have them. */
  const lifted = async (archive, found, run) => {
    if (!run) return found;
    const results = await asked(archive, `"${run}"`);
    const inRow = new Map(results.map((result) => [result.id, result]));
    return new Map([...found].map(([id, hit]) =>
      [id, inRow.has(id) ? { ...hit, score: hit.score * AS_PHRASE, parts: [...hit.parts, inRow.get(id)] } : hit]));
  };

  /* The query as the one question that it is for Pagefind; undefined where it is more than one. */
  const asOne = async (archive, { clauses, without }) => {
    if (without.length || clauses.some((clause) => clause.length > 1)) return undefined;
    if (!clauses.length) return null;
    const texts = await Promise.all(clauses.map(([term]) => question(archive, term)));
    return texts.length === 1 || !texts.some((text) => text.startsWith('"')) ? texts.join(' ') : undefined;
  };

  /* --- the query ------------------------------------------------------------------------------- */

  const isPlain = ({ clauses, without }) => clauses.length > 1 && !without.length
    && clauses.every(([term, ...others]) => !others.length && !term.phrase && plain(term.text).length > SHORT);

  /* The query with its words as the archive has them. */
  const mended = async (archive, query) => {
    const words = query.clauses.flat().map((term) => term.text);
    if (isPlain(query) && await isMarked(archive, words.join(' '), words)) return { ...query, replaced: [], missing: [] };
    const clauses = await Promise.all(query.clauses.map((clause) => Promise.all(clause.map((term) => resolved(archive, term)))));
    const strange = clauses.flat(2).flatMap((term) => term.strange);
    const run = strange.length ? '' : query.run;
    const replaced = strange.filter(({ near }) => near.length), missing = strange.filter(({ near }) => !near.length);
    return { ...query, clauses, run, replaced, missing };
  };

  /* The query's hits before any narrowing, by id. */
  const find = async (archive, query) => {
    const isLost = (clause) => clause.every(({ strange }) => strange?.some(({ near }) => !near.length));
    if (query.clauses.some(isLost)) return new Map();
    const one = await asOne(archive, query);
    const isWords = one === null || (one !== undefined && !one.startsWith('"'));
    return lifted(archive, await (isWords ? hitsOfOne(archive, one) : joined(archive, query)), query.run);
  };

  const ordered = (hits, rank) => {
    // Scores that differ by less than this differ only by the order in which they were added up.
    const points = ({ score }) => Math.round(score * 1e3);
    return hits.sort((one, other) => rank(one.id) - rank(other.id) || points(other) - points(one) || other.id - one.id);
  };

  /* --- values that the table of facets does not hold yet ---------------------------------------- */

  const marksOf = async (hits) => new Map(await Promise.all(hits.map(async ({ id, parts: [found] }) => [id, (await found.data()).filters])));

  /* The filters of which a value that stands apart may be among the first ones: one of which more than
     half of the articles were found, as a question for a rare name would. */
  const doubtful = (table, counts) => table.names.filter((name) => {
    const least = Object.values(counts[name]).sort((one, other) => other - one)[SHOWN - 1] ?? 0;
    return 2 * least < table.mostApart(name);
  });

  /* Of a filter the values that stand apart and that most of some articles share. */
  const shared = (table, name, marks) => {
    const times = new Map();
    for (const values of marks.values()) for (const value of values[name] ?? []) times.set(value, (times.get(value) ?? 0) + 1);
    return [...times].filter(([value, count]) => count > 1 && !table.has(name, value))
      .sort(([one, few], [other, many]) => many - few || (one < other ? -1 : 1)).slice(0, SHARED).map(([value]) => value);
  };

  /* An article's own text tells all of its values.  Where few articles were found, the values of all
     are counted so; of many, the first ones tell which of the rarer values are worth loading. */
  const completed = async (table, all, results, counts) => {
    const names = doubtful(table, counts);
    if (!names.length) return null;
    if (all.size <= READ) return marksOf([...all.values()]);
    const marks = await marksOf(results.slice(0, READ));
    await table.hold(names.map((name) => [name, shared(table, name, marks)]));
    return new Map();
  };

  /* --- the whole -------------------------------------------------------------------------------- */

  /* query: as parsed; narrow: filter → values; direction: "asc", "desc" or "" for the best first.
     → { results, query: as it was answered, all: how many before they were narrowed,
         counts(): how many have each value, and isWhole(name): whether these are all values,
         complete(): a promise of whether that has changed for the better } */
  const ask = async (archive, parsed, narrow, direction) => {
    const coming = archive.table();
    coming.catch(() => {}); // what befalls it is told below
    const query = await mended(archive, parsed);
    const all = await find(archive, query), table = await coming;
    await table.hold(narrow);
    const results = ordered(table.within(all.keys(), narrow).map((id) => all.get(id)), direction ? table.order(direction) : () => 0);
    let told = new Map();
    return {
      results, query, all: all.size,
      counts: () => table.counts(all.keys(), narrow, told),
      isWhole: (name) => told.size === all.size || table.isWhole(name),
      complete: async () => {
        const found = await completed(table, all, results, table.counts(all.keys(), narrow));
        told = found ?? told;
        return found !== null;
      },
    };
  };

  /* How many articles a query would give. */
  const count = async (archive, query) => (await find(archive, { ...query, run: '' })).size;

  window.ArchiveAsk = { ask, count };
})();
