/* What a query means: text → clauses, all of which must hold, and what must not occur.  Pure.

   A clause is a list of terms of which one is enough (OR, |, or "any of the words"); a term is a
   word, or a phrase that stood in quotation marks.  "-" or NOT before a term: without it.
   Function words and initials are left out where other words remain: "of" and "W." are in every
   article, and tell nothing.  Words in capitals (WHO, IT) are names, unless all the query is. */
'use strict';
(() => {
  const FUNCTION_WORDS = {
    en: `a about after an and are as at be been before but by did do does for from had has have he her his how i if in
      into is it its my no nor not of off on or our she so than that the their them then there these they this those to
      under up upon was we were what when where which while who whom whose why with you your`,
    de: 'am auf aus bei bis das dem den der des die ein eine einem einen einer eines im ist mit nach oder sich sind über um und vom von vor war wie zu zum zur',
    fr: 'à au aux avec ce cette dans de des du elle en est et il la le les leur ou où par pas pour que qui sa ses son sont sur un une',
    es: 'al con de del el en es la las lo los o para por que se su sus un una y',
    it: 'al alla che con da dal dei del della di e gli i il in la le nel nella o per si un una',
    nl: 'aan bij dat de den der des door een en het in is met naar of om op te tot uit van voor zijn',
    pt: 'ao com da das de do dos e em na no o os ou para por que se um uma',
    ru: 'а в во для до за и из или к как на не но о об от по при с со что',
  };
  /* Names of every land stand in articles of every language. */
  const PARTICLES = 'al d da das de del della den der di do dos du el la las le los of the van vom von y zu zum';
  const MOST = 24; // terms: who pastes a page does not want all its words
  const QUOTES = /[“”„‟«»＂]/g;
  const TOKEN = /([-−–+]?)"([^"]*)"|([^\s"]+)/g;
  const EDGES = /^[^\p{L}\p{N}]+|[^\p{L}\p{N}+#]+$/gu;

  const folded = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  const plain = (text) => folded(text).replace(/[^\p{L}\p{N}]/gu, '');

  const emptyWords = (language) => new Set(
    [PARTICLES, FUNCTION_WORDS.en, FUNCTION_WORDS[language.slice(0, 2)] ?? ''].flatMap((list) => list.split(/\s+/)).map(folded));

  const isCapital = (text) => text.length > 1 && text === text.toUpperCase() && text !== text.toLowerCase();

  /* The terms of a text in their order, each with what binds it to its neighbours. */
  const tokens = (text) => {
    const made = [];
    let or = false, not = false;
    for (const [, sign, phrase, bare] of text.replace(QUOTES, '"').replace(/\|/g, ' | ').matchAll(TOKEN)) {
      if (bare === '|' || bare === 'OR') or = made.length > 0;
      else if (bare === 'NOT') not = true;
      else if (bare !== 'AND') {
        const words = (phrase ?? bare).split(/\s+/).map((word) => word.replace(EDGES, '')).filter(Boolean);
        if (!words.length) continue;
        const without = not || /^[-−–]/.test(sign || bare || '');
        made.push({ text: words.join(' '), phrase: phrase !== undefined, without, or });
        or = not = false;
      }
    }
    return made;
  };

  /* "OR" and nothing else is a word. */
  const alone = (text) => text.split(/\s+/).map((word) => word.replace(EDGES, '')).filter(Boolean)
    .map((word) => ({ text: word, phrase: false, without: false, or: false }));

  const distinct = (list) => [...new Map(list.map((one) => [JSON.stringify(one), one])).values()];

  const withoutEmpty = (terms, language) => {
    const empty = emptyWords(language);
    const shouted = terms.every(({ text }) => text === text.toUpperCase());
    const isEmpty = ({ text, phrase }) => !phrase
      && (/^\p{L}$/u.test(text) || (empty.has(folded(text)) && (shouted || !isCapital(text))));
    const telling = terms.filter((term) => !isEmpty(term));
    return telling.some((term) => !term.without) ? [telling, terms.filter(isEmpty)] : [terms, []];
  };

  /* { clauses: [[term]], without: [term], dropped: [text], isCut: more was typed, run: the bare words as they stood } */
  const parse = (text, { any = false, language = 'en' } = {}) => {
    const read = tokens(text), whole = read.length ? read : alone(text.replace(QUOTES, ' '));
    const all = whole.slice(0, MOST);
    const [kept, dropped] = withoutEmpty(all, language);
    const clauses = [];
    for (const { text: words, phrase, without, or } of kept) {
      if (without) continue;
      const term = { text: words, phrase };
      if (clauses.length && (any || or)) clauses.at(-1).push(term);
      else clauses.push([term]);
    }
    const isPlain = !all.some(({ phrase, or }) => phrase || or);
    const bare = all.filter((term) => !term.without);
    return {
      clauses: distinct(clauses),
      without: distinct(kept.filter((term) => term.without).map(({ text: words, phrase }) => ({ text: words, phrase }))),
      dropped: distinct(dropped.map((term) => term.text)),
      isCut: whole.length > MOST,
      run: isPlain && bare.length > 1 ? bare.map((term) => term.text).join(' ') : '',
    };
  };

  const quoted = (words) => ArchiveWords.say('“%(words)s”', { words });
  const listed = (terms, type) => ArchiveWords.row(terms.map(({ text }) => quoted(text)), type).join('');
  const joined = (one, other) => ArchiveWords.say('%(one)s; %(other)s', { one, other });
  const isWord = (clause) => clause.length === 1 && !clause[0].phrase;

  /* The query in plain words; "" where the query itself is as plain. */
  const told = ({ clauses, without, dropped, isCut }) => {
    const words = clauses.filter(isWord).flat(), phrases = clauses.filter((clause) => clause.length === 1 && clause[0].phrase).flat();
    const all = (terms) => listed(terms, 'conjunction'), any = (terms) => listed(terms, 'disjunction');
    const parts = [
      words.length > 1 && ArchiveWords.say('with all of %(words)s', { words: all(words) }),
      words.length === 1 && ArchiveWords.say('with %(words)s', { words: all(words) }),
      phrases.length && ArchiveWords.count('with the phrase %(phrases)s', 'with the phrases %(phrases)s', phrases.length, { phrases: all(phrases) }),
      ...clauses.filter((clause) => clause.length > 1).map((clause) => ArchiveWords.say('with any of %(words)s', { words: any(clause) })),
      without.length && ArchiveWords.say('without %(words)s', { words: any(without) }),
    ].filter(Boolean);
    const isBare = clauses.length === 1 && clauses[0].length === 1 && !without.length;
    return [
      parts.length && !isBare && ArchiveWords.say('Articles %(how)s.', { how: parts.reduce(joined) }),
      dropped.length && ArchiveWords.say('Left out, as too common: %(words)s.', { words: dropped.join(', ') }),
      isCut && ArchiveWords.count('Only the first %(num)s word was read.', 'Only the first %(num)s words were read.', MOST),
    ].filter(Boolean).join(' ');
  };

  /* The query as text again. */
  const written = ({ clauses, without }) => {
    const one = ({ text, phrase }) => (phrase ? `"${text}"` : text);
    return [...clauses.map((clause) => clause.map(one).join(' OR ')), ...without.map((term) => `-${one(term)}`)].join(' ');
  };

  window.ArchiveQuery = { parse, told, quoted, written, plain, folded };
})();
