// The tablet: one visit at a time, nothing of it left behind.
import { canonical, digestOf, newId, receiptCode } from "./content.js";
import { Delivery, send } from "./delivery.js";
import { button, el } from "./dom.js";
import { beat, board as loadBoard } from "./machine.js";
import { keep, nextSequence } from "./outbox.js";
import { showPairing } from "./pairing.js";
import * as screens from "./screens.js";
import { WORDS, say } from "./words.js";

const STEPS = ["start", "category", "write", "review", "thanks"];
const STEP_OF = { start: 1, desk: 2, category: 2, write: 3, review: 4, thanks: 5 };
const BACK_TO = { desk: "category", category: "start", write: "category", review: "write" };
const THANKS_SECONDS = 20;
const WARNING_SECONDS = 20;
const SAVING_MILLISECONDS = 3000;

const app = document.getElementById("app");
const delivery = new Delivery();
let board = null;
let visit = newVisit();
let screen = "start";
let touched = Date.now();
let dialog = null;

function newVisit() {
  return {
    side: null,
    desk: null,
    category: "",
    text: "",
    language: "ko",
    bigText: false,
    contrast: false,
    lowMode: false,
    note: null,
    code: "",
    isStored: false,
    seconds: THANKS_SECONDS,
  };
}

const go = {
  words: (language) => WORDS[language],
  change(values) {
    Object.assign(visit, values);
    show(screen, { keepFocus: true });
  },
  keepText(text) {
    visit.text = text;
  },
  choose(side) {
    if (visit.side !== side) visit.category = "";
    visit.side = side;
    show("category");
  },
  next(values) {
    Object.assign(visit, values);
    show("category");
  },
  to: (name) => show(name),
  home: () => wipe(),
  stick,
};

function applyAids() {
  const root = document.documentElement;
  root.lang = visit.language === "zh" ? "zh-Hans" : visit.language;
  root.dataset.textSize = visit.bigText ? "large" : "normal";
  root.dataset.colorMode = visit.contrast ? "high-contrast" : "normal";
  root.dataset.reach = visit.lowMode ? "low" : "normal";
  root.dataset.side = visit.side ?? "";
}

function bar() {
  if (screen === "start") return null;
  const now = STEP_OF[screen] ?? 5;
  return el(
    "header",
    { class: "bar" },
    button(say(visit.language, "home"), () => go.home(), { sign: "home" }),
    BACK_TO[screen]
      ? button(say(visit.language, "back"), () => go.to(BACK_TO[screen]), { sign: "back" })
      : null,
    el("p", { class: "steps" }, say(visit.language, "step", { now, all: STEPS.length })),
    visit.side === "regret" && screen !== "thanks"
      ? el("p", { class: "discreet" }, say(visit.language, "hiddenFromStaff"))
      : null,
  );
}

function show(name, { keepFocus = false } = {}) {
  const label = document.activeElement?.textContent;
  screen = name;
  applyAids();
  const head = bar();
  app.replaceChildren(
    ...(head ? [head] : []),
    el("section", { class: `screen screen--${name}` }, screens[name](visit, board, go)),
  );
  document.title = app.querySelector("h1")?.textContent ?? document.title;
  const same =
    keepFocus && [...app.querySelectorAll("button")].find((b) => b.textContent === label);
  (same || app.querySelector("h1"))?.focus({ preventScroll: true });
  if (!same) window.scrollTo(0, 0);
}

async function asNote() {
  const content = {
    side: visit.side,
    text: visit.text.trim(),
    category: visit.category,
    desk: visit.desk,
    language: visit.language,
    written_at: new Date().toISOString(),
  };
  const sequence = await nextSequence().catch(() => null);
  if (sequence) content.sequence = sequence;
  const body = canonical(content);
  return { id: newId(), body, digest: await digestOf(body) };
}

function within(milliseconds, work) {
  const late = new Promise((_, reject) => {
    setTimeout(() => reject(new Error("too slow")), milliseconds);
  });
  return Promise.race([work, late]);
}

/** Safe in the outbox, or stored by the server: nothing else counts as stuck on. */
async function makeSafe(note) {
  try {
    await within(SAVING_MILLISECONDS, keep(note));
    return "kept";
  } catch {
    const sent = await within(SAVING_MILLISECONDS, send(note)).catch(() => ({ outcome: "later" }));
    return sent.outcome === "stored" ? "stored" : "lost";
  }
}

async function stick() {
  app.querySelectorAll("button").forEach((b) => b.setAttribute("disabled", ""));
  // The same note under the same id, however often 'again' is touched.
  visit.note ??= await asNote();
  const mine = visit;
  const safe = await makeSafe(visit.note);
  if (mine !== visit) return;
  if (safe === "lost") {
    show("notSaved");
    return;
  }
  visit.code = await receiptCode(visit.note.id);
  visit.isStored = safe === "stored";
  if (safe === "kept") await within(SAVING_MILLISECONDS, storedSoon(visit)).catch(() => {});
  visit.note = { id: visit.note.id };
  visit.seconds = THANKS_SECONDS;
  show("thanks");
}

/** Resolves once the server holds the note of this visit. */
function storedSoon(mine) {
  const stored = new Promise((resolve) => {
    const stop = delivery.onNews((news) => {
      if (news.id !== mine.note.id) return;
      mine.isStored = Boolean(news.code);
      if (news.code) mine.code = news.code;
      stop();
      resolve();
    });
  });
  delivery.hurry();
  return stored;
}

function wipe() {
  visit = newVisit();
  closeDialog();
  touched = Date.now();
  show("start");
}

function closeDialog() {
  dialog?.close();
  dialog?.remove();
  dialog = null;
}

function warn(seconds) {
  if (!dialog) {
    dialog = el(
      "dialog",
      { class: "still" },
      el("h2", {}, say(visit.language, "stillThere")),
      el("p", { role: "timer" }),
      button(say(visit.language, "stay"), () => touch(), { kind: "button--primary" }),
    );
    document.body.append(dialog);
    dialog.showModal();
  }
  dialog.querySelector("p").textContent = say(visit.language, "stillThereHint", { seconds });
}

function touch() {
  touched = Date.now();
  closeDialog();
}

function isUntouched() {
  const fresh = newVisit();
  return screen === "start" && Object.keys(fresh).every((key) => fresh[key] === visit[key]);
}

/** Once a second: count down, warn, wipe. */
function tick() {
  if (!board || isUntouched()) return;
  const idle = Math.floor((Date.now() - touched) / 1000);
  if (screen === "thanks") {
    visit.seconds = Math.max(0, THANKS_SECONDS - idle);
    const timer = app.querySelector(".returning");
    if (timer) timer.textContent = say(visit.language, "returning", { seconds: visit.seconds });
    if (!visit.seconds) wipe();
    return;
  }
  const left = board.board.idle_seconds - idle;
  if (left <= 0) wipe();
  else if (left <= WARNING_SECONDS) warn(left);
}

function lockDown() {
  for (const name of ["contextmenu", "dragstart", "drop", "gesturestart", "beforeprint"])
    document.addEventListener(name, (event) => event.preventDefault());
  document.addEventListener(
    "wheel",
    (event) => {
      if (event.ctrlKey) event.preventDefault();
    },
    { passive: false },
  );
  for (const name of ["pointerdown", "keydown", "input", "scroll"])
    document.addEventListener(
      name,
      () => {
        touched = Date.now();
        if (dialog && name === "keydown") return;
        closeDialog();
      },
      { capture: true, passive: true },
    );
  // A page that comes back from the browser's cache shows nothing of the visit before.
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) wipe();
  });
  history.replaceState(null, "", location.pathname);
}

async function begin() {
  lockDown();
  if ("serviceWorker" in navigator)
    navigator.serviceWorker.register("/kiosk/sw.js", { scope: "/kiosk/" }).catch(() => {});
  navigator.storage?.persist?.().catch(() => {});
  board = await loadBoard();
  if (!board) {
    await showPairing(app);
    board = await loadBoard();
  }
  wipe();
  setInterval(tick, 1000);
  delivery.onNews((news) => {
    if (news.unpaired && isUntouched()) location.reload();
  });
  window.addEventListener("online", () => delivery.hurry());
  delivery.hurry();
  setInterval(async () => {
    const fresh = await beat(board);
    if (fresh) board = fresh;
  }, 30_000);
  beat(board);
}

begin();
