// The note itself, by keys.
import { button, el } from "./dom.js";
import { keyboard } from "./keyboard.js";
import { personalData } from "./personal.js";
import { strokesOf } from "./strokes.js";
import { WORDS, say } from "./words.js";
import { characters } from "./writer.js";

export const TEXT_LIMIT = 500;
const SHOWN = 24; // letters of what was found that are shown again

/** The title with the one sentence that matters while writing. */
export function titled(visit, key, left = null) {
  return el(
    "div",
    { class: "titled" },
    el("h1", { tabindex: "-1" }, say(visit.language, key)),
    el("p", { class: "fine" }, say(visit.language, "writeHint")),
    left,
  );
}

function foundWords(text, { start, end }) {
  return text.value.slice(start, end).slice(0, SHOWN);
}

/** What looks personal, one thing after the other, with one touch to take it out. What bars the
 *  way comes first. */
function warning(visit, text, find) {
  const { kind } = find;
  const isBarred = kind === "resident";
  const found = foundWords(text, find);
  const words = isBarred
    ? say(visit.language, "residentNumber")
    : say(visit.language, "looksLike", { kind: WORDS[visit.language].kinds[kind], found });
  const remove = () => {
    // Where it stands by now: typing may have moved it.
    const now = personalData(text.value).find((each) => foundWords(text, each) === found);
    if (now) text.value = text.value.slice(0, now.start) + text.value.slice(now.end);
    text.dispatchEvent(new Event("input", { bubbles: true }));
    text.focus({ preventScroll: true });
  };
  return el(
    "div",
    { class: isBarred ? "warning" : "warning warning--hint" },
    el("p", {}, words, isBarred ? null : el("span", {}, say(visit.language, "personalHint"))),
    button(say(visit.language, "removeThis"), remove, { sign: "off" }),
  );
}

/** Whether a text can be sent: short enough, and without a resident number. */
export function isFit(text) {
  return (
    characters(text).length <= TEXT_LIMIT &&
    !personalData(text).some((find) => find.kind === "resident")
  );
}

export function isNothing(visit) {
  return !(visit.text.trim() || visit.category || strokesOf(visit));
}

export function nextButton(visit, go) {
  return button(say(visit.language, "next"), () => go.to("review"), {
    kind: "button--primary",
    sign: "next",
  });
}

/** Ours is the default: a tablet's own keyboard learns words and offers them to the next visitor.
 *  Chinese is written with the tablet's, for ours has no Pinyin. */
function hasOurKeyboard(visit, board) {
  return board.board.keyboard === "own" && visit.language !== "zh";
}

export function write(visit, board, go) {
  const left = el("p", { class: "left", "aria-live": "polite" });
  const marks = el("div", { class: "marks", role: "alert" });
  const onward = nextButton(visit, go);
  const text = el("textarea", {
    class: `paper paper--${visit.side}`,
    "aria-label": say(visit.language, "write"),
    autocomplete: "off",
    autocorrect: "off",
    autocapitalize: "off",
    spellcheck: "false",
    rows: "3",
    lang: visit.language,
  });
  text.value = visit.text;
  let shown = "";
  const look = () => {
    go.keepText(text.value);
    const count = TEXT_LIMIT - characters(text.value).length;
    const finds = personalData(text.value);
    left.textContent = say(visit.language, count < 0 ? "over" : "left", { count: Math.abs(count) });
    left.classList.toggle("left--over", count < 0);
    const worst = finds.find((find) => find.kind === "resident") ?? finds[0];
    const said = worst ? `${worst.kind} ${foundWords(text, worst)}` : "";
    // What did not change stays: a screen reader would say it again at every key.
    if (said !== shown) marks.replaceChildren(...(worst ? [warning(visit, text, worst)] : []));
    shown = said;
    onward.disabled = !isFit(text.value) || isNothing(visit);
  };
  text.addEventListener("input", look);
  look();
  return [
    titled(visit, "write", left),
    text,
    marks,
    el(
      "div",
      { class: "onward" },
      button(say(visit.language, "writeByFinger"), () => go.to("draw"), {
        sign: "pen",
        kind: "button--quiet",
      }),
      onward,
    ),
    hasOurKeyboard(visit, board)
      ? keyboard(text, {
          language: visit.language,
          layout: visit.layout,
          onlayout: (name) => go.keepLayout(name),
        })
      : null,
  ].filter(Boolean);
}
