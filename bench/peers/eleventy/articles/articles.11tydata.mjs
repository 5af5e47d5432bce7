// `page.fileSlug` and `page.filePathStem` leave a date out with which a name begins.
const nameOf = (file) => file.replace(/^.*\/|\.md$/g, '');

export default { layout: 'article.njk', permalink: ({ page }) => `articles/${nameOf(page.inputPath)}.html` };
