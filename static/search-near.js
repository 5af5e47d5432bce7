/* How near two words are: by letters, and by sound.  Pure. */
'use strict';
(() => {
  const SOUNDS = [
    [/shch|sch|sh|tch|ch|zh|cz/g, 's'], [/kh|ck|qu?|g|c/g, 'k'], [/ph|v|w/g, 'f'], [/th|dt|d/g, 't'], [/b/g, 'p'],
    [/z/g, 's'], [/x/g, 'ks'], [/[yj]/g, 'i'],
  ];
  const TOO_SHORT = 4;
  const ENDING = /(?:ations?|ating|ated|ates?|ions?|ings?|ed|es|e|s)$/;

  const { plain } = window.ArchiveQuery;

  /* "Lavrof" and "Lavrov" are one, "Schefer" and "Scheffer", "Yuschenko" and "Yushchenko". */
  const sound = (word) => {
    const letters = SOUNDS.reduce((text, [from, to]) => text.replace(from, to), plain(word)).replace(/(.)\1+/g, '$1');
    return letters.slice(0, 1) + letters.slice(1).replace(/[aeiouh]/g, '');
  };

  /* Letters to put in, take out, change, or swap with their neighbour. */
  const distance = (one, other) => {
    let before = [], last = Array.from({ length: other.length + 1 }, (_, column) => column);
    for (let row = 1; row <= one.length; row += 1) {
      const next = [row];
      for (let column = 1; column <= other.length; column += 1) {
        const same = one[row - 1] === other[column - 1];
        let least = Math.min(last[column] + 1, next[column - 1] + 1, last[column - 1] + (same ? 0 : 1));
        if (row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1]) {
          least = Math.min(least, before[column - 2] + 1);
        }
        next.push(least);
      }
      [before, last] = [last, next];
    }
    return last[other.length];
  };

  const allowed = (length) => (length < TOO_SHORT ? 0 : length < 6 ? 1 : length < 10 ? 2 : 3);

  /* "negociation" is near "negotiated": search takes the forms of a word for one. */
  const apart = (one, other) => {
    const whole = distance(one, other);
    if (Math.min(one.length, other.length) < 8) return whole;
    return Math.min(whole, distance(one.replace(ENDING, ''), other.replace(ENDING, '')) + 0.5);
  };

  /* Those of the words that are near, the nearest first; of equals, those that come first. */
  const nearest = (word, words) => {
    const typed = plain(word), most = allowed(typed.length), heard = sound(word);
    const near = new Map();
    if (/\d/.test(typed)) return []; // another year, another number is no slip of the pen
    for (const other of words) {
      const letters = plain(other);
      if (!most || near.has(letters) || letters === typed || Math.abs(letters.length - typed.length) > most + 2) continue;
      const far = apart(typed, letters), alike = letters.length >= TOO_SHORT && sound(other) === heard;
      if (far > most + (alike ? 1 : 0)) continue;
      near.set(letters, { other, weight: far - (alike ? 1.5 : 0) - (letters[0] === typed[0] ? 0.5 : 0) });
    }
    return [...near.values()].sort((a, b) => a.weight - b.weight).map(({ other }) => other);
  };

  window.ArchiveNear = { nearest, distance, sound };
})();
