/* A link to an entity shows a card: what the foot of the page says of it, and its latest articles. */
(() => {
  'use strict';
  const IN = 400, OUT = 300, TITLES = 3;
  const ROOT = new URL('../', document.currentScript.src).href;
  const entries = new Map(), latest = new Map(), asked = new Set();
  for (const item of document.querySelectorAll('.roll li')) {
    const link = item.querySelector('a');
    if (link) entries.set(link.href, item);
  }
  let card = null, owner = null, timer = 0, touched = false;

  const on = (target, type, action) => target.addEventListener(type, action);
  const element = (name, text, className = '') => {
    const made = document.createElement(name);
    made.textContent = text;
    made.className = className;
    made.dir = 'auto';
    return made;
  };

  /* Scripts, for a page on a disk can load nothing else. */
  const ask = ({ dataset: { card: number } }) => {
    if (!number || asked.has(number)) return;
    asked.add(number);
    const script = element('script', '');
    script.src = `${ROOT}assets/cards/${number}.js`;
    document.head.append(script);
  };

  const articles = (link) => {
    const here = location.href.split(/[?#]/)[0];
    const items = (latest.get(link.href) ?? []).filter(([path]) => ROOT + path !== here).slice(0, TITLES)
      .map(([, title, date]) => {
        const item = element('li', `${title} `);
        item.append(element('span', date, 'tally'));
        return item;
      });
    if (!items.length) return [];
    const list = element('ul', '');
    list.append(element('li', document.querySelector('.named').dataset.latest, 'label'), ...items);
    return [list];
  };

  const fill = (link) => {
    const [name, ...known] = entries.get(link.href).querySelectorAll('a, .gloss, .tally');
    card.replaceChildren(
      element('span', link.dataset.label, 'label'), element('b', name.textContent),
      ...known.map((one) => element('div', one.textContent)), ...articles(link),
    );
  };

  const place = (link) => {
    const box = link.getClientRects()[0], root = document.documentElement;
    const left = Math.max(16, Math.min(box.left, root.clientWidth - card.offsetWidth - 16));
    const below = box.bottom + 6;
    const fits = below + card.offsetHeight < root.clientHeight || box.top < card.offsetHeight + 6;
    card.style.left = `${left + scrollX}px`;
    card.style.top = `${(fits ? below : box.top - card.offsetHeight - 6) + scrollY}px`;
  };

  const hide = () => {
    clearTimeout(timer);
    if (!owner) return;
    owner.removeAttribute('aria-describedby');
    owner = null;
    card.hidden = true;
    card.classList.remove('shown');
  };

  const show = (link) => {
    hide();
    if (!card) {
      card = element('div', '', 'card');
      card.id = 'card';
      card.setAttribute('role', 'tooltip');
      /* Else the link would lose the focus, and the card go, before the click. */
      on(card, 'mousedown', (event) => event.preventDefault());
      on(card, 'mouseenter', () => clearTimeout(timer));
      on(card, 'mouseleave', () => wait(hide, OUT));
      on(card, 'click', () => { location.href = owner.href; });
      document.body.append(card);
    }
    owner = link;
    card.hidden = false;
    ask(link);
    fill(link);
    place(link);
    link.setAttribute('aria-describedby', 'card');
    requestAnimationFrame(() => card.classList.add('shown'));
  };

  window.ArchiveCards = {
    put(found) {
      for (const [path, rows] of Object.entries(found)) latest.set(ROOT + encodeURI(path), rows);
      if (owner) { fill(owner); place(owner); }
    },
  };

  const wait = (action, time) => {
    clearTimeout(timer);
    timer = setTimeout(action, time);
  };

  for (const link of document.querySelectorAll('a.entity')) {
    if (!entries.has(link.href)) continue;
    link.dataset.label = link.title;
    link.removeAttribute('title');
    on(link, 'focus', () => { if (link.matches(':focus-visible')) wait(() => show(link), IN); });
    on(link, 'blur', hide);
    /* The first touch shows the card, the second follows the link. */
    on(link, 'click', (event) => {
      if (touched && owner !== link) {
        event.preventDefault();
        show(link);
      }
    });
    if (!matchMedia('(hover: hover)').matches) continue;
    on(link, 'mouseenter', () => wait(() => show(link), owner === link ? 0 : IN));
    on(link, 'mouseleave', () => wait(hide, OUT));
  }
  on(document, 'pointerdown', (event) => {
    touched = event.pointerType === 'touch';
    if (touched && !card?.contains(event.target) && !owner?.contains(event.target)) hide();
  });
  on(document, 'keydown', (event) => { if (event.key === 'Escape') hide(); });
})();
