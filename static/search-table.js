/* The table of facets: which articles have which value of each filter, and their order by date.

   made(sheet, load), a sheet as cuttings/search/facets.py writes it, →
     totals                  filter → value → number of articles, of the values that are there
     names, has(name, value) the filters; whether a value is there
     isWhole(name)           whether all values of a filter are there; the rest are those of fewer articles
     mostApart(name)         in how many articles the most frequent of those is that are not
     hold(narrow)            a promise that these values are there
     fill(name)              a promise that all values of a filter are there
     within(some, narrow)    those of the articles that have, of each filter in narrow, one of its values
     counts(some, narrow, told)   filter → value → how many of the articles have it, narrowed by all other filters
     order(direction)        "asc" or "desc": place → rank, the undated always last

   Articles are told by their places, the oldest first.  load(name): a promise of a sheet that stands apart.
   told: place → filter → values, of articles whose own texts were read: of those the table need not know.
   narrow: filter → values.  A range of dates is a value of the filter "year": "1999..2008-04". */
'use strict';
(() => {
  const UNDATED = '0000', DAY = 86_400_000; // ms

  const isRange = (value) => value.includes('..');

  /* "2008" is within a range that begins or ends somewhere in that year. */
  const isWithin = (date, [from, to]) =>
    date !== UNDATED && date >= from.slice(0, date.length) && date.slice(0, to.length) <= to;

  /* Of each article: days after a first one, but where the date is no day. */
  const datesOf = ({ since, vague }, days) => {
    const first = Date.parse(since);
    let last = -1, date = '';
    const dates = Array.from(days, (day) => {
      if (day !== last) date = new Date(first + day * DAY).toISOString().slice(0, 10);
      last = day;
      return date;
    });
    for (const [place, told] of vague) dates[place] = told;
    return dates;
  };

  const made = ({ head, columns }, load) => {
    const filters = new Map(), next = ArchiveSheets.rising(columns);
    const dates = datesOf(head, next(head.articles));
    for (const [name, { values, rest }] of Object.entries(head.filters)) {
      const places = new Map(values.map(([value, count]) => [value, next(count)]));
      filters.set(name, { places, rest }); // rest: { most, whole, index }, of further values
    }
    let totals = null;
    const totalled = () => Object.fromEntries([...filters].map(([name, { places }]) =>
      [name, Object.fromEntries([...places].map(([value, some]) => [value, some.length]))]));

    /* --- what stands apart --- */

    const coming = new Map(); // sheet → promise
    const sheet = (name) => {
      if (!coming.has(name)) coming.set(name, load(name));
      return coming.get(name);
    };
    const add = async ({ places }, name) => {
      const { head: values, columns: told } = await sheet(name), row = ArchiveSheets.rising(told);
      for (const [value, count] of values) places.set(value, row(count));
      totals = null;
    };
    const hold = (narrow) => Promise.all([...narrow].map(async ([name, values]) => {
      const filter = filters.get(name), wanted = values.filter((value) => filter?.rest && !filter.places.has(value));
      if (!wanted.length) return;
      const { head: firsts } = await sheet(filter.rest.index);
      const found = wanted.map((value) => firsts.findLast(([first]) => first <= value)?.[1]);
      await Promise.all([...new Set(found)].filter(Boolean).map((some) => add(filter, some)));
    }));
    const fill = async (name) => {
      const filter = filters.get(name);
      if (!filter?.rest) return;
      await add(filter, filter.rest.whole);
      filter.rest = null;
    };
    const isWhole = (name) => !filters.get(name)?.rest;
    const mostApart = (name) => filters.get(name)?.rest?.most ?? 0;

    /* --- narrowing and counting --- */

    const placesOf = (name, value) => {
      if (name === 'year' && isRange(value)) return [...dates.keys()].filter((place) => isWithin(dates[place], value.split('..')));
      return filters.get(name)?.places.get(value) ?? [];
    };
    /* For each filter a mark at the place of each article that has one of its values. */
    const masksOf = (narrow) => new Map([...narrow].map(([name, values]) => {
      const mask = new Uint8Array(dates.length);
      for (const value of values) for (const place of placesOf(name, value)) mask[place] = 1;
      return [name, mask];
    }));

    const within = (some, narrow) => {
      const masks = [...masksOf(narrow).values()];
      return [...some].filter((place) => masks.every((mask) => mask[place]));
    };

    const counts = (some, narrow, told = new Map()) => {
      const masks = masksOf(narrow), found = [...some];
      const but = (except) => {
        const others = [...masks].filter(([name]) => name !== except).map(([, mask]) => mask), left = new Uint8Array(dates.length);
        for (const place of found) left[place] = others.every((mask) => mask[place]) ? 1 : 0;
        return left;
      };
      const whole = but('');
      return Object.fromEntries([...filters].map(([name, { places }]) => {
        const left = masks.has(name) ? but(name) : whole, sums = new Map();
        for (const [value, those] of places) sums.set(value, those.reduce((sum, place) => sum + left[place], 0));
        for (const [place, values] of told) {
          for (const value of values[name] ?? []) if (left[place] && !places.has(value)) sums.set(value, (sums.get(value) ?? 0) + 1);
        }
        return [name, Object.fromEntries(sums)];
      }));
    };

    const order = (direction) => {
      const sign = direction === 'asc' ? 1 : -1;
      return (place) => (dates[place] === UNDATED ? dates.length + place : sign * place);
    };

    return {
      get totals() { return totals ??= totalled(); },
      names: [...filters.keys()],
      has: (name, value) => filters.get(name)?.places.has(value) ?? false,
      isWhole, mostApart, hold, fill, within, counts, order,
    };
  };

  window.ArchiveTable = { made, isRange };
})();
