/* What was published on this day in earlier years: a build asks no clock, so the page does. */
'use strict';
(() => {
  const place = document.getElementById('on-this-day');
  if (!place) return;
  const now = new Date();
  const [month, day] = [now.getMonth() + 1, now.getDate()].map((number) => String(number).padStart(2, '0'));
  if (!place.dataset.months.split(' ').includes(month)) return;

  const item = ([year, slug, title, source]) => {
    const made = document.getElementById('day-row').cloneNode(true);
    made.removeAttribute('id');
    const link = made.querySelector('a');
    made.querySelector('.row-date').textContent = year;
    made.querySelector('.source').textContent = source;
    link.textContent = title;
    link.href = `articles/${slug}.html`;
    return made;
  };
  window.ArchiveDays = {
    put: (days) => {
      const [name, ...all] = days[day] ?? [], rows = all.filter(([year]) => Number(year) < now.getFullYear());
      if (!rows.length) return;
      place.querySelector('.day').textContent = name;
      place.querySelector('ol').append(...rows.map(item));
      place.hidden = false;
    },
  };
  const script = document.createElement('script');
  script.src = `assets/days-${month}.js`;
  document.head.append(script);
})();
