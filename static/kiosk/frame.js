// What stands around every screen: the bar above it, the aids, the voice.
import { button, el } from "./dom.js";
import { shield } from "./lockdown.js";
import * as screens from "./screens.js";
import { backFrom, here } from "./visit.js";
import { say } from "./words.js";

const STEPS = 5;
const STEP_OF = { start: 1, desk: 2, category: 2, ready: 3, write: 3, draw: 3, review: 4 };

export const app = document.getElementById("app");
export const shown = { ...screens }; // and those that are loaded later

let go = null;
let speech = null; // its module is loaded when somebody asks for the voice

/** What the buttons of all screens do. */
export function leadBy(ways) {
  go = ways;
}

/** Have the voice at hand; false when it can't be loaded. */
export async function loadSpeech() {
  if (speech) return true;
  speech = await import("./speech.js").catch(() => null);
  speech?.guardTouches(document, notHurried);
  return Boolean(speech);
}

/** While it is read to, nobody is hurried. */
function notHurried() {
  if (!here.dialog) here.touched = Date.now();
}

export function hush() {
  speech?.hush();
}

/** Read a part of the page aloud, when voice is on. */
export function speakUp(part) {
  if (here.visit.voice) speech.speakUp(part);
}

/** The look of a side is that of a note under way. */
function sideOf({ visit, screen }) {
  return screen === "start" || screen === "others" ? null : visit.side;
}

function applyAids() {
  const { visit } = here;
  const root = document.documentElement;
  root.lang = visit.language === "zh" ? "zh-Hans" : visit.language;
  root.dataset.textSize = visit.bigText ? "large" : "normal";
  root.dataset.colorMode = visit.contrast ? "high-contrast" : "normal";
  root.dataset.reach = visit.lowMode ? "low" : "normal";
  root.dataset.side = sideOf(here) ?? "";
  speech?.voice(visit.voice, visit.language);
}

function bar() {
  const { visit, screen } = here;
  if (screen === "start")
    return visit.voice ? el("header", { class: "bar" }, speech.tools(app, true)) : null;
  const back = backFrom(screen);
  const quiet = [
    visit.helped ? say(visit.language, "helping") : null,
    sideOf(here) === "regret" && screen !== "thanks"
      ? say(visit.language, "hiddenFromStaff")
      : null,
  ].filter(Boolean);
  return el(
    "header",
    { class: "bar" },
    button(say(visit.language, "home"), () => go.home(), { sign: "home" }),
    back ? button(say(visit.language, "back"), () => go.to(back), { sign: "back" }) : null,
    visit.voice ? speech.tools(app, false) : null,
    screen === "others"
      ? null
      : el(
          "p",
          { class: "steps" },
          say(visit.language, "step", { now: STEP_OF[screen] ?? STEPS, all: STEPS }),
        ),
    quiet.length ? el("p", { class: "discreet" }, quiet.join(" · ")) : null,
  );
}

export function show(name, { keepFocus = false } = {}) {
  const label = document.activeElement?.textContent;
  here.screen = name;
  applyAids();
  const head = bar();
  app.replaceChildren(
    ...(head ? [head] : []),
    el("section", { class: `screen screen--${name}` }, shown[name](here.visit, here.board, go)),
  );
  document.title = app.querySelector("h1")?.textContent ?? document.title;
  const same =
    keepFocus && [...app.querySelectorAll("button")].find((b) => b.textContent === label);
  (same || app.querySelector("h1"))?.focus({ preventScroll: true });
  if (!same) {
    window.scrollTo(0, 0);
    shield();
  }
  speech?.readScreen(app);
}
