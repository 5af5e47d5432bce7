/* Sheets, as cuttings/search/sheets.py writes them: a line of JSON, and bytes below it.  Pure. */
'use strict';
(() => {
  const LONGEST = 255;

  /* A server may have unpacked it on the way. */
  const inflated = async (bytes) => {
    if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
    return new Uint8Array(await new Response(stream).arrayBuffer());
  };

  /* The published bytes of a sheet → { head, columns: Uint8Array }. */
  const read = async (bytes) => {
    const held = await inflated(bytes), end = held.indexOf(10);
    return { head: JSON.parse(new TextDecoder().decode(held.subarray(0, end))), columns: held.subarray(end + 1) };
  };

  /* Reads rows of rising numbers, one after the other: rising(columns)(count). */
  const rising = (columns) => {
    let at = 0;
    return (count) => {
      const row = new Uint32Array(count);
      for (let found = 0, number = 0; found < count; at += 1) {
        number += columns[at];
        if (columns[at] < LONGEST) row[found++] = number;
      }
      return row;
    };
  };

  window.ArchiveSheets = { read, rising };
})();
