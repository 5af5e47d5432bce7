/* Loads the search index, from a server and from a disk alike:

     const archive = await ArchiveSearch.load();
     await archive.search(query)     Pagefind's own results, the best first; the first one loads the index
     await archive.table()           the table of facets (search-table.js), which is loaded by itself
     archive.totals                  filter → value → number of articles; empty until the table is there
     ArchiveSearch.forget()          after a failure: load() begins anew

   From file:// a browser lets a page neither fetch its neighbours nor import them as modules nor
   start them as workers.  It does run classic scripts, and modules and workers that are made of
   blobs.  So ../pagefind-offline/ holds the files of ../pagefind/ as base64 in classic scripts, which
   hand them over by ArchiveSearch.put().  Pagefind runs as it is, below one line that puts a fetch
   and a Worker of ours before the browser's.  cuttings/search/ writes those scripts and checks
   that Pagefind still has what is used here.

   Pagefind has an index for each language, and an engine that knows how the language is inflected.
   Its own way to merge indexes runs them all on one engine; so here each has a Pagefind to itself. */
'use strict';
(() => {
  const ROOT = new URL('../', document.currentScript.src); // this file lies in assets/
  const PATIENCE = 30_000; // ms
  const ENTRY = 'pagefind-entry.json';
  const MOST = 12; // words of a query around which the index is loaded in full
  const LEAST = 3, STEM = 5, ENDING = 4; // letters: of a near miss; in which a stem's kin agree; that a stemmer may take off

  /* --- from a disk ------------------------------------------------------------------------------ */

  const FOLDER = '/archive/'; // where Pagefind believes its files to lie
  const files = new Map(); // path → base64
  const scripts = new Map(); // name → promise
  let settings = {}, failure = null;

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

  const read = async (url) => {
    const path = url.slice(FOLDER.length).split('?')[0];
    try {
      if (!files.has(path)) await run(scriptOf(path));
      return decoded(files.get(path));
    } catch (error) {
      failure = error;
      throw error;
    }
  };

  const text = (bytes) => new TextDecoder().decode(bytes);
  const blob = (...parts) => URL.createObjectURL(new Blob(parts, { type: 'text/javascript' }));

  /* Runs in the worker, before Pagefind's own code: asks the page for every file. */
  const askThePage = () => {
    const waiting = [];
    self.fetch = (url) => new Promise((resolve, reject) => {
      self.postMessage({ wanted: waiting.push({ resolve, reject }) - 1, url: String(url) });
    });
    self.addEventListener('message', (event) => {
      const { wanted, bytes, failure } = event.data;
      if (wanted === undefined) return;
      event.stopImmediatePropagation();
      if (failure) waiting[wanted].reject(new Error(failure));
      else waiting[wanted].resolve(new Response(bytes));
    });
  };

  const answer = async (worker, { wanted, url }) => {
    try {
      const bytes = await read(url);
      worker.postMessage({ wanted, bytes }, [bytes.buffer]);
    } catch (error) {
      worker.postMessage({ wanted, failure: error.message });
    }
  };

  /* In place of `new Worker(…)`: Pagefind's worker from a blob. */
  function DiskWorker() {
    const worker = new Worker(blob(`(${askThePage})();\n`, decoded(files.get('pagefind-worker.js'))));
    worker.addEventListener('message', (event) => {
      if (event.data.wanted === undefined) return;
      event.stopImmediatePropagation();
      answer(worker, event.data);
    });
    return worker;
  }

  const diskFetch = async (url) => new Response(await read(String(url)));

  const checkDisk = async () => {
    if (failure) throw failure;
  };

  const fromDisk = async () => {
    failure = null;
    await run('boot.js');
    ArchiveSearch.bridge = { fetch: diskFetch, Worker: DiskWorker };
    const given = (path) => read(FOLDER + path);
    const line = 'const { fetch, Worker } = ArchiveSearch.bridge;\n';
    const module = () => import(blob(line, decoded(files.get('pagefind.js')))).catch(() => {
      throw new Error(ArchiveWords.say('this browser runs no modules made of blobs, which search from a disk needs'));
    });
    return { module, given, check: checkDisk, options: { basePath: FOLDER, baseUrl: '/' }, entry: text(await given(ENTRY)) };
  };

  /* --- from a server ---------------------------------------------------------------------------- */

  const fetched = async (path) => {
    const response = await fetch(new URL(`pagefind/${path}`, ROOT), { cache: 'no-cache' });
    if (!response.ok) throw new Error(`pagefind/${path}: ${response.status} ${response.statusText}`);
    return new Uint8Array(await response.arrayBuffer());
  };

  const fromServer = async () => {
    // What follows the # makes it a module of its own, and is no part of what is fetched.
    const module = (language) => import(new URL(`pagefind/pagefind.js#${language}`, ROOT));
    const entry = text(await fetched(ENTRY));
    const check = async () => {
      const isOld = text(await fetched(ENTRY)) !== entry;
      if (isOld) throw new Error(ArchiveWords.say('the archive was published anew; load this page again'));
    };
    return { module, given: fetched, check, options: { baseUrl: '/' }, entry };
  };

  /* --- alike ------------------------------------------------------------------------------------ */

  const bare = (word) => word.normalize('NFD').replace(/[^\p{L}\p{N}]/gu, '').toLowerCase().replaceAll('ß', 'ss');
  const wordsOf = (text) => text.split(/\s+/).map(bare).filter(Boolean).slice(0, MOST);
  const isPhrase = (query) => /^\s*".+"\s*$/.test(query);
  /* The letters with which a word's stem surely begins, and so all of its kin. */
  const kin = (word) => word.slice(0, Math.max(LEAST, Math.min(STEM, word.length - ENDING)));

  /* Pagefind finds words by how they begin, but loads only the part of its index in which the word
     as typed would stand.  What else was loaded before would decide what is found; so all parts are
     loaded that hold kin of a word.  `starts` has the first word of each part, which names it: as
     folded in cuttings/search/parts.py. */
  const unfolded = (words) => {
    let before = '';
    return words.split(' ').map((told) => { before = [...before].slice(0, told[0]).join('') + told.slice(1); return before; });
  };
  const partOf = (starts, word) => Math.max(0, starts.findLastIndex((start) => start <= word));
  const kindred = (starts, words) => words.map(kin).flatMap((stem) =>
    starts.slice(partOf(starts, stem), partOf(starts, `${stem}\uffff`) + 1));

  /* The parts that hold what a word begins with.  A phrase is of stems, and needs no other kin.
     Where no word begins as typed, Pagefind takes the longest with which the typed one begins, among
     those that were loaded; fewer letters than LEAST are no near miss: search.js. */
  const beginnings = (starts, words, least) => words.flatMap((word) =>
    Array.from(word, (_, end) => word.slice(0, end + 1)).slice(least(word) - 1).map((start) => starts[partOf(starts, start)]));

  /* Whether what was found is kin to what was typed, of which the first result will do. */
  const agrees = async ({ results: [first] }, words) => {
    if (!first) return false;
    const page = await first.data(), content = page.content.split(/\s+/);
    const marked = page.weighted_locations.map(({ location: place }) => content[place] ?? '');
    const found = [...Object.values(page.meta).join(' ').split(/\s+/), ...marked].map(bare);
    return words.every((word) => found.some((other) => other.startsWith(kin(word))));
  };

  /* Pagefind takes the language of the page in the moment in which it begins. */
  const begin = async ({ module, options }, language, { starts }) => {
    const pagefind = await module(language), page = document.documentElement, own = page.lang;
    await pagefind.options(options);
    page.lang = language;
    pagefind.init();
    page.lang = own;
    return { pagefind, starts: unfolded(starts) };
  };

  const ask = async ({ pagefind, starts }, query) => {
    const words = wordsOf(query ?? '');
    const asked = async (parts) => {
      if (parts.length) await pagefind.preload([...new Set(parts)].join(' '));
      return pagefind.search(query);
    };
    const found = await asked(isPhrase(query) ? beginnings(starts, words, (word) => kin(word).length) : kindred(starts, words));
    if (!query || isPhrase(query) || await agrees(found, words)) return { ...found, isSure: found.results.length > 0 };
    return { ...await asked(beginnings(starts, words, () => LEAST)), isSure: false };
  };

  /* An index that knows only "a" would answer to "außenminister" beside the one that has it. */
  const credible = (answers) => (answers.some(({ isSure }) => isSure) ? answers.filter(({ isSure }) => isSure) : answers);

  /* Scores that differ by less than this differ only by the order in which they were added up. */
  const rounded = (score) => Math.round(score * 1e3);
  const byScore = (one, other) => rounded(other.score) - rounded(one.score) || (one.id < other.id ? -1 : 1);

  const search = async (source, query) => {
    const answers = credible(await Promise.all(source.indexes.map((index) => ask(index, query))));
    const results = answers.flatMap((answer) => answer.results);
    // Pagefind takes a part of the index that doesn't come for one that holds nothing.
    if (!results.length) await source.check();
    return query ? results.sort(byScore) : results;
  };

  /* A server may have unpacked it on the way. */
  const unpacked = async (bytes) => {
    if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return JSON.parse(text(bytes));
    return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'))).json();
  };

  const late = () => new Promise((resolve, reject) => {
    const told = ArchiveWords.count('the index did not come within %(num)s second', 'the index did not come within %(num)s seconds', PATIENCE / 1000);
    setTimeout(reject, PATIENCE, new Error(told));
  });

  let started = []; // the Pagefinds at work

  const open = () => (location.protocol.startsWith('http') ? fromServer() : fromDisk());

  const start = async (source) => {
    const indexes = await Promise.all(Object.entries(JSON.parse(source.entry).languages).map(([language, about]) => begin(source, language, about)));
    started = indexes.map(({ pagefind }) => pagefind);
    // Pagefind has no filters to give; it answers when its index is there.
    await Promise.race([Promise.all(started.map((pagefind) => pagefind.filters())), late()]);
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
    let opened = null, starting = null, laid = null, totals = {};
    const source = () => opened ??= open();
    const table = async () => {
      const { entry, given } = await source();
      const read = ArchiveTable.made(await unpacked(await given(JSON.parse(entry).facets)));
      totals = read.totals;
      return read;
    };
    return {
      get totals() { return totals; },
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
    for (const pagefind of started.splice(0)) pagefind.destroy();
  };

  window.ArchiveSearch = { load, forget, put };
})();
