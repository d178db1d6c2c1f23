// Writing into a textarea by script: at its caret, composing, with the caret kept in sight.
import { EMPTY, backspace, seal, textOf, type } from "./hangul.js";

// How a run of keys becomes text; what is typed otherwise stands as it is.
const HANGUL = { empty: EMPTY, type, backspace, textOf };
const TELEX = {
  empty: "",
  type: (word, key) => word + key, // until `learnTelex`
  backspace: (word) => word.slice(0, -1),
  textOf: (word) => word,
};
const segmenter =
  "Segmenter" in Intl ? new Intl.Segmenter("ko", { granularity: "grapheme" }) : null;

/** Characters as a person counts them: 👍🏽 is one. */
export function characters(text) {
  return segmenter ? [...segmenter.segment(text)].map(({ segment }) => segment) : [...text];
}

const lengthOfLast = (text) => characters(text).at(-1)?.length ?? 0;
const lengthOfFirst = (text) => characters(text)[0]?.length ?? 0;

/** Vietnamese is loaded when somebody writes it. */
export async function learnTelex() {
  TELEX.type = (await import("./telex.js")).telex;
}

function composerOf(key, isTelex) {
  if (/^[ㄱ-ㅣㆍ]+$/.test(key)) return HANGUL;
  return isTelex && /^[a-z]$/i.test(key) ? TELEX : null;
}

/** Writes at the caret of a textarea, and knows which text before it is still being composed. */
export class Writer {
  constructor(textarea) {
    this.textarea = textarea;
    this.run = null;
    textarea.addEventListener("pointerdown", () => this.end());
  }

  end() {
    this.run = null;
  }

  /** The run, if the caret still stands behind it and nobody else has written. */
  running(composer) {
    const { value, selectionStart, selectionEnd } = this.textarea;
    if (!this.run || selectionStart !== selectionEnd) return null;
    const { start, state } = this.run;
    const isSame = value.slice(start, selectionEnd) === this.run.composer.textOf(state);
    return isSame && (!composer || composer === this.run.composer) ? this.run : null;
  }

  replace(text, start, end) {
    this.textarea.setRangeText(text, start, end, "end");
    this.reveal();
    this.textarea.dispatchEvent(new Event("input", { bubbles: true }));
  }

  compose(composer, change) {
    const { selectionStart, selectionEnd } = this.textarea;
    const { start, state } = this.running(composer) ?? {
      start: selectionStart,
      state: composer.empty,
    };
    const next = change(state);
    this.run = { composer, start, state: next };
    this.replace(composer.textOf(next), start, selectionEnd);
  }

  /** A key's sign, composed with what stands before it where its writing does so. */
  type(sign, { isTelex = false } = {}) {
    const composer = composerOf(sign, isTelex);
    if (composer) this.compose(composer, (state) => composer.type(state, sign));
    else this.insert(sign);
  }

  insert(text) {
    this.end();
    this.replace(text, this.textarea.selectionStart, this.textarea.selectionEnd);
  }

  erase() {
    const run = this.running();
    if (run && this.textarea.selectionEnd > run.start) {
      this.compose(run.composer, run.composer.backspace);
      return;
    }
    this.end();
    const { value, selectionStart: start, selectionEnd: end } = this.textarea;
    if (start !== end) this.replace("", start, end);
    else if (start) this.replace("", start - lengthOfLast(value.slice(0, start)), start);
  }

  move(isRight) {
    this.end();
    const { value, selectionStart: start, selectionEnd: end } = this.textarea;
    let at = isRight ? end : start;
    if (start === end)
      at += isRight ? lengthOfFirst(value.slice(end)) : -lengthOfLast(value.slice(0, start));
    this.textarea.setSelectionRange(at, at);
    this.reveal();
  }

  /** The same consonant key begins a consonant of its own. */
  seal() {
    const run = this.running(HANGUL);
    if (run) run.state = seal(run.state);
  }

  lastWritten() {
    const before = this.textarea.value.slice(0, this.textarea.selectionEnd);
    return before.slice(before.length - lengthOfLast(before));
  }

  /** A script that writes does not scroll; measure the text before the caret in a copy. */
  reveal() {
    const box = this.textarea;
    if (box.scrollHeight <= box.clientHeight) return;
    const copy = box.cloneNode();
    Object.assign(copy.style, {
      position: "absolute",
      visibility: "hidden",
      width: `${box.offsetWidth}px`,
      height: "0",
      minHeight: "0",
    });
    copy.value = box.value.slice(0, box.selectionEnd);
    box.after(copy);
    const bottom = copy.scrollHeight;
    copy.remove();
    const line = 2 * Number.parseFloat(getComputedStyle(box).fontSize);
    if (bottom > box.scrollTop + box.clientHeight) box.scrollTop = bottom - box.clientHeight;
    else if (bottom - 2 * line < box.scrollTop) box.scrollTop = bottom - 2 * line;
  }
}
