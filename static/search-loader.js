/* Loads the search index, from a server and from a disk alike:

     const archive = await ArchiveSearch.load();
     await archive.search(query)     results, the best first: { id, score, data() }; the first one loads the index
     await archive.table()           the table of facets (search-table.js), which is loaded by itself
     archive.laid(), .totals()       the table, and how many articles have each value: null and {} until it is there
     ArchiveSearch.forget()          after a failure: load() begins anew

   A result's id is the place of its article in the table of facets.

   From file:// a browser lets a page neither fetch its neighbours nor start them as workers.  It does
   run classic scripts, and workers that are made of blobs.  So ../pagefind-offline/ holds the files of
   ../pagefind/ as base64 in classic scripts, which hand them over by ArchiveSearch.put().  Pagefind's
   worker gets every file from here (search-worker.js); most as they are, but its list of articles is
   made up of ours, which is half as long (cuttings/search/listing.py).  cuttings/search/ checks that
   Pagefind still has what is used here.

   Pagefind has an index for each language, and an engine that knows how the language is inflected.
   Its own way to merge indexes runs them all on one engine; so here each has a worker to itself. */
'use strict';
(() => {
  const ROOT = new URL('../', document.currentScript.src); // this file lies in assets/
  const PATIENCE = 30_000; // ms
  const ENTRY = 'pagefind-entry.json', WORKER = 'pagefind-worker.js';
  const MOST = 12; // words of a query around which the index is loaded in full
  const LEAST = 3, STEM = 5, ENDING = 4; // letters: of a near miss; in which a stem's kin agree; that a stemmer may take off

  const text = (bytes) => new TextDecoder().decode(bytes);

  /* --- from a disk ------------------------------------------------------------------------------ */

  const files = new Map(); // path → base64
  const scripts = new Map(); // name → promise
  let settings = {};

  const put = (given, about) => {
    for (const [path, content] of Object.entries(given)) files.set(path, content);
    settings = about ?? settings;
  };

  const run = (name) => {
    if (!scripts.has(name)) {
      scripts.set(name, new Promise((resolve, reject) => {
        const script = document.createElement('script');
        script.src = new URL(`pagefind-offline/${name}`, ROOT);
        script.onload = () => { script.remove(); resolve(); };
        script.onerror = () => { script.remove(); reject(new Error(ArchiveWords.say('%(file)s is missing', { file: `pagefind-offline/${name}` }))); };
        document.head.append(script);
      }));
    }
    return scripts.get(name);
  };

  /* As script_of in cuttings/search/pack.py. */
  const scriptOf = (path) => {
    if (!path.startsWith('fragment/')) return `${path.replaceAll('/', '-')}.js`;
    let sum = 0x811c9dc5;
    for (const letter of path) sum = Math.imul(sum ^ letter.charCodeAt(0), 0x01000193) >>> 0;
    return `f${(sum % settings.buckets).toString(16).padStart(4, '0')}.js`;
  };

  const decoded = (base64) => Uint8Array.fromBase64?.(base64)
    ?? Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));

  const given = async (path) => {
    if (!files.has(path)) await run(scriptOf(path));
    return decoded(files.get(path));
  };

  const fromDisk = async () => {
    await run('boot.js');
    return { given, entry: text(await given(ENTRY)), code: await given(WORKER), check: async () => {} };
  };

  /* --- from a server ---------------------------------------------------------------------------- */

  const fetched = async (path) => {
    // All but the entry are named by what they hold, or by the version of Pagefind.
    const response = await fetch(new URL(`pagefind/${path}`, ROOT), path === ENTRY ? { cache: 'no-cache' } : {});
    if (!response.ok) throw new Error(`pagefind/${path}: ${response.status} ${response.statusText}`);
    return new Uint8Array(await response.arrayBuffer());
  };

  const fromServer = async () => {
    const entry = text(await fetched(ENTRY));
    const check = async () => {
      const isOld = text(await fetched(ENTRY)) !== entry;
      if (isOld) throw new Error(ArchiveWords.say('the archive was published anew; load this page again'));
    };
    return { given: fetched, entry, check };
  };

  /* What Pagefind would take for a file that holds nothing, if it doesn't come, is a failure here. */
  const watched = (source) => {
    let failure = null;
    const given = async (path) => {
      try {
        return await source.given(path);
      } catch (error) {
        failure = error;
        throw error;
      }
    };
    const check = async (isDoubtful) => {
      if (failure || isDoubtful) await source.check();
      if (failure) throw failure;
    };
    return { ...source, given, check };
  };

  /* --- alike ------------------------------------------------------------------------------------ */

  const bare = (word) => word.normalize('NFD').replace(/[^\p{L}\p{N}]/gu, '').toLowerCase().replaceAll('ß', 'ss');
  const wordsOf = (text) => text.split(/\s+/).map(bare).filter(Boolean).slice(0, MOST);
  const isPhrase = (query) => /^\s*".+"\s*$/.test(query);
  /* The letters with which a word's stem surely begins, and so all of its kin. */
  const kin = (word) => word.slice(0, Math.max(LEAST, Math.min(STEM, word.length - ENDING)));

  /* Pagefind finds words by how they begin, but loads only the part of its index in which the word
     as typed would stand.  What else was loaded before would decide what is found; so all parts are
     loaded that hold kin of a word.  `starts` has the first word of each part, which names it. */
  const partOf = (starts, word) => Math.max(0, starts.findLastIndex((start) => start <= word));
  const kindred = (starts, words) => words.map(kin).flatMap((stem) =>
    starts.slice(partOf(starts, stem), partOf(starts, `${stem}\uffff`) + 1));

  /* The parts that hold what a word begins with.  A phrase is of stems, and needs no other kin.
     Where no word begins as typed, Pagefind takes the longest with which the typed one begins, among
     those that were loaded; fewer letters than LEAST are no near miss: search.js. */
  const beginnings = (starts, words, least) => words.flatMap((word) =>
    Array.from(word, (_, end) => word.slice(0, end + 1)).slice(least(word) - 1).map((start) => starts[partOf(starts, start)]));

  /* Whether what was found is kin to what was typed, of which the first result will do. */
  const agrees = async ([first], words) => {
    if (!first) return false;
    const page = await first.data(), content = page.content.split(/\s+/);
    const marked = page.weighted_locations.map(({ location: place }) => content[place] ?? '');
    const found = [...Object.values(page.meta).join(' ').split(/\s+/), ...marked].map(bare);
    return words.every((word) => found.some((other) => other.startsWith(kin(word))));
  };

  /* One language's index: its engine, and where the parts of it begin. */
  const begin = async ({ given, code, entry }, language) => {
    const { languages: { [language]: about }, ...told } = JSON.parse(entry);
    const list = given(`${about.list}.pf_list`).then(ArchiveSheets.read).then((sheet) => ArchiveList.made(sheet, language));
    const own = JSON.stringify({ ...told, languages: { [language]: { ...about, hash: language } } });
    const read = async (path) => {
      if (path === ENTRY) return new TextEncoder().encode(own);
      if (path.endsWith('.pf_meta')) return (await list).meta();
      const [, number] = path.match(/^fragment\/(\d+)\./) ?? [];
      return given(number ? `fragment/${await (await list).nameOf(Number(number), given)}.pf_fragment` : path);
    };
    const engine = ArchiveEngine.start({ language, read, code });
    return { engine, list: await list };
  };

  const ask = async ({ engine, list }, query) => {
    const { starts } = list, words = wordsOf(query ?? '');
    const asked = async (parts) => {
      if (parts.length) await engine.load([...new Set(parts)]);
      return engine.search(query);
    };
    const found = await asked(isPhrase(query) ? beginnings(starts, words, (word) => kin(word).length) : kindred(starts, words));
    const told = (results, isSure) => ({ isSure, results: results.map((result) => ({ ...result, id: list.placeOf(Number(result.id)) })) });
    if (!query || isPhrase(query) || await agrees(found, words)) return told(found, found.length > 0);
    return told(await asked(beginnings(starts, words, () => LEAST)), false);
  };

  /* An index that knows only "a" would answer to "außenminister" beside the one that has it. */
  const credible = (answers) => (answers.some(({ isSure }) => isSure) ? answers.filter(({ isSure }) => isSure) : answers);

  /* Scores that differ by less than this differ only by the order in which they were added up; then the latest comes first. */
  const rounded = (score) => Math.round(score * 1e3);
  const byScore = (one, other) => rounded(other.score) - rounded(one.score) || other.id - one.id;

  const search = async (source, query) => {
    const answers = credible(await Promise.all(source.indexes.map((index) => ask(index, query))));
    const results = answers.flatMap((answer) => answer.results);
    await source.check(!results.length);
    return query ? results.sort(byScore) : results;
  };

  const late = () => new Promise((resolve, reject) => {
    const told = ArchiveWords.count('the index did not come within %(num)s second', 'the index did not come within %(num)s seconds', PATIENCE / 1000);
    setTimeout(reject, PATIENCE, new Error(told));
  });

  let started = []; // the engines at work

  const open = async () => watched(await (location.protocol.startsWith('http') ? fromServer() : fromDisk()));

  const start = async (source) => {
    const indexes = await Promise.all(Object.keys(JSON.parse(source.entry).languages).map((language) => begin(source, language)));
    started = indexes.map(({ engine }) => engine);
    await Promise.race([Promise.all(started.map((engine) => engine.ready())), late()]);
    return { ...source, indexes };
  };

  /* Why search can't work in this browser, or ''. */
  const lacking = () => {
    if (typeof WebAssembly === 'undefined') return ArchiveWords.say('this browser has no WebAssembly, or has it turned off');
    if (typeof DecompressionStream === 'undefined') return ArchiveWords.say('this browser is too old: it cannot unpack files');
    return typeof Worker === 'undefined' ? ArchiveWords.say('this browser has no web workers, or has them turned off') : '';
  };

  let archive = null;
  const made = () => {
    let opened = null, starting = null, laid = null, read = null;
    const source = () => opened ??= open();
    const table = async () => {
      const { entry, given } = await source();
      const sheet = async (name) => ArchiveSheets.read(await given(`facets/${name}.pf_facets`));
      read = ArchiveTable.made(await sheet(JSON.parse(entry).facets), sheet);
      return read;
    };
    return {
      laid: () => read,
      totals: () => read?.totals ?? {},
      table: () => laid ??= table(),
      search: async (query) => search(await (starting ??= source().then(start)), query),
    };
  };

  const load = async () => {
    if (lacking()) throw new Error(lacking());
    return archive ??= made();
  };

  /* Pagefind would not ask again for what once didn't come. */
  const forget = () => {
    archive = null;
    for (const engine of started.splice(0)) engine.end();
  };

  window.ArchiveSearch = { load, forget, put };
})();
