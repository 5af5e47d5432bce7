// Eleventy's settings for the same site: see README.md.

const MONTHS = 'January February March April May June July August September October November December'.split(' ');
const newest = (a, b) => b.date - a.date || (a.fileSlug < b.fileSlug ? -1 : 1);

export default function (site) {
  site.setQuietMode(true);
  site.addPassthroughCopy('style.css');
  site.addFilter('iso', (date) => date.toISOString().slice(0, 10));
  site.addFilter('day', (date) => `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}`);
  site.addGlobalData('name', 'The archive');
  site.addGlobalData('home', 'https://archive.example');

  const articles = (all) => all.getFilteredByGlob('articles/*.md').sort(newest);
  site.addCollection('articles', articles);
  site.addCollection('named', (all) => {
    const named = new Map();
    for (const article of articles(all)) {
      for (const id of article.data.entities) {
        if (!named.has(id)) named.set(id, []);
        named.get(id).push(article);
      }
    }
    return [...named].sort(([a], [b]) => (a < b ? -1 : 1)).map(([id, own]) => ({ id, articles: own }));
  });
  return { markdownTemplateEngine: false, templateFormats: ['md', 'njk'] };
}
