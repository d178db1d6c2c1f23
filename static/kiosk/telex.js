// Vietnamese by Telex: what a word becomes when one more letter is typed. A pure function.

const TONES = { s: "\u0301", f: "\u0300", r: "\u0309", x: "\u0303", j: "\u0323" };
const MARKS = /[\u0301\u0300\u0309\u0303\u0323]/;
const SHAPED = "ăâêôơư";
const PLAIN_OF = { ă: "a", â: "a", ê: "e", ô: "o", ơ: "o", ư: "u" };
const ROOF = { a: "â", e: "ê", o: "ô" };
const HORNS = [
  ["uo", "ươ"],
  ["ua", "ưa"],
  ["a", "ă"],
  ["o", "ơ"],
  ["u", "ư"],
];
// Every vowel group that Vietnamese writes; what would give another one is typed as it is.
const GROUPS = new Set(
  (
    "a ă â e ê i o ô ơ u ư y ai ao au ay âu ây eo êu ia iê iu oa oă oe oi ôi ơi oo ua uâ uê ui uô " +
    "uơ uy ưa ưi ươ ưu yê iêu oai oao oay oeo uây uôi uya uyê uyu ươi ươu yêu"
  ).split(" "),
);
const flat = (letters) => letters.replace(/[ăâêôơư]/g, (letter) => PLAIN_OF[letter]);
const FLAT_GROUPS = new Set([...GROUPS].map(flat));
const WORD =
  /^(qu|gi(?=[aăâeêioôơuưy])|ngh?|gh|kh|ph|th|ch|nh|tr|[bcdđghklmnpqrstvx])?([aăâeêioôơuưy]*)(ch|ng|nh|[cmnpt])?$/;

/** Initial, vowels and final of a word without its tone, in small letters; null for no such word. */
function parts(plain) {
  const [, initial = "", vowels, final = ""] = WORD.exec(plain.toLowerCase()) ?? [];
  return vowels === undefined ? null : { initial, vowels, final };
}

/** Letters in the case of the letters that they replace. */
function cased(letters, like) {
  return [...letters]
    .map((letter, at) => (like[at] !== like[at].toLowerCase() ? letter.toUpperCase() : letter))
    .join("");
}

function untoned(word) {
  const open = word.normalize("NFD");
  return { plain: open.replace(MARKS, "").normalize("NFC"), tone: MARKS.exec(open)?.[0] ?? "" };
}

/** The letter that carries the tone: hòa, hoàn, hoài, thuở, người. */
function toned(plain, tone) {
  const found = parts(plain);
  if (!tone || !found?.vowels) return plain;
  const { initial, vowels, final } = found;
  const shaped = [...vowels].findLastIndex((letter) => SHAPED.includes(letter));
  let at = vowels.length === 3 ? 1 : 0;
  if (shaped >= 0) at = shaped;
  else if (final) at = vowels.length - 1;
  const end = initial.length + at + 1;
  return (plain.slice(0, end) + tone + plain.slice(end)).normalize("NFC");
}

function horned(vowels, isOpen) {
  const base = flat(vowels);
  // 'uơ' stands at the end of a word only (thuở); one letter more makes it 'ươ'.
  if (base === "uo" && isOpen && !vowels.startsWith("ư")) return "uơ";
  return HORNS.map(([from, to]) => base.replace(from, to)).find(
    (group) => group !== base && GROUPS.has(group),
  );
}

function roofed(vowels, letter) {
  const base = flat(vowels);
  const group = base.replace(letter, ROOF[letter]);
  return group !== base && GROUPS.has(group) ? group : undefined;
}

/** The whole word after one more key; a second touch of the same mark takes it back. */
export function telex(word, key) {
  const letter = key.toLowerCase();
  const { plain, tone } = untoned(word);
  const found = parts(plain);
  if (!found) return word + key;
  const { initial, vowels, final } = found;

  if (vowels && FLAT_GROUPS.has(flat(vowels))) {
    if (letter in TONES) return tone === TONES[letter] ? plain + key : toned(plain, TONES[letter]);
    if (letter === "z" && tone) return plain;
    const group =
      letter === "w" ? horned(vowels, !final) : letter in ROOF ? roofed(vowels, letter) : undefined;
    if (group) {
      const end = initial.length + vowels.length;
      const again = group === vowels;
      const before = plain.slice(initial.length, end);
      const middle = cased(again ? flat(vowels) : group, before);
      const marked = plain.slice(0, initial.length) + middle + plain.slice(end);
      return toned(again ? marked + key : marked, tone);
    }
  }
  if (letter === "d" && /^[dđ]/i.test(plain)) {
    if (/^đ/i.test(plain)) return toned(cased("d", plain) + plain.slice(1), tone) + key;
    return toned(cased("đ", plain) + plain.slice(1), tone);
  }
  const opened =
    vowels === "uơ" && !final && /[iuncmpt]/.test(letter)
      ? plain.slice(0, -2) + cased("ươ", plain.slice(-2))
      : plain;
  return parts(opened + key) ? toned(opened + key, tone) : word + key;
}
