/* The table of facets: which articles have which value of each filter, and their order by date.  Pure.

   made({ ids, dates, filters }), as cuttings/search/facets.py writes it, →
     totals                  filter → value → number of articles
     ids                     of all articles, the oldest first
     within(ids, narrow)     those that have, of each filter in narrow, one of its values
     counts(ids, narrow)     filter → value → how many of the ids have it, narrowed by all other filters
     order(direction)        "asc" or "desc": id → place, the undated always last

   narrow: filter → values.  A range of dates is a value of the filter "year": "1999..2008-04". */
'use strict';
(() => {
  const UNDATED = '0000';

  const isRange = (value) => value.includes('..');

  /* "2008" is within a range that begins or ends somewhere in that year. */
  const isWithin = (date, [from, to]) =>
    date !== UNDATED && date >= from.slice(0, date.length) && date.slice(0, to.length) <= to;

  const summed = (steps) => {
    let place = 0;
    return steps.map((step) => { place += step; return place; });
  };

  const made = ({ ids, dates, filters }) => {
    const placeOf = new Map(ids.map((id, place) => [id, place]));
    const columns = Object.entries(filters).map(([name, values]) => [name, values.map(([value, steps]) => [value, summed(steps)])]);
    const totals = Object.fromEntries(columns.map(([name, values]) =>
      [name, Object.fromEntries(values.map(([value, places]) => [value, places.length]))]));

    const placesOf = (name, value) => {
      if (name === 'year' && isRange(value)) return [...dates.keys()].filter((place) => isWithin(dates[place], value.split('..')));
      const column = columns.find(([other]) => other === name)?.[1] ?? [];
      return column.find(([other]) => other === value)?.[1] ?? [];
    };
    /* For each filter a mark at the place of each article that has one of its values. */
    const masksOf = (narrow) => new Map([...narrow].map(([name, values]) => {
      const mask = new Uint8Array(ids.length);
      for (const value of values) for (const place of placesOf(name, value)) mask[place] = 1;
      return [name, mask];
    }));

    const within = (some, narrow) => {
      const masks = [...masksOf(narrow).values()];
      return [...some].filter((id) => masks.every((mask) => mask[placeOf.get(id)]));
    };

    const counts = (some, narrow) => {
      const masks = masksOf(narrow), found = [...some].map((id) => placeOf.get(id));
      const but = (except) => {
        const others = [...masks].filter(([name]) => name !== except).map(([, mask]) => mask), left = new Uint8Array(ids.length);
        for (const place of found) left[place] = others.every((mask) => mask[place]) ? 1 : 0;
        return left;
      };
      const whole = but('');
      return Object.fromEntries(columns.map(([name, values]) => {
        const left = masks.has(name) ? but(name) : whole;
        const count = (places) => places.reduce((sum, place) => sum + left[place], 0);
        return [name, Object.fromEntries(values.map(([value, places]) => [value, count(places)]))];
      }));
    };

    const order = (direction) => {
      const sign = direction === 'asc' ? 1 : -1;
      return new Map(ids.map((id, place) => [id, dates[place] === UNDATED ? ids.length + place : sign * place]));
    };

    return { totals, ids, within, counts, order };
  };

  window.ArchiveTable = { made, isRange };
})();
