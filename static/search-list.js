/* The list of one language's articles and parts, as cuttings/search/listing.py writes it.

   made(sheet, language) →
     starts                  the first word of each part, as short as it tells it from the one before
     meta()                  the list as Pagefind reads it: each article is called by its number
     nameOf(number, given)   a promise of the name of an article's text, from a block that given(path) loads
     placeOf(number)         where an article stands among those of all languages */
'use strict';
(() => {
  const SIGNATURE = 'pagefind_dcd';
  const OF_PART = 5, OF_LENGTH = 3; // bytes that name a part; that tell a number of words

  const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

  /* Words that are told as how many letters each shares with the one before, and its other letters: cuttings/search/parts.py. */
  const unfolded = (words) => {
    let before = '';
    return words.split(' ').map((told) => { before = [...before].slice(0, told[0]).join('') + told.slice(1); return before; });
  };

  /* What comes before a word and all that begin with it, and after whatever else comes before it. */
  const justBefore = (word) => {
    const letters = [...word], last = letters.pop().codePointAt(0) - 1;
    return letters.join('') + String.fromCodePoint(last > 0xd7ff && last < 0xe000 ? 0xd7ff : Math.max(0, last), 0x10ffff);
  };

  /* --- CBOR (RFC 8949), of which Pagefind's files are ----------------------------------------------- */

  const ARRAY = 4, TEXT = 3;
  const headed = (kind, number) => {
    if (number < 24) return [(kind << 5) | number];
    if (number < 0x100) return [(kind << 5) | 24, number];
    if (number < 0x10000) return [(kind << 5) | 25, number >> 8, number & 0xff];
    return [(kind << 5) | 26, number >>> 24, (number >> 16) & 0xff, (number >> 8) & 0xff, number & 0xff];
  };
  const cbor = (value) => {
    const held = [], encoder = new TextEncoder();
    const write = (one) => {
      if (typeof one === 'number') held.push(...headed(0, one));
      else if (typeof one === 'string') {
        const bytes = encoder.encode(one);
        held.push(...headed(TEXT, bytes.length), ...bytes);
      } else {
        held.push(...headed(ARRAY, one.length));
        one.forEach(write);
      }
    };
    write(value);
    return held;
  };

  const made = ({ head, columns }, language) => {
    const { pages, width, blocks } = head, starts = unfolded(head.starts);
    const ofParts = columns.subarray(OF_LENGTH * pages), rest = ofParts.subarray(OF_PART * starts.length);
    const within = blocks.length ? 0 : width * pages; // bytes of names
    const places = rest.length > within ? ArchiveSheets.rising(rest.subarray(within))(pages) : null;

    const lengthOf = (number) => columns[number] + (columns[number + pages] << 8) + (columns[number + 2 * pages] << 16);
    const named = (bytes, number, size) => `${language}_${hex(bytes.subarray(number * size, (number + 1) * size))}`;

    const meta = () => {
      const listed = Array.from({ length: pages }, (_, number) => [String(number), lengthOf(number)]);
      const ends = [...starts.slice(1).map(justBefore), '\u{10ffff}'];
      const parts = starts.map((first, number) => [first, ends[number], named(ofParts, number, OF_PART)]);
      return Uint8Array.from([...new TextEncoder().encode(SIGNATURE), ...cbor([head.version, listed, parts, [], [], head.fields])]);
    };

    const loaded = new Map(); // block → a promise of its names
    const nameOf = async (number, given) => {
      if (!blocks.length) return named(rest, number, width);
      let first = 0;
      const [count, name] = blocks.find(([many]) => { first += many; return number < first; });
      if (!loaded.has(name)) loaded.set(name, given(`names/${name}.pf_names`).then(ArchiveSheets.read));
      return named((await loaded.get(name)).columns, number - first + count, width);
    };

    return { starts, meta, nameOf, placeOf: (number) => places?.[number] ?? number };
  };

  window.ArchiveList = { made };
})();
