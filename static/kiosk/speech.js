// Voice: the screen read aloud by the browser's own speech, with stop and repeat. While it is on,
// a button is chosen by the first touch and acts on the second.
import { say } from "./words.js";

const LOCALES = { ko: "ko-KR", en: "en-US", zh: "zh-CN", vi: "vi-VN" };
// Keys of the keyboard are read and act at once: two touches a letter would be no keyboard.
const AT_ONCE = ".key, .tools--voice *";

let on = false;
let language = "ko";
let chosen = null;

export const canSpeak = () => "speechSynthesis" in window && "SpeechSynthesisUtterance" in window;

export function hush() {
  if (canSpeak()) window.speechSynthesis.cancel();
}

export function speak(text) {
  if (!canSpeak() || !text) return;
  hush();
  const words = new SpeechSynthesisUtterance(text);
  words.lang = LOCALES[language];
  words.rate = 0.95;
  window.speechSynthesis.speak(words);
}

function nameOf(element) {
  const name = element.getAttribute("aria-label") ?? element.textContent;
  const pressed = element.getAttribute("aria-pressed") === "true" ? say(language, "isChosen") : "";
  return [name, pressed].filter(Boolean).join(", ").trim();
}

/** Everything on the screen, in its order: sentences, then what can be touched. */
export function screenInWords(app) {
  const parts = [];
  for (const node of app.querySelectorAll("h1, p, button, textarea, [role=img]")) {
    if (node.closest("[hidden], [aria-hidden=true], .keyboard, .tools--voice")) continue;
    if (node.matches("p") && node.closest("button")) continue;
    if (node.matches("textarea")) parts.push(nameOf(node), node.value);
    else if (node.matches("button") && node.disabled) continue;
    else parts.push(nameOf(node));
  }
  return parts.filter(Boolean).join(". ");
}

/** Read this screen when voice is on; forget what was chosen on the one before. */
export function readScreen(app) {
  chosen = null;
  if (on) speak(screenInWords(app));
}

/** Switch voice on or off; off is silent at once. */
export function voice(isOn, inLanguage) {
  on = isOn;
  language = inLanguage;
  chosen = null;
  if (!on) hush();
}

/** Choosing and acting are two steps while voice is on. */
export function guardTouches(root) {
  root.addEventListener(
    "click",
    (event) => {
      const target = event.target.closest("button");
      if (!on || !target || target.matches(AT_ONCE) || target === chosen) return;
      event.preventDefault();
      event.stopPropagation();
      chosen?.classList.remove("is-chosen");
      chosen = target;
      target.classList.add("is-chosen");
      speak(`${nameOf(target)}. ${say(language, "touchAgain")}`);
    },
    { capture: true },
  );
}
