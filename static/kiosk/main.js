// The tablet: one visit at a time, nothing of it left behind.
import { canonical, digestOf, newId, receiptCode } from "./content.js";
import { Delivery, send } from "./delivery.js";
import { button, el } from "./dom.js";
import { beat, board as loadBoard, kept } from "./machine.js";
import { HOLD, keep, nextSequence, release, takeBack } from "./outbox.js";
import { showPairing } from "./pairing.js";
import { NEW_PEN, strokesOf } from "./pen.js";
import * as screens from "./screens.js";
import { guardTouches, hush, readScreen, voice } from "./speech.js";
import { learn, say } from "./words.js";

const STEPS = 5;
const STEP_OF = { start: 1, desk: 2, category: 2, ready: 3, write: 3, draw: 3, review: 4 };
const BACK_TO = {
  desk: "category",
  category: "start",
  others: "start",
  ready: "category",
  write: "category",
  draw: "category",
};
const THANKS_SECONDS = 30;
const READY_SECONDS = 15;
const WARNING_SECONDS = 20;
const SAVING_MILLISECONDS = 3000;
const TEXT_STAYS = 3000; // milliseconds that a stored note stays to be seen

const app = document.getElementById("app");
const delivery = new Delivery();
const more = { ...screens }; // and those that are loaded later
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
    ...NEW_PEN(),
    way: "write",
    layout: "",
    language: "ko",
    bigText: false,
    contrast: false,
    lowMode: false,
    voice: false,
    helped: false,
    readySeconds: null,
    note: null,
    held: null,
    heldSeconds: 0,
    code: "",
    isWaiting: false,
    seconds: THANKS_SECONDS,
    id: null, // made when this visitor first says 나도요
    joined: [],
    others: [],
    othersFrom: 0,
  };
}

const go = {
  change(values) {
    Object.assign(visit, values);
    show(screen, { keepFocus: true });
  },
  /** Change the language; without its words the one before stays. */
  async speak(language) {
    const mine = visit;
    await learn(language).catch(() => (language = mine.language));
    if (mine === visit) go.change({ language });
  },
  /** What others wrote; its module is loaded when somebody asks. */
  async seeOthers() {
    const mine = visit;
    try {
      const joins = await import("./joins.js");
      const others = await joins.othersNotes();
      if (mine !== visit) return;
      Object.assign(visit, { others, othersFrom: 0 });
      more.others = joins.others;
      show("others");
    } catch {
      const told = app.querySelector(".petition .fine");
      if (mine === visit && told) told.textContent = say(visit.language, "joinLater");
    }
  },
  keepLayout(name) {
    visit.layout = name;
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
  /** A chip was chosen: with nothing else written it is a note by itself. */
  ready(values) {
    Object.assign(visit, values);
    if (visit.text.trim() || strokesOf(visit)) {
      show("review");
      return;
    }
    // Choosing and acting are two steps for who only listens.
    visit.readySeconds = visit.voice ? null : READY_SECONDS;
    show("ready");
  },
  to(name) {
    if (name === "write" || name === "draw") visit.way = name;
    visit.readySeconds = null;
    show(name);
  },
  home: () => wipe(),
  stick,
  takeBack: takeItBack,
};

function applyAids() {
  const root = document.documentElement;
  root.lang = visit.language === "zh" ? "zh-Hans" : visit.language;
  root.dataset.textSize = visit.bigText ? "large" : "normal";
  root.dataset.colorMode = visit.contrast ? "high-contrast" : "normal";
  root.dataset.reach = visit.lowMode ? "low" : "normal";
  root.dataset.side = visit.side ?? "";
  voice(visit.voice, visit.language);
}

function backFrom(name) {
  return name === "review" ? visit.way : BACK_TO[name];
}

function voiceTools() {
  const word = (key) => say(visit.language, key);
  return el(
    "div",
    { class: "tools tools--voice", role: "group", "aria-label": word("voice") },
    button(word("readAgain"), () => readScreen(app), { sign: "replay", kind: "button--tool" }),
    button(word("stopReading"), () => hush(), { sign: "stop", kind: "button--tool" }),
  );
}

function bar() {
  if (screen === "start") return visit.voice ? el("header", { class: "bar" }, voiceTools()) : null;
  const back = backFrom(screen);
  const quiet = [
    visit.helped ? say(visit.language, "helping") : null,
    visit.side === "regret" && screen !== "thanks" ? say(visit.language, "hiddenFromStaff") : null,
  ].filter(Boolean);
  return el(
    "header",
    { class: "bar" },
    button(say(visit.language, "home"), () => go.home(), { sign: "home" }),
    back ? button(say(visit.language, "back"), () => go.to(back), { sign: "back" }) : null,
    visit.voice ? voiceTools() : null,
    screen === "others"
      ? null
      : el(
          "p",
          { class: "steps" },
          say(visit.language, "step", { now: STEP_OF[screen] ?? STEPS, all: STEPS }),
        ),
    quiet.map((words) => el("p", { class: "discreet" }, words)),
  );
}

function show(name, { keepFocus = false } = {}) {
  const label = document.activeElement?.textContent;
  screen = name;
  applyAids();
  const head = bar();
  app.replaceChildren(
    ...(head ? [head] : []),
    el("section", { class: `screen screen--${name}` }, more[name](visit, board, go)),
  );
  document.title = app.querySelector("h1")?.textContent ?? document.title;
  const same =
    keepFocus && [...app.querySelectorAll("button")].find((b) => b.textContent === label);
  (same || app.querySelector("h1"))?.focus({ preventScroll: true });
  if (!same) window.scrollTo(0, 0);
  readScreen(app);
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
  const strokes = strokesOf(visit);
  if (strokes) content.strokes = strokes;
  if (visit.helped) content.helped = true;
  const sequence = await nextSequence().catch(() => null);
  if (sequence) content.sequence = sequence;
  const body = canonical(content);
  return { id: newId(), body, digest: await digestOf(body), sequence };
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
    return { order: await within(SAVING_MILLISECONDS, keep(note)) };
  } catch {
    const sent = await within(SAVING_MILLISECONDS, send(note)).catch(() => ({ outcome: "later" }));
    return sent.outcome === "stored" ? { isStored: true } : null;
  }
}

async function stick() {
  app.querySelectorAll("button").forEach((b) => b.setAttribute("disabled", ""));
  const mine = visit;
  mine.readySeconds = null;
  // The same note under the same id, however often 'again' is touched.
  mine.note ??= await asNote();
  const safe = await makeSafe(mine.note);
  if (!safe) {
    if (mine === visit) show("notSaved");
    return;
  }
  mine.code = await receiptCode(mine.note.id);
  mine.held = safe.order ? { order: safe.order, sequence: mine.note.sequence } : null;
  mine.heldSeconds = HOLD / 1000;
  mine.isWaiting = !safe.isStored && !delivery.isFlowing();
  mine.note = { id: mine.note.id };
  mine.seconds = THANKS_SECONDS;
  if (mine !== visit) letGo(mine);
  else show("thanks");
}

/** The time to take it back is over: off it goes. */
async function letGo(mine) {
  if (!mine.held) return;
  const { order } = mine.held;
  mine.held = null;
  await release(order).catch(() => {});
  delivery.hurry();
}

async function takeItBack() {
  const { held } = visit;
  const mine = visit;
  if (!held || !(await takeBack(held.order, held.sequence).catch(() => false))) return;
  Object.assign(mine, { held: null, note: null, code: "" });
  if (mine === visit) show("takenBack");
}

/** What became of the note that is thanked for. */
function hear(news) {
  if (screen !== "thanks" || news.id !== visit.note?.id) return;
  const mine = visit;
  if (news.code) {
    if (news.code !== mine.code || mine.isWaiting) {
      Object.assign(mine, { code: news.code, isWaiting: false });
      show("thanks", { keepFocus: true });
    }
    // The server holds it: what was written stays on this screen no longer than to be seen.
    setTimeout(() => {
      Object.assign(mine, { text: "" }, NEW_PEN());
      if (mine === visit && screen === "thanks") app.querySelector(".stuck")?.replaceChildren();
    }, TEXT_STAYS);
  } else if (news.waits && !mine.isWaiting) {
    mine.isWaiting = true;
    show("thanks", { keepFocus: true });
  }
}

function wipe() {
  letGo(visit);
  hush();
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
  return screen === "start" && JSON.stringify(newVisit()) === JSON.stringify(visit);
}

function countThanks(idle) {
  visit.seconds = Math.max(0, THANKS_SECONDS - idle);
  const timer = app.querySelector(".returning");
  if (timer) timer.textContent = say(visit.language, "returning", { seconds: visit.seconds });
  if (visit.held) {
    visit.heldSeconds -= 1;
    const back = app.querySelector(".take-back");
    const words = say(visit.language, "takeBack", { seconds: visit.heldSeconds });
    if (back) back.lastElementChild.textContent = words;
    if (visit.heldSeconds < 1) {
      if (back === document.activeElement) app.querySelector("h1").focus({ preventScroll: true });
      back?.remove();
      letGo(visit);
    }
  }
  if (!visit.seconds) wipe();
}

function countReady() {
  visit.readySeconds -= 1;
  if (visit.readySeconds < 1) {
    stick();
    return;
  }
  const hint = app.querySelector(".ready-hint");
  hint.textContent = say(visit.language, "readyHint", { seconds: visit.readySeconds });
}

/** Whoever touches the screen wants time: the chip no longer sticks by itself. */
function stopReady() {
  if (screen !== "ready" || visit.readySeconds === null) return;
  visit.readySeconds = null;
  app.querySelector(".ready-hint")?.remove();
}

/** Once a second: count down, warn, wipe. */
function tick() {
  if (!board || isUntouched()) return;
  const idle = Math.floor((Date.now() - touched) / 1000);
  if (screen === "thanks") {
    countThanks(idle);
    return;
  }
  if (screen === "ready" && visit.readySeconds !== null) {
    countReady();
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
        if (name === "pointerdown" || name === "keydown") stopReady();
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

/** Its list of letters is long: the page is there before it. */
function addTypeface() {
  document.head.append(
    el("link", { rel: "stylesheet", href: document.body.dataset.typeface ?? "" }),
  );
}

async function begin() {
  lockDown();
  guardTouches(document);
  if ("serviceWorker" in navigator)
    navigator.serviceWorker.register("/kiosk/sw.js", { scope: "/kiosk/" }).catch(() => {});
  navigator.storage?.persist?.().catch(() => {});
  // What is known of the board opens the page at once; the server's word follows.
  board = kept();
  if (board) wipe();
  addTypeface();
  const fresh = await loadBoard();
  if (fresh) {
    const isNews = !board || isUntouched();
    board = fresh;
    if (isNews) wipe();
  } else {
    await showPairing(app);
    board = await loadBoard();
    wipe();
  }
  setInterval(tick, 1000);
  delivery.onNews((news) => {
    if (news.unpaired && isUntouched()) location.reload();
    hear(news);
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
