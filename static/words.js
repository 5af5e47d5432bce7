/* Words of the interface for scripts.  English stands in the scripts themselves; where the interface
   speaks another language the build adds what its catalogue has for them. */
const ArchiveWords = (() => {
  'use strict';
  // "A, B and C", which most of those write who write English without saying which.
  let messages = {}, tongue = 'en-GB', plurals = new Intl.PluralRules(tongue), figures = new Intl.NumberFormat(tongue);

  const filled = (message, values) => message.replace(/%\((\w+)\)s/g, (all, name) => values[name] ?? all);

  /* A message with its values: say('Try %(word)s', { word }). */
  const say = (message, values = {}) => filled(messages[message] ?? message, values);

  /* A message in the form that the number asks for; it is the message's num. */
  const count = (one, many, number, values = {}) => {
    const forms = messages[one] ?? { one, other: many };
    return filled(forms[plurals.select(number)] ?? forms.other, { num: figures.format(number), ...values });
  };

  const number = (value) => figures.format(value);

  /* Texts or elements in a row, with what stands between them: "A, B and C"; of a disjunction "A, B or C". */
  const row = (parts, type = 'conjunction') => new Intl.ListFormat(tongue, { type })
    .formatToParts(parts.map((part, place) => String(place)))
    .map((piece) => (piece.type === 'element' ? parts[piece.value] : piece.value));

  /* What a message is made of where elements stand in it: woven(say('See %(list)s.'), { list: link }). */
  const woven = (message, values) => message.split(/%\((\w+)\)s/).flatMap((piece, place) => (place % 2 ? values[piece] : piece));

  const put = (language, found) => {
    messages = found;
    tongue = language;
    plurals = new Intl.PluralRules(language);
    figures = new Intl.NumberFormat(language);
  };

  return { say, count, number, row, woven, put };
})();
