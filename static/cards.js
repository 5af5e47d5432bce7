/* A link to an entity in an article shows a card with what the foot of the page says about it.
   Each page is complete without. */
(() => {
  'use strict';
  const IN = 400, OUT = 300, TITLES = 3;
  const entries = new Map();
  for (const item of document.querySelectorAll('.roll li')) {
    const link = item.querySelector('a');
    if (link) entries.set(link.href, item);
  }
  let card = null, owner = null, timer = 0;

  const element = (name, text, className = '') => {
    const made = document.createElement(name);
    made.textContent = text;
    made.className = className;
    return made;
  };
  const textOf = (item, selector) => item.querySelector(selector)?.textContent ?? '';

  /* The related articles that name the entity too. */
  const alsoIn = (href) => [...document.querySelectorAll('.related li')]
    .filter((item) => [...item.querySelectorAll('.shares a')].some((link) => link.href === href))
    .slice(0, TITLES)
    .map((item) => element('li', textOf(item, 'a')));

  const fill = (link, item) => {
    const parts = [element('span', link.dataset.label, 'label'), element('b', textOf(item, 'a'))];
    for (const name of ['gloss', 'tally']) {
      if (textOf(item, `.${name}`)) parts.push(element('div', textOf(item, `.${name}`)));
    }
    const titles = alsoIn(link.href);
    if (titles.length) {
      const list = element('ul', '');
      list.append(element('li', 'Also in', 'label'), ...titles);
      parts.push(list);
    }
    card.replaceChildren(...parts);
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
      document.body.append(card);
    }
    owner = link;
    card.hidden = false;
    fill(link, entries.get(link.href));
    place(link);
    link.setAttribute('aria-describedby', 'card');
    requestAnimationFrame(() => card.classList.add('shown'));
  };

  const wait = (action, time) => {
    clearTimeout(timer);
    timer = setTimeout(action, time);
  };

  for (const link of document.querySelectorAll('a.entity')) {
    if (!entries.has(link.href)) continue;
    /* The card says what the browser's own tooltip would. */
    link.dataset.label = link.title;
    link.removeAttribute('title');
    link.addEventListener('focus', () => { if (link.matches(':focus-visible')) wait(() => show(link), IN); });
    link.addEventListener('blur', hide);
    if (!matchMedia('(hover: hover)').matches) continue;
    link.addEventListener('mouseenter', () => wait(() => show(link), owner === link ? 0 : IN));
    link.addEventListener('mouseleave', () => wait(hide, OUT));
  }
  document.addEventListener('mouseover', (event) => { if (card?.contains(event.target)) clearTimeout(timer); });
  document.addEventListener('mouseout', (event) => { if (card?.contains(event.target)) wait(hide, OUT); });

  document.addEventListener('keydown', (event) => { if (event.key === 'Escape') hide(); });
})();
