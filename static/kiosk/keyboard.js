// The tablet's own keyboard: it writes into a textarea and never takes the focus from it.
import { el } from "./dom.js";
import { say } from "./words.js";
import { Writer, learnTelex } from "./writer.js";

/** The keyboards offered in each language; the first is the usual one. */
export const LAYOUTS_OF = {
  ko: ["dubeol", "cheonjiin", "latin", "signs"],
  en: ["latin", "signs", "dubeol"],
  zh: ["latin", "signs", "dubeol"],
  vi: ["telex", "signs", "latin", "dubeol"],
};

const QWERTY = [
  "q w e r t y u i o p",
  "_:1 a s d f g h j k l",
  "shift:3 z x c v b n m erase:3",
  "left right ' , space:4 . ? enter:4",
];
// Rows of keys on twenty columns; a key is two wide unless it says otherwise.
const LAYOUTS = {
  dubeol: {
    sample: "ㅂㅈㄷ",
    rows: [
      "ㅂ ㅈ ㄷ ㄱ ㅅ ㅛ ㅕ ㅑ ㅐ ㅔ",
      "_:1 ㅁ ㄴ ㅇ ㄹ ㅎ ㅗ ㅓ ㅏ ㅣ",
      "double:3 ㅋ ㅌ ㅊ ㅍ ㅠ ㅜ ㅡ erase:3",
      "left right ! , space:4 . ? enter:4",
    ],
  },
  cheonjiin: {
    sample: "ㅣㆍㅡ",
    rows: [
      "ㅣ:4 ㆍ:4 ㅡ:4 erase:8",
      "ㄱㅋㄲ:4 ㄴㄹ:4 ㄷㅌㄸ:4 next:8",
      "ㅂㅍㅃ:4 ㅅㅎㅆ:4 ㅈㅊㅉ:4 space:8",
      ". ? ㅇㅁ:4 , ! left right enter:4",
    ],
  },
  latin: { sample: "abc", rows: QWERTY },
  telex: { sample: "ăêđ", rows: QWERTY },
  signs: {
    sample: "12?",
    rows: [
      "1 2 3 4 5 6 7 8 9 0",
      ". , ? ! ~ : - ( ) '",
      "🙂 😊 👍 👏 🙏 ❤️ 😢 😠 erase:4",
      'left right / @ space:4 % " enter:4',
    ],
  },
};
const DOUBLED = { ㅂ: "ㅃ", ㅈ: "ㅉ", ㄷ: "ㄸ", ㄱ: "ㄲ", ㅅ: "ㅆ", ㅐ: "ㅒ", ㅔ: "ㅖ" };
const ARROWS = { left: "←", right: "→" };
const REPEATED = new Set(["erase", "left", "right"]);
const REPEAT_AFTER = 500;
const REPEAT_EVERY = 90;
const FLASH = 140;
// A click this soon after its own touch is the same press; one without a touch is another.
const SAME_PRESS = 400;

/** Where the focus goes with an arrow key: along the row, or to the nearest key of the next one. */
function neighbour(keys, from, arrow) {
  const centre = (key) => {
    const { x, y, width, height } = key.getBoundingClientRect();
    return [x + width / 2, y + height / 2];
  };
  const [x, y] = centre(from);
  const sign = arrow === "ArrowLeft" || arrow === "ArrowUp" ? -1 : 1;
  const isLevel = arrow === "ArrowLeft" || arrow === "ArrowRight";
  let best = from;
  let least = Infinity;
  for (const key of keys) {
    const [keyX, keyY] = centre(key);
    const along = sign * (isLevel ? keyX - x : keyY - y);
    const across = Math.abs(isLevel ? keyY - y : keyX - x);
    const far = isLevel ? along : 100 * along + across;
    if (along > 4 && far < least && !(isLevel && across > 4)) {
      best = key;
      least = far;
    }
  }
  return best;
}

/** A keyboard for a textarea; `onlayout(name)` hears which layout the visitor chose. */
export function keyboard(textarea, { language = "ko", layout, onlayout } = {}) {
  const offered = LAYOUTS_OF[language];
  if (offered.includes("telex")) learnTelex();
  const word = (name) => say(language, `key${name[0].toUpperCase()}${name.slice(1)}`);
  const writer = new Writer(textarea);
  const pad = el("div", { class: "keyboard-keys" });
  const said = el("p", { class: "keyboard-said", "aria-live": "polite" });
  let current = offered.includes(layout) ? layout : offered[0];
  let shift = "";
  let repeating = null;
  const released = new WeakMap();

  const choices = el(
    "div",
    { class: "keyboard-layouts", role: "group", "aria-label": say(language, "keyLayouts") },
    offered.map((name) =>
      el(
        "button",
        { type: "button", class: "key key--layout", "data-layout": name, tabindex: "-1" },
        el("span", { lang: name === "telex" ? "vi" : "ko" }, LAYOUTS[name].sample),
        el("small", {}, word(name)),
      ),
    ),
  );
  const root = el(
    "div",
    { class: "keyboard", role: "group", "aria-label": say(language, "keyboard") },
    choices,
    pad,
    said,
  );
  const keys = () => [...root.querySelectorAll("button")];

  function face(name) {
    if (ARROWS[name]) return [ARROWS[name], word(name)];
    if (name === "ㆍ") return [name, word("dot")];
    if (name === "shift" && shift === "lock") return [word("caps"), word("caps")];
    if (/^[a-z]{2,}$/.test(name)) return [word(name), word(name)];
    if (/^[ㄱ-ㅎ]{2,}$/.test(name)) return [[...name].slice(0, 2).join(" "), [...name].join(" ")];
    const sign = shifted(name);
    return [sign, sign];
  }

  function shifted(name) {
    if (!shift) return name;
    return current === "dubeol" ? (DOUBLED[name] ?? name) : name.toUpperCase();
  }

  /** Write the labels again; the keys themselves, and a finger or focus on them, stay. */
  function label() {
    for (const key of pad.children) {
      const { name } = key.dataset;
      const [shown, spoken] = face(name);
      key.textContent = shown;
      key.setAttribute("aria-label", spoken);
      if (name === "shift" || name === "double") key.setAttribute("aria-pressed", String(!!shift));
    }
    for (const choice of choices.children)
      choice.setAttribute("aria-pressed", String(choice.dataset.layout === current));
  }

  function draw() {
    shift = "";
    pad.lang = { telex: "vi", latin: "en", signs: language }[current] ?? "ko";
    pad.className = `keyboard-keys keyboard-keys--${current}`;
    const made = LAYOUTS[current].rows.flatMap((row, index) => {
      let column = 1;
      return row.split(" ").map((token) => {
        const [name, width = "2"] = token.length > 2 ? token.split(":") : [token];
        const start = column;
        column += Number(width);
        if (name === "_") return null;
        const kind = /^[a-z]{2,}$/.test(name) ? "key key--word" : "key";
        const key = el("button", {
          type: "button",
          class: kind,
          "data-name": name,
          tabindex: "-1",
        });
        key.style.gridArea = `${index + 1} / ${start} / auto / span ${width}`;
        return key;
      });
    });
    pad.replaceChildren(...made.filter(Boolean));
    if (!root.contains(document.activeElement)) stopAt(pad.firstChild);
    label();
  }

  /** One stop of the Tab key for the whole keyboard. */
  function stopAt(target) {
    for (const key of keys()) key.tabIndex = key === target ? 0 : -1;
  }

  function choose(name) {
    writer.end();
    if (name === current) return;
    current = name;
    draw();
    onlayout?.(name);
  }

  const acts = {
    erase: () => writer.erase(),
    enter: () => writer.insert("\n"),
    space: () => writer.insert(" "),
    left: () => writer.move(false),
    right: () => writer.move(true),
    next: () => writer.seal(),
    double: () => (shift = shift ? "" : "once"),
    shift: () => (shift = { "": "once", once: "lock", lock: "" }[shift]),
  };

  function press(key) {
    const { name, layout: chosen } = key.dataset;
    const before = shift;
    if (chosen) {
      choose(chosen);
      return;
    }
    if (name in acts) acts[name]();
    else {
      const sign = shifted(name);
      writer.type(sign, { isTelex: current === "telex" });
      if (shift === "once") shift = "";
    }
    if (shift !== before) label();
    said.textContent = writer.lastWritten();
  }

  function release() {
    clearTimeout(repeating);
    repeating = null;
  }

  function repeat(key) {
    if (!key.isConnected) return;
    press(key);
    repeating = setTimeout(repeat, REPEAT_EVERY, key);
  }

  function up(event) {
    const key = event.target.closest("button");
    release();
    key?.classList.remove("is-down");
    if (key && event.type === "pointerup") released.set(key, performance.now());
  }

  root.addEventListener("pointerdown", (event) => {
    // The textarea keeps the focus, and the gaps between the keys are dead.
    event.preventDefault();
    const key = event.target.closest("button");
    if (!key || event.button) return;
    if (!root.contains(document.activeElement)) textarea.focus({ preventScroll: true });
    key.classList.add("is-down");
    release();
    press(key);
    if (REPEATED.has(key.dataset.name)) repeating = setTimeout(repeat, REPEAT_AFTER, key);
  });
  root.addEventListener("mousedown", (event) => event.preventDefault());
  for (const name of ["pointerup", "pointercancel", "pointerout"]) root.addEventListener(name, up);
  // Enter, the space bar and assistive technology click without a touch before it.
  root.addEventListener("click", (event) => {
    const key = event.target.closest("button");
    if (!key) return;
    if (event.detail && performance.now() - (released.get(key) ?? -Infinity) < SAME_PRESS) return;
    press(key);
    key.classList.add("is-flashed");
    setTimeout(() => key.classList.remove("is-flashed"), FLASH);
  });
  // The arrows go from key to key.
  root.addEventListener("keydown", (event) => {
    if (!event.key.startsWith("Arrow") || !event.target.matches("button")) return;
    event.preventDefault();
    neighbour(keys(), event.target, event.key).focus();
  });
  root.addEventListener("focusin", (event) => stopAt(event.target));

  textarea.setAttribute("inputmode", "none");
  draw();
  return root;
}
