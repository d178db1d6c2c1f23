// Voice: the screen read aloud by the browser's own speech, with stop and repeat. While it is on,
// a button is chosen by the first touch and acts on the second.
import { button, el } from "./dom.js";
import { say } from "./words.js";

const LOCALES = { ko: "ko-KR", en: "en-US", zh: "zh-CN", vi: "vi-VN" };
const SENTENCE = /[^.!?。？！]+[.!?。？！]*\s*/g;
// Keys of the keyboard are read and act at once: two touches a letter would be no keyboard.
const AT_ONCE = ".key, .tools--voice *";

let on = false;
let language = "ko";
let chosen = null;
let tell = () => {};
let isMute = false; // the tablet has no voice for the language

export function hush() {
  window.speechSynthesis.cancel();
}

/** Sentence by sentence: browsers fall silent in the middle of a long text. */
export function speak(text) {
  if (!text) return;
  hush();
  for (const sentence of text.match(SENTENCE) ?? []) {
    const words = new SpeechSynthesisUtterance(sentence.trim());
    words.lang = LOCALES[language];
    words.rate = 0.95;
    words.onstart = tell;
    words.onerror = ({ error }) => {
      if (error !== "canceled" && error !== "interrupted") missVoice();
    };
    window.speechSynthesis.speak(words);
  }
}

function nameOf(element) {
  const name = element.getAttribute("aria-label") ?? element.textContent;
  const pressed = element.getAttribute("aria-pressed") === "true" ? say(language, "isChosen") : "";
  return [name, pressed].filter(Boolean).join(", ").trim();
}

/** Everything on the screen, in its order: sentences, then what can be touched. */
export function screenInWords(app) {
  const parts = [];
  for (const node of app.querySelectorAll("h1, h2, p, button, textarea, [role=img]")) {
    if (node.closest("[hidden], [aria-hidden=true], .keyboard, .tools--voice")) continue;
    if (node.matches("p") && node.closest("button")) continue;
    if (node.matches("textarea")) parts.push(nameOf(node), node.value);
    else if (node.matches("button") && node.disabled) continue;
    else parts.push(nameOf(node));
  }
  return parts.filter(Boolean).join(". ");
}

function missVoice() {
  isMute = true;
  document.querySelector(".tools--voice")?.replaceChildren(silence());
}

function silence() {
  return el("p", { role: "status" }, say(language, "noVoice"));
}

/** To hear the screen again, or no more; without a voice that is told, where it is switched on. */
export function tools(app, isStart) {
  if (isMute) return isStart ? el("div", { class: "tools tools--voice" }, silence()) : null;
  return el(
    "div",
    { class: "tools tools--voice", role: "group", "aria-label": say(language, "voice") },
    button(say(language, "readAgain"), () => readScreen(app), {
      sign: "replay",
      kind: "button--tool",
    }),
    button(say(language, "stopReading"), hush, { sign: "stop", kind: "button--tool" }),
  );
}

/** Read a part of the page now. */
export function speakUp(part) {
  speak(screenInWords(part));
}

/** Read this screen when voice is on; forget what was chosen on the one before. */
export function readScreen(app) {
  chosen = null;
  if (on) speakUp(app);
}

/** Switch voice on or off; off is silent at once. */
export function voice(isOn, inLanguage) {
  if (language !== inLanguage) isMute = false;
  on = isOn;
  language = inLanguage;
  chosen = null;
  if (!on) hush();
}

/** Choosing and acting are two steps while voice is on; what a key or the focus reaches is read.
 *  `heard` is called at each sentence. */
export function guardTouches(root, heard) {
  tell = heard;
  root.addEventListener(
    "click",
    (event) => {
      const target = event.target.closest("button");
      if (!on || isMute || !target) return; // what can't be heard asks for no second touch
      if (target.matches(".key")) speak(nameOf(target));
      if (target.matches(AT_ONCE) || target === chosen) return;
      event.preventDefault();
      event.stopPropagation();
      chosen?.classList.remove("is-chosen");
      chosen = target;
      target.classList.add("is-chosen");
      speak(`${nameOf(target)}. ${say(language, "touchAgain")}`);
    },
    { capture: true },
  );
  root.addEventListener("focusin", ({ target }) => {
    if (on && target.matches("button:focus-visible, textarea")) speak(nameOf(target));
  });
}
