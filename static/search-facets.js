/* Narrowing: the filters with their values and how many articles each would give.

   Several values of one filter: any of them.  Several filters: all of them.  A filter's counts tell
   how many articles each of its values would give, its own chosen values aside.

   Of a long filter the page may have but the frequent values, and those that the first results have;
   then its button says so, and the others come when a reader asks for them. */
'use strict';
(() => {
  const { element } = window.ArchiveResults;
  const { folded } = window.ArchiveQuery;
  /* Filter → its heading, and how it is called within a sentence. */
  const NAMES = {
    year: [ArchiveWords.say('Year')],
    publication: [ArchiveWords.say('Publication'), ArchiveWords.say('publication')],
    agency: [ArchiveWords.say('Agency'), ArchiveWords.say('agency')],
    people: [ArchiveWords.say('People'), ArchiveWords.say('people')],
    organisations: [ArchiveWords.say('Organisations'), ArchiveWords.say('organisations')],
    places: [ArchiveWords.say('Places'), ArchiveWords.say('places')],
    agreements: [ArchiveWords.say('Agreements'), ArchiveWords.say('agreements')],
    events: [ArchiveWords.say('Events'), ArchiveWords.say('events')],
    section: [ArchiveWords.say('Section'), ArchiveWords.say('section')],
    language: [ArchiveWords.say('Language'), ArchiveWords.say('language')],
  };
  const TOP = 8, LONG = 15, MOST = 200; // values shown; from how many on they can be searched; shown of all
  const UNDATED = 'undated';

  const headingOf = (name) => NAMES[name]?.[0] ?? name;
  const labelOf = (name, value) => {
    if (name !== 'year') return value;
    return value === UNDATED ? ArchiveWords.say('undated') : ArchiveYears.label(value);
  };

  const place = document.getElementById('search-filters');
  const chosen = new Map(); // filter → values, a Set
  const unfolded = new Set(); // filters of which all values are shown
  const sought = new Map(); // filter → what was typed to find a value
  const coming = new Set(); // filters of which further values are on their way
  let drawn = { counts: {}, totals: {}, isWhole: () => true };
  let changed = () => {}, more = async () => {};

  const choose = (name, value) => chosen.set(name, new Set(chosen.get(name)).add(value));
  const drop = (name, value) => {
    chosen.get(name)?.delete(value);
    if (!chosen.get(name)?.size) chosen.delete(name);
  };
  const isChosen = (name, value) => chosen.get(name)?.has(value) ?? false;
  const chooseRange = (range) => {
    const old = ArchiveYears.rangeOf(chosen.get('year'));
    if (old) drop('year', old);
    if (range) choose('year', range);
    changed();
  };

  const read = (address) => {
    chosen.clear();
    for (const [key, value] of address) if (key.startsWith('f.')) choose(key.slice(2), value);
  };
  const write = (address) => {
    for (const [name, values] of chosen) for (const value of values) address.append(`f.${name}`, value);
  };
  /* Filter → values. */
  const narrow = () => new Map([...chosen].map(([name, values]) => [name, [...values]]));

  /* Years from the latest, all else by how many articles it would give. */
  const byUse = (name) => ([one, few], [other, many]) => {
    if (name !== 'year') return many - few || one.localeCompare(other);
    return (one === UNDATED) - (other === UNDATED) || other.localeCompare(one);
  };

  const checkbox = (name, [value, count]) => {
    const input = element('input', { type: 'checkbox', name: `f.${name}`, value, checked: isChosen(name, value) });
    const label = element('span', { dir: 'auto' }, labelOf(name, value));
    return element('label', {}, input, ' ', label, ' ', element('span', { className: 'count' }, `(${ArchiveWords.number(count)})`));
  };

  const valuesOf = (name, counts) => {
    const given = [...chosen.get(name) ?? []].filter((value) => !ArchiveTable.isRange(value));
    const values = Object.entries(counts).filter(([value, count]) => count || given.includes(value)).sort(byUse(name));
    return [...values, ...given.filter((value) => !(value in counts)).map((value) => [value, 0])];
  };

  const isLong = (name, all) => name !== 'year' && (all.length > LONG || !drawn.isWhole(name));
  const shownOf = (name, values) => {
    const typed = isLong(name, values) ? folded(sought.get(name) ?? '') : '';
    if (typed) return values.filter(([value]) => folded(value).includes(typed)).slice(0, MOST);
    if (unfolded.has(name)) return values.slice(0, MOST);
    return values.filter((entry, rank) => rank < TOP || isChosen(name, entry[0]) || entry[0] === UNDATED);
  };

  const seeker = (name) => {
    const label = ArchiveWords.say('Find in %(filter)s', { filter: NAMES[name]?.[1] ?? name });
    const properties = { type: 'search', className: 'seek', name: `seek.${name}`, value: sought.get(name) ?? '', autocomplete: 'off' };
    return element('input', { ...properties, placeholder: label, ariaLabel: label });
  };

  const labelOfAll = (name, all) => {
    if (unfolded.has(name)) return ArchiveWords.say('Show fewer');
    if (!drawn.isWhole(name)) return ArchiveWords.say('Show all, rare ones too');
    return ArchiveWords.say('Show all %(total)s', { total: ArchiveWords.number(all.length) });
  };

  const facet = (name, { counts, totals, isWhole }) => {
    const all = valuesOf(name, counts[name] ?? {}), shown = shownOf(name, all);
    const years = name === 'year' ? ArchiveYears.draw(counts.year ?? {}, totals.year ?? {}, chosen.get('year'), chooseRange) : [];
    if (!all.length && !years.length) return [];
    const field = element('fieldset', { className: 'filter' }, element('legend', {}, headingOf(name)), ...years);
    field.dataset.filter = name;
    if (isLong(name, all)) field.append(seeker(name));
    field.append(...shown.map((entry) => checkbox(name, entry)));
    if (coming.has(name)) field.append(element('p', { className: 'coming' }, ArchiveWords.say('Searching…')));
    const isFolding = (all.length > TOP || !isWhole(name)) && (unfolded.has(name) || shown.length < all.length || !isWhole(name));
    if (isFolding && !(isLong(name, all) && sought.get(name))) {
      field.append(element('button', { type: 'button', className: 'show-all', name }, labelOfAll(name, all)));
    }
    return [field];
  };

  const chip = (name, value) => {
    const shown = labelOf(name, value);
    const ariaLabel = ArchiveWords.say('%(filter)s: %(value)s; remove', { filter: headingOf(name), value: shown });
    return element('button', { type: 'button', className: 'chip', name: `f.${name}`, value, ariaLabel }, `${shown} ×`);
  };

  /* The reader's place is kept: what had the focus has it again, the caret where it was. */
  const keepingFocus = (act) => {
    const held = place.contains(document.activeElement) ? document.activeElement : null;
    const caret = held?.className === 'seek' ? held.selectionStart : null;
    act();
    if (!held) return;
    const controls = [...place.querySelectorAll('input, button')];
    const isOneOfMany = held.type === 'checkbox' || held.className === 'chip';
    const isSame = (control) => control.name === held.name && (!isOneOfMany || control.value === held.value);
    const same = controls.find(isSame) ?? document.getElementById('q');
    same.focus({ preventScroll: true });
    if (caret !== null) same.setSelectionRange?.(caret, caret);
  };

  /* counts, totals: filter → value → number; isWhole(filter): whether these are all of its values. */
  const draw = (counts, totals, isWhole) => {
    drawn = { counts, totals, isWhole };
    const names = new Set([...Object.keys(NAMES), ...Object.keys(totals), ...chosen.keys()]);
    // A filter with one value in the whole archive would narrow nothing.
    const useful = [...names].filter((name) => chosen.has(name) || Object.keys(totals[name] ?? {}).length > 1 || !isWhole(name));
    const chips = [...chosen].flatMap(([name, all]) => [...all].map((value) => chip(name, value)));
    const bar = element('div', { className: 'chips', hidden: !chips.length }, ...chips);
    keepingFocus(() => place.replaceChildren(bar, ...useful.flatMap((name) => facet(name, drawn))));
  };
  const redraw = () => draw(drawn.counts, drawn.totals, drawn.isWhole);

  /* All values of a filter, drawn when they are there. */
  const complete = async (name) => {
    if (drawn.isWhole(name) || coming.has(name)) return redraw();
    coming.add(name);
    redraw();
    await more(name);
    coming.delete(name);
    return redraw();
  };

  place.addEventListener('change', ({ target }) => {
    if (target.type !== 'checkbox') return;
    (target.checked ? choose : drop)(target.name.slice(2), target.value);
    changed();
  });
  place.addEventListener('input', ({ target }) => {
    if (target.className !== 'seek') return;
    const name = target.name.slice(5);
    sought.set(name, target.value.trim());
    complete(name);
  });
  place.addEventListener('click', ({ target }) => {
    if (target.className === 'show-all') {
      if (!unfolded.delete(target.name)) unfolded.add(target.name);
      complete(target.name);
    }
    if (target.className !== 'chip') return;
    drop(target.name.slice(2), target.value);
    changed();
  });

  window.ArchiveFacets = {
    read, write, narrow, draw,
    clear: () => { chosen.clear(); },
    erase: () => place.replaceChildren(),
    isUsed: () => chosen.size > 0,
    onChange: (act) => { changed = act; },
    onMore: (act) => { more = act; },
  };
})();
