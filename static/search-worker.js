/* Pagefind's engine at work in a worker, which asks the page for each of its files.

     const engine = ArchiveEngine.start({ language, read, code })
     await engine.ready()            when its index is there
     await engine.load(words)        the parts of the index in which the words would stand
     await engine.search(query)      Pagefind's results, each with data(); null: all articles
     engine.end()

   read(path): a promise of the file that Pagefind calls so, as bytes.  code: Pagefind's worker as
   bytes, where a browser starts none from its file.  The page speaks to the worker as pagefind.js would:
   that holds the engine a second time, for browsers without workers, and is left out.

   This file is the worker's own script too: there it puts a fetch of ours before Pagefind's code. */
'use strict';
(() => {
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
      delete waiting[wanted];
    });
  };

  if (typeof document === 'undefined') {
    askThePage();
    importScripts('../pagefind/pagefind-worker.js');
    return;
  }

  const OWN = document.currentScript.src;
  const FOLDER = '/archive/'; // where Pagefind believes its files to lie

  const addressOf = (code) =>
    (code ? URL.createObjectURL(new Blob([`(${askThePage})();\n`, code], { type: 'text/javascript' })) : OWN);

  const workerOf = (code) => {
    try {
      return new Worker(addressOf(code));
    } catch {
      throw new Error(ArchiveWords.say('this browser starts no workers made of blobs, which search from a disk needs'));
    }
  };

  const start = ({ language, read, code }) => {
    const worker = workerOf(code), waiting = new Map();
    let last = 0, broken = null;

    const call = (method, ...args) => new Promise((resolve, reject) => {
      if (broken) throw broken;
      last += 1;
      waiting.set(last, { resolve, reject });
      worker.postMessage({ id: last, method, args });
    });
    const give = async ({ wanted, url }) => {
      try {
        const bytes = await read(url.slice(FOLDER.length).split('?')[0]);
        worker.postMessage({ wanted, bytes }, [bytes.buffer]);
      } catch (error) {
        worker.postMessage({ wanted, failure: error.message });
      }
    };
    worker.addEventListener('message', ({ data }) => {
      if (data.wanted !== undefined) return void give(data);
      const { resolve, reject } = waiting.get(data.id);
      waiting.delete(data.id);
      if (data.error) reject(new Error(data.error));
      else resolve(data.result);
    });
    worker.addEventListener('error', (event) => {
      broken = new Error(event.message || ArchiveWords.say('the search engine does not start'));
      for (const { reject } of waiting.values()) reject(broken);
      waiting.clear();
    });

    // The worker keeps what each result has until it is told that nobody wants it any more.
    const forgotten = new FinalizationRegistry((data) => { call('releaseData', data).catch(() => {}); });
    const search = async (query) => {
      const { results } = await call('search', query);
      for (const result of results) {
        const { data } = result;
        result.data = () => call('getData', data);
        forgotten.register(result.data, data);
      }
      return results;
    };
    const options = { basePath: FOLDER, baseUrl: '/', language };
    const begun = call('init', options);
    return {
      // Pagefind has no filters to give; it answers when its index is there.
      ready: () => begun.then(() => call('filters')),
      load: (words) => call('preload', words.join(' ')),
      search,
      end: () => worker.terminate(),
    };
  };

  window.ArchiveEngine = { start };
})();
