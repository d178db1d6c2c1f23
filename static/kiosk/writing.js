// The note itself: by keys or by finger.
import { visibleLength } from "./content.js";
import { button, el } from "./dom.js";
import { keyboard } from "./keyboard.js";
import { hasDrawn, pen } from "./pen.js";
import { personalData } from "./personal.js";
import { WORDS, say } from "./words.js";

export const TEXT_LIMIT = 500;
const SHOWN = 24; // letters of what was found that are shown again

/** The title with the one sentence that matters while writing. */
function titled(visit, key) {
  return el(
    "div",
    { class: "titled" },
    el("h1", { tabindex: "-1" }, say(visit.language, key)),
    el("p", { class: "fine" }, say(visit.language, "writeHint")),
  );
}

function foundWords(text, { start, end }) {
  return text.value.slice(start, end).slice(0, SHOWN);
}

/** One line for each thing that looks personal, with one touch to take it out. */
function warnings(visit, text, finds) {
  const line = (find) => {
    const { kind } = find;
    const isBarred = kind === "resident";
    const found = foundWords(text, find);
    const words = isBarred
      ? say(visit.language, "residentNumber")
      : say(visit.language, "looksLike", { kind: WORDS[visit.language].kinds[kind], found });
    const remove = () => {
      // Where it stands by now: typing may have moved it.
      const now = personalData(text.value).find((each) => each.kind === kind);
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
  };
  return finds.map(line);
}

function isNothing(visit) {
  return !(visit.text.trim() || visit.category || hasDrawn(visit));
}

/** Ours is the default: a tablet's own keyboard learns words and offers them to the next visitor.
 *  Chinese is written with the tablet's, for ours has no Pinyin. */
function hasOurKeyboard(visit, board) {
  return board.board.keyboard === "own" && visit.language !== "zh";
}

export function write(visit, board, go) {
  const left = el("p", { class: "left", "aria-live": "polite" });
  const marks = el("div", { class: "marks", role: "alert" });
  const onward = button(say(visit.language, "next"), () => go.to("review"), {
    kind: "button--primary",
    sign: "next",
  });
  const text = el("textarea", {
    class: `paper paper--${visit.side}`,
    "aria-label": say(visit.language, "write"),
    autocomplete: "off",
    autocorrect: "off",
    autocapitalize: "off",
    spellcheck: "false",
    rows: "6",
    lang: visit.language,
  });
  text.value = visit.text;
  let shown = "";
  const look = () => {
    go.keepText(text.value);
    const count = TEXT_LIMIT - visibleLength(text.value);
    const finds = personalData(text.value);
    left.textContent = say(visit.language, "left", { count });
    left.classList.toggle("left--over", count < 0);
    const said = finds.map((find) => `${find.kind} ${foundWords(text, find)}`).join("\n");
    // What did not change stays: a screen reader would say it again at every key.
    if (said !== shown) marks.replaceChildren(...warnings(visit, text, finds));
    shown = said;
    const isBarred = finds.some((find) => find.kind === "resident");
    onward.disabled = isBarred || count < 0 || isNothing(visit);
  };
  text.addEventListener("input", look);
  look();
  return [
    titled(visit, "write"),
    text,
    el("div", { class: "under-text" }, marks, left),
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

export function draw(visit, board, go) {
  const onward = button(say(visit.language, "next"), () => go.to("review"), {
    kind: "button--primary",
    sign: "next",
  });
  const look = () => {
    onward.disabled = isNothing(visit);
  };
  return [
    titled(visit, "draw"),
    ...pen(visit, look),
    el(
      "div",
      { class: "onward" },
      button(say(visit.language, "writeByKeys"), () => go.to("write"), {
        sign: "keys",
        kind: "button--quiet",
      }),
      onward,
    ),
  ];
}
