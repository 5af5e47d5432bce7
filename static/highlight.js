/* Marks what was searched for in an article's text, and goes to the first of it:
   ?highlight=WORDS&highlight="A PHRASE", as often as there are terms; what was to be left out is not among them. */
'use strict';
(() => {
  const MOST = 20; // words
  const WORD = /[\p{L}\p{N}](?:[\p{L}\p{N}\p{M}'’.‐‑–-]*[\p{L}\p{N}\p{M}])?/gu;
  const BODY = '[data-pagefind-body]'; // the headline and the text
  const article = document.querySelector(BODY)?.closest('main');
  const asked = new URLSearchParams(location.search).getAll('highlight').map((text) => text.trim()).filter(Boolean);
  if (!article || !asked.length) return;

  const folded = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  const plain = (text) => folded(text).replace(/[^\p{L}\p{N}]/gu, '');
  /* Near enough to what search takes for one word: policy, policies; negotiate, negotiating. */
  const stem = (word) => (word.length > 3 ? word.replace(/(?:ies|y)$/, 'i').replace(/(?:ing|ed|es|s|e)$/, '') : word);

  /* "co-operation" is found as cooperation, co and operation. */
  const forms = (text) => [text, ...text.split(/[^\p{L}\p{N}\p{M}]+/u)].map((part) => stem(plain(part)));

  const wanted = asked.flatMap((text) => {
    const words = (text.match(WORD) ?? []).slice(0, MOST).map((word) => stem(plain(word)));
    return /^["“]/.test(text) ? [words] : words.map((word) => [word]);
  }).filter((phrase) => phrase.length);

  const readable = (node) =>
    node.parentElement.closest(BODY) && !node.parentElement.closest('script, style, [hidden], [data-pagefind-ignore]');

  const tokens = [];
  const walker = document.createTreeWalker(article, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (!readable(node)) continue;
    for (const { 0: text, index } of node.data.matchAll(WORD)) {
      tokens.push({ node, start: index, end: index + text.length, forms: forms(text) });
    }
  }

  /* "UN" is no beginning of "under". */
  const isForm = (word) => (form) => (word.length > 2 ? form.startsWith(word) : form === word);
  const isAt = (place, phrase) => phrase.every((word, offset) => tokens[place + offset]?.forms.some(isForm(word)));

  const found = new Set();
  for (const phrase of wanted) {
    tokens.forEach((_, place) => {
      if (isAt(place, phrase)) phrase.forEach((_word, offset) => found.add(tokens[place + offset]));
    });
  }

  /* From the last to the first: what stands before a mark keeps its place. */
  for (const token of tokens.reverse()) {
    if (!found.has(token)) continue;
    const word = token.node.splitText(token.start);
    word.splitText(token.end - token.start);
    const mark = document.createElement('mark');
    word.replaceWith(mark);
    mark.append(word);
  }
  if (!location.hash) article.querySelector('mark')?.scrollIntoView({ block: 'center' });
})();
