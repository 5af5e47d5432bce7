/* Loads the search index, from a server and from a disk alike:

     const archive = await ArchiveSearch.load();
     archive.totals                          filter → value → number of articles
     await archive.search(query, options)    as Pagefind's own search
     ArchiveSearch.forget()                  after a failure: load() begins anew

   From file:// a browser lets a page neither fetch its neighbours nor import them as modules nor
   start them as workers.  It does run classic scripts, and modules and workers that are made of
   blobs.  So ../pagefind-offline/ holds the files of ../pagefind/ as base64 in classic scripts, which
   hand them over by ArchiveSearch.put().  Pagefind runs as it is, below one line that puts a fetch
   and a Worker of ours before the browser's.  cuttings/search.py writes those scripts and checks
   that Pagefind still has what is used here. */
'use strict';
(() => {
  const ROOT = new URL('../', document.currentScript.src); // this file lies in assets/
  const PATIENCE = 30_000; // ms
  const ALPHABETS = [
    [/[a-z0-9]$/, 'abcdefghijklmnopqrstuvwxyz0123456789'],
    [/[а-я]$/, 'абвгдежзийклмнопрстуфхцчшщъыьэюя'],
  ];
  const ENDINGS = 4; // letters that a stemmer may take off
  const MOST = 12; // words of a query around which the index is loaded in full

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
        script.onerror = () => { script.remove(); reject(new Error(`pagefind-offline/${name} is missing`)); };
        document.head.append(script);
      }));
    }
    return scripts.get(name);
  };

  /* As script_of in cuttings/search.py. */
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
    const source = decoded(files.get('pagefind.js'));
    const pagefind = await import(blob('const { fetch, Worker } = ArchiveSearch.bridge;\n', source));
    await pagefind.options({ basePath: FOLDER, baseUrl: '/' });
    return { pagefind, check: checkDisk };
  };

  /* --- from a server ---------------------------------------------------------------------------- */

  const entry = async () => {
    const response = await fetch(new URL('pagefind/pagefind-entry.json', ROOT), { cache: 'no-cache' });
    if (!response.ok) throw new Error(`pagefind/pagefind-entry.json: ${response.status} ${response.statusText}`);
    return response.text();
  };

  const fromServer = async () => {
    const [pagefind, published] = await Promise.all([import(new URL('pagefind/pagefind.js', ROOT)), entry()]);
    await pagefind.options({ baseUrl: '/' });
    const check = async () => {
      if (await entry() !== published) throw new Error('the archive was published anew; load this page again');
    };
    return { pagefind, check };
  };

  /* --- alike ------------------------------------------------------------------------------------ */

  const folded = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

  /* Pagefind finds words by how they begin, but loads only the part of its index in which the word
     as typed would stand.  What else was loaded before would decide what is found; so the parts
     around are loaded too: those of the word's beginnings, and of what may follow its stem. */
  const neighbours = (query) => {
    const near = new Set();
    for (const typed of folded(query).split(/\s+/, MOST)) {
      const word = typed.replace(/[^\p{L}\p{N}]/gu, '');
      const [, letters = ''] = ALPHABETS.find(([ending]) => ending.test(word)) ?? [];
      for (let length = 1; length <= word.length; length += 1) {
        const start = word.slice(0, length);
        near.add(start);
        if (length < word.length && (length < 3 || length < word.length - ENDINGS)) continue;
        for (const letter of `${letters}\uffff`) near.add(start + letter);
      }
    }
    return [...near].join(' ');
  };

  /* Scores that differ by less than this differ only by the order in which they were added up. */
  const rounded = (score) => Math.round(score * 1e3);
  const inOrder = (one, other) => rounded(other.score) - rounded(one.score) || (one.id < other.id ? -1 : 1);

  const search = async ({ pagefind, check }, query, options) => {
    if (query && !/^".+"$/.test(query)) await pagefind.preload(neighbours(query));
    const found = await pagefind.search(query, options);
    // Pagefind takes a part of the index that doesn't come for one that holds nothing.
    if (!found.results.length) await check();
    if (query && !options.sort) found.results.sort(inOrder);
    return found;
  };

  const late = () => new Promise((resolve, reject) => {
    setTimeout(reject, PATIENCE, new Error(`the index did not come within ${PATIENCE / 1000} seconds`));
  });

  const start = async () => {
    const source = await (location.protocol.startsWith('http') ? fromServer() : fromDisk());
    stop = source.pagefind.destroy;
    // Asking for the filters is also what makes Pagefind count them in later searches.
    const totals = await Promise.race([source.pagefind.filters(), late()]);
    return { totals, search: (query, options = {}) => search(source, query, options) };
  };

  let loading = null, stop = () => {};
  const load = () => {
    loading ??= start();
    return loading;
  };

  /* Pagefind would not ask again for what once didn't come. */
  const forget = () => {
    loading = null;
    stop();
  };

  window.ArchiveSearch = { load, forget, put };
})();
