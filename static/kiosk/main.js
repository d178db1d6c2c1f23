// The tablet: one visit at a time, nothing of it left behind.
import { el } from "./dom.js";
import { app, leadBy, loadSpeech, show, shown } from "./frame.js";
import { leave, stayAwake, tick, touch, wipe } from "./idle.js";
import { install, renew } from "./installed.js";
import { keepHere, lockDown } from "./lockdown.js";
import { UNPAIRED, beat, board as loadBoard, kept } from "./machine.js";
import { strokesOf } from "./strokes.js";
import { callOff, delivery, hear, stick, takeItBack } from "./sticking.js";
import { backFrom, here, isUntouched } from "./visit.js";
import { learn, say } from "./words.js";
import { isFit } from "./writing.js";

const READY_SECONDS = 15;

const go = {
  async change(values) {
    const mine = here.visit;
    const isLoaded = !values.voice || (await loadSpeech());
    if (mine !== here.visit || !isLoaded) return;
    Object.assign(mine, values);
    show(here.screen, { keepFocus: true });
  },
  /** Change the language; without its words the one before stays. */
  async speak(language) {
    const mine = here.visit;
    await learn(language).catch(() => (language = mine.language));
    if (mine === here.visit) go.change({ language });
  },
  /** What others wrote; its module is loaded when somebody asks. */
  async seeOthers() {
    const mine = here.visit;
    try {
      const joins = await import("./joins.js");
      const others = await joins.othersNotes();
      if (mine !== here.visit) return;
      Object.assign(mine, { others, othersFrom: 0 });
      shown.others = joins.others;
      show("others");
    } catch {
      const told = app.querySelector(".petition .told");
      if (mine === here.visit && told) told.textContent = say(mine.language, "joinLater");
    }
  },
  keepLayout(name) {
    here.visit.layout = name;
  },
  keepText(text) {
    here.visit.text = text;
  },
  choose(side) {
    if (here.visit.side !== side) here.visit.category = "";
    here.visit.side = side;
    show("category");
  },
  next(values) {
    Object.assign(here.visit, values);
    show("category");
  },
  /** A chip was chosen: with nothing else written it is a note by itself. */
  ready(values) {
    const { visit } = here;
    Object.assign(visit, values);
    if (visit.text.trim() || strokesOf(visit)) {
      go.to("review");
      return;
    }
    // Choosing and acting are two steps for who only listens.
    visit.readySeconds = visit.voice ? null : READY_SECONDS;
    show("ready");
  },
  async to(name) {
    const { visit, screen } = here;
    callOff(visit);
    visit.readySeconds = null;
    if (name === "draw" && !(await learnToDraw())) name = "write";
    if (visit !== here.visit || screen !== here.screen) return;
    if (name === "write" || name === "draw") visit.way = name;
    // By whatever way: a text that can't be sent is mended first.
    show(name === "review" && !isFit(visit.text) ? "write" : name);
  },
  home: leave,
  stick,
  takeBack: takeItBack,
};

/** Have the pen at hand; false when it can't be loaded. */
async function learnToDraw() {
  shown.draw ??= (await import("./pen.js").catch(() => null))?.draw;
  return Boolean(shown.draw);
}

/** The tablet's own way back: the step before, never another page. */
function goBack() {
  const back = backFrom(here.screen);
  if (here.dialog) touch();
  else if (back) go.to(back);
}

/** Lists of letters are long: the page is there before them. */
function addTypefaces() {
  for (const href of document.body.dataset.typefaces.split(" "))
    document.head.append(el("link", { rel: "stylesheet", href }));
}

/** Every half minute: tell the server how this tablet is, hear what is new. */
async function live() {
  const fresh = await beat(here.board);
  if (fresh === UNPAIRED && isUntouched()) location.reload();
  else if (fresh && fresh !== UNPAIRED) here.board = fresh;
  if (delivery.isFlowing()) delivery.hurry(); // another tab may have left a note
  renew(isUntouched());
}

/** The board of this tablet, and its start screen; a new one asks to be paired first. */
async function open() {
  // What is known of the board opens the page at once; the server's word follows.
  here.board = kept();
  if (here.board) wipe();
  addTypefaces();
  const fresh = await loadBoard();
  if (fresh) {
    const isNews = !here.board || isUntouched();
    here.board = fresh;
    if (isNews) wipe();
  } else {
    const { untilPaired } = await import("./pairing.js");
    here.board = await untilPaired(app, loadBoard);
    wipe();
  }
}

async function begin() {
  leadBy(go);
  lockDown();
  keepHere(goBack);
  stayAwake();
  const opening = open();
  // The worker fetches every file anew: the screen comes first.
  install(isUntouched);
  navigator.storage?.persist?.().catch(() => {});
  await opening;
  setInterval(tick, 1000);
  delivery.onNews((news) => {
    if (news.unpaired && isUntouched()) location.reload();
    hear(news);
  });
  window.addEventListener("online", () => delivery.hurry());
  delivery.hurry();
  setInterval(live, 30_000);
  live();
}

begin();
