/* Words of the interface for scripts.  English stands in the scripts themselves; where the interface
   speaks another language the build adds what its catalogue has for them. */
const ArchiveWords = (() => {
  'use strict';
  let messages = {}, plurals = new Intl.PluralRules('en'), figures = new Intl.NumberFormat('en');

  const filled = (message, values) => message.replace(/%\((\w+)\)s/g, (all, name) => values[name] ?? all);

  /* A message with its values: say('Try %(word)s', { word }). */
  const say = (message, values = {}) => filled(messages[message] ?? message, values);

  /* A message in the form that the number asks for; it is the message's num. */
  const count = (one, many, number, values = {}) => {
    const forms = messages[one] ?? { one, other: many };
    return filled(forms[plurals.select(number)] ?? forms.other, { num: figures.format(number), ...values });
  };

  const put = (language, found) => {
    messages = found;
    plurals = new Intl.PluralRules(language);
    figures = new Intl.NumberFormat(language);
  };

  return { say, count, put };
})();
