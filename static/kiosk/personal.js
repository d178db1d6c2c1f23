// What looks like personal data is marked while it is typed. The server looks again, and wider.

// A birth date, a digit that names sex and century, six more: a resident number in any spelling
// that a keyboard gives.
const RESIDENT =
  /\d{2}\s?(?:0[1-9]|1[0-2])\s?(?:0[1-9]|[12]\d|3[01])[\s.\-_/~,:·–—]{0,4}\d(?:[\s.]?\d){6}(?!\d)/;
const GAP = "[\\s.\\-_/~·–—)]{0,3}";
const KINDS = [
  ["resident", RESIDENT],
  ["phone", new RegExp(`(?<!\\d)\\(?0(?:1[016-9]|2|[3-6]\\d|70)${GAP}\\d{3,4}${GAP}\\d{4}(?!\\d)`)],
  ["email", /[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+/],
  ["plate", /(?<!\d)\d{2,3}\s?[가-힣]\s?\d{4}(?!\d)/],
  ["card", /(?<!\d)\d{4}(?:[\s.-]?\d{4}){3}(?!\d)/],
  ["account", /(?<!\d)\d{2,6}-\d{2,6}-\d{2,8}(?:-\d{1,3})?(?!\d)/],
];

function plain(text) {
  return text.replace(/[０-９]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0));
}

/** The first span of each kind that is found: {kind, start, end} in the text, in its order. */
export function personalData(text) {
  const looked = plain(text);
  const found = [];
  for (const [kind, pattern] of KINDS) {
    const match = pattern.exec(looked);
    const [start, end] = match ? [match.index, match.index + match[0].length] : [0, 0];
    if (match && !found.some((other) => start < other.end && other.start < end))
      found.push({ kind, start, end });
  }
  return found.sort((a, b) => a.start - b.start);
}
