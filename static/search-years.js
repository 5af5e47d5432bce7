/* The years of the articles found: bars to drag over, and two boxes to type into.

   A range is a value of the filter "year" like any other: "1999..2008", or to the day "1999-03..2008-04-03". */
'use strict';
(() => {
  const { element } = window.ArchiveResults;
  const SVG = 'http://www.w3.org/2000/svg';
  const HEIGHT = 48;
  const FEWEST = 3; // years from which bars tell more than a list

  const isYear = (value) => /^\d{4}$/.test(value);
  const rangeOf = (values) => [...values ?? []].find(ArchiveTable.isRange);

  /* "2008", "2008-04", "2008-04-03"; of anything else the year: "3 April 2008". */
  const dateIn = (text) => text.match(/(?<!\d)\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?(?!\d)/)?.[0] ?? '';

  const shape = (name, attributes) => {
    const made = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    return made;
  };

  const bars = (counts, first, last, range) => {
    const most = Math.max(1, ...Object.entries(counts).filter(([year]) => isYear(year)).map(([, count]) => count));
    const [from, to] = range?.split('..') ?? [];
    const viewBox = `0 0 ${last - first + 1} ${HEIGHT}`;
    const drawing = shape('svg', { viewBox, preserveAspectRatio: 'none', class: 'bars', 'aria-hidden': 'true' });
    for (let year = first; year <= last; year += 1) {
      const count = counts[year] ?? 0, height = count && Math.max(3, (count / most) * HEIGHT);
      const isOut = range && (year < from.slice(0, 4) || year > to.slice(0, 4));
      const bar = shape('rect', { x: year - first + 0.1, y: HEIGHT - height, width: 0.8, height, class: isOut ? 'bar out' : 'bar' });
      const title = shape('title', {});
      title.textContent = `${year}: ${ArchiveWords.number(count)}`;
      bar.append(title);
      drawing.append(bar);
    }
    return drawing;
  };

  /* From one year to another with the pointer held; a click is one year. */
  const dragged = (drawing, first, last, choose) => {
    let start = null;
    const shade = shape('rect', { y: 0, height: HEIGHT, class: 'shade' });
    const yearAt = ({ clientX }) => {
      const box = drawing.getBoundingClientRect();
      const place = Math.floor(((clientX - box.left) / box.width) * (last - first + 1));
      return first + Math.max(0, Math.min(last - first, place));
    };
    const span = (event) => [start, yearAt(event)].sort((one, other) => one - other);
    const show = (event) => {
      const [from, to] = span(event);
      shade.setAttribute('x', from - first);
      shade.setAttribute('width', to - from + 1);
    };
    drawing.addEventListener('pointerdown', (event) => {
      event.preventDefault();
      drawing.setPointerCapture(event.pointerId);
      start = yearAt(event);
      drawing.append(shade);
      show(event);
    });
    drawing.addEventListener('pointermove', (event) => { if (start !== null) show(event); });
    drawing.addEventListener('pointercancel', () => { start = null; shade.remove(); });
    drawing.addEventListener('pointerup', (event) => {
      if (start === null) return;
      const [from, to] = span(event);
      start = null;
      choose(`${from}..${to}`);
    });
  };

  const field = (label, ariaLabel, name, value = '') => element('span', { className: 'year' }, `${label} `, element('input', {
    name, value, ariaLabel, autocomplete: 'off', placeholder: ArchiveWords.say('year or date'), maxLength: 20,
  }));
  const fields = (from, to) => [
    field(ArchiveWords.say('From'), ArchiveWords.say('From year or date'), 'from', from), ' ',
    field(ArchiveWords.say('to'), ArchiveWords.say('to year or date'), 'to', to),
  ];

  /* counts: of the articles found, by year; totals: of all; choose(range or ""): a new range. */
  const draw = (counts, totals, chosen, choose) => {
    const years = Object.keys(totals).filter(isYear).map(Number).sort((one, other) => one - other);
    if (years.length < FEWEST) return [];
    const [first, last] = [years[0], years.at(-1)], range = rangeOf(chosen);
    const [from, to] = range?.split('..') ?? [];
    const drawing = bars(counts, first, last, range);
    dragged(drawing, first, last, choose);
    const boxes = element('p', { className: 'range' }, ...fields(from, to));
    boxes.addEventListener('change', (event) => {
      event.stopPropagation();
      const [start, end] = [...boxes.querySelectorAll('input')].map((input) => dateIn(input.value));
      const span = [start || String(first), end || String(last)].sort();
      choose(start || end ? span.join('..') : '');
    });
    const ends = element('p', { className: 'ends', ariaHidden: 'true' }, element('span', {}, first), element('span', {}, last));
    return [drawing, ends, boxes];
  };

  const label = (value) => value.replace(/^(.+)\.\.\1$/, '$1').replace('..', value.includes('-') ? ' – ' : '–');

  window.ArchiveYears = { draw, rangeOf, label };
})();
