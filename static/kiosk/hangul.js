// Hangul from keys: pure functions over a state that holds what was typed in one go.
// `done` can no longer change; `keys` are the jamo of the syllable under composition.

const LEADS = [..."ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"];
const VOWELS = [..."ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"];
const TAILS = [..."ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"];

const pairs = (text) => Object.fromEntries(text.split(" ").map((word) => word.split("=")));
const DOUBLE_TAILS = pairs(
  "ㄱㅅ=ㄳ ㄴㅈ=ㄵ ㄴㅎ=ㄶ ㄹㄱ=ㄺ ㄹㅁ=ㄻ ㄹㅂ=ㄼ ㄹㅅ=ㄽ ㄹㅌ=ㄾ ㄹㅍ=ㄿ ㄹㅎ=ㅀ ㅂㅅ=ㅄ",
);
// The two keyboards spell vowels in ways that never contradict: jamo pairs, and strokes of 천지인.
const SPELT_VOWELS = pairs(
  "ㅗㅏ=ㅘ ㅗㅐ=ㅙ ㅗㅣ=ㅚ ㅜㅓ=ㅝ ㅜㅔ=ㅞ ㅜㅣ=ㅟ ㅡㅣ=ㅢ " +
    "ㅣㆍ=ㅏ ㅣㆍㅣ=ㅐ ㅣㆍㆍ=ㅑ ㅣㆍㆍㅣ=ㅒ ㆍㅣ=ㅓ ㆍㅣㅣ=ㅔ ㆍㆍㅣ=ㅕ ㆍㆍㅣㅣ=ㅖ ㆍㅡ=ㅗ ㆍㅡㅣㆍ=ㅘ " +
    "ㆍㅡㅣㆍㅣ=ㅙ ㆍㅡㅣ=ㅚ ㆍㆍㅡ=ㅛ ㅡㆍ=ㅜ ㅡㆍㆍㅣ=ㅝ ㅡㆍㆍㅣㅣ=ㅞ ㅡㆍㅣ=ㅟ ㅡㆍㆍ=ㅠ",
);
for (const vowel of VOWELS) SPELT_VOWELS[vowel] = vowel;

const longestFirst = Object.keys(SPELT_VOWELS).sort((a, b) => b.length - a.length);
const single = TAILS.filter((tail) => LEADS.includes(tail)).join("");
// A consonant before a vowel begins the next syllable, so it is no final.
const SYLLABLE = new RegExp(
  `([${LEADS.join("")}])?(${longestFirst.join("|")})` +
    `((?:${Object.keys(DOUBLE_TAILS).join("|")}|[${single}])(?![${VOWELS.join("")}ㆍ]))?`,
  "u",
);
const BLOCK = new RegExp(`^(?:${SYLLABLE.source}|.ㆍ{0,2})`, "u");

/** Nothing typed yet. */
export const EMPTY = Object.freeze({ done: "", keys: "", sealed: false });

/** Split keys into the keys of each syllable or lone jamo. */
function blocks(keys) {
  const found = [];
  for (let rest = keys; rest; rest = rest.slice(found.at(-1).length)) {
    const [all, lead, , tail] = BLOCK.exec(rest);
    // Without an initial a vowel takes no final.
    found.push(!lead && tail ? all.slice(0, -tail.length) : all);
  }
  return found;
}

/** What the keys of one block look like. */
function shown(block) {
  const [all, lead, spelt, tail = ""] = SYLLABLE.exec(block) ?? [];
  if (all !== block) return block;
  const vowel = SPELT_VOWELS[spelt];
  if (!lead) return vowel;
  const middle = LEADS.indexOf(lead) * VOWELS.length + VOWELS.indexOf(vowel);
  const last = TAILS.indexOf(DOUBLE_TAILS[tail] ?? tail) + 1;
  return String.fromCharCode(0xac00 + middle * (TAILS.length + 1) + last);
}

/** Everything typed, as text. */
export function textOf(state) {
  return state.done + blocks(state.keys).map(shown).join("");
}

/** Keep in `keys` only what a next key may still change. */
function settled(done, keys) {
  const all = blocks(keys);
  // A lone consonant may yet turn into another that joins the syllable before it: 안ㅅ → 않.
  const open = LEADS.includes(all.at(-1)) ? 2 : 1;
  const fixed = all.slice(0, -open);
  return {
    done: done + fixed.map(shown).join(""),
    keys: keys.slice(fixed.join("").length),
    sealed: false,
  };
}

/**
 * One key more. A key with several consonants ("ㄱㅋㄲ") changes the one it has just typed into
 * its next one, until `seal`.
 */
export function type(state, key) {
  const choices = [...key];
  const turn = state.sealed || choices.length < 2 ? -1 : choices.indexOf(state.keys.at(-1));
  const before = turn < 0 ? state.keys : state.keys.slice(0, -1);
  const keys = before + choices[(turn + 1) % choices.length];
  // A third dot goes back to one, so that ㅏ and ㅑ take turns.
  return settled(state.done, keys.replace(/ㆍㆍㆍ$/, "ㆍ"));
}

/** The next touch of the same consonant key writes a consonant of its own. */
export function seal(state) {
  return { ...state, sealed: true };
}

/** Undo one key of the syllable under composition, else take the whole character before it. */
export function backspace(state) {
  const all = blocks(state.keys);
  if (!all.length) return { ...EMPTY, done: [...state.done].slice(0, -1).join("") };
  const rest = all.pop().slice(0, -1);
  const done = state.done + all.map(shown).join("");
  return { done, keys: rest, sealed: false };
}
