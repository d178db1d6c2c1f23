// Time passes: countdowns, the warning, and nothing left of a visit that is over.
import { button, el } from "./dom.js";
import { app, hush, show, speakUp } from "./frame.js";
import { letGo, stick, trySaving } from "./sticking.js";
import { strokesOf } from "./strokes.js";
import { THANKS_SECONDS, here, isUntouched, newVisit } from "./visit.js";
import { say } from "./words.js";

const WARNING_SECONDS = 20;
const LEFT_SECONDS = 30; // on the start screen, which hides that something was written
const AGAIN_SECONDS = 5; // between tries to save a note that is not saved yet

/** The visit is over: a new one begins, without a trace of it. */
export function wipe() {
  letGo(here.visit);
  hush();
  here.visit = newVisit();
  touch();
  show("start");
}

/** Whoever is here stays. */
export function touch() {
  here.touched = Date.now();
  closeDialog();
}

function closeDialog() {
  here.dialog?.close();
  here.dialog?.remove();
  here.dialog = null;
}

/** A question over the page; whoever touches anything but its buttons stays. */
function ask(question, ...ways) {
  const { language } = here.visit;
  here.dialog = el(
    "dialog",
    { class: "still", oncancel: touch },
    el("h2", {}, say(language, question)),
    el("p", { role: "timer" }),
    el(
      "div",
      { class: "ways" },
      button(say(language, "stay"), touch, { kind: "button--primary" }),
      ...ways,
    ),
  );
  document.body.append(here.dialog);
  here.dialog.showModal();
  speakUp(here.dialog);
}

/** To the start; what was written and not sent goes only when that is meant. */
export function leave() {
  const { visit, screen } = here;
  const isWritten = visit.text.trim() || strokesOf(visit);
  if (screen === "thanks" || !isWritten) {
    wipe();
    return;
  }
  ask("leaving", button(say(visit.language, "leave"), wipe, { sign: "home" }));
  here.dialog.dataset.stays = "";
}

function warn(seconds) {
  const { language } = here.visit;
  if (!here.dialog) ask("stillThere");
  here.dialog.querySelector("p").textContent = say(language, "stillThereHint", { seconds });
}

function countThanks(idle) {
  const { visit } = here;
  visit.seconds = Math.max(0, THANKS_SECONDS - idle);
  const timer = app.querySelector(".returning");
  if (timer) timer.textContent = say(visit.language, "returning", { seconds: visit.seconds });
  if (visit.held) countHeld(visit);
  if (!visit.seconds) wipe();
}

function countHeld(visit) {
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

function countReady() {
  const { visit } = here;
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
  if (here.screen !== "ready" || here.visit.readySeconds === null) return;
  here.visit.readySeconds = null;
  app.querySelector(".ready-hint")?.remove();
}

/** Once a second: count down, warn, wipe. */
export function tick() {
  const { visit, screen, board } = here;
  if (!board || isUntouched()) return;
  const idle = Math.floor((Date.now() - here.touched) / 1000);
  if (screen === "thanks") {
    countThanks(idle);
    return;
  }
  if (screen === "ready" && visit.readySeconds !== null) {
    countReady();
    return;
  }
  if (screen === "notSaved" && visit.off && idle && idle % AGAIN_SECONDS === 0) trySaving(visit);
  const most = board.board.idle_seconds;
  const isHidden = screen === "start" && (visit.text || strokesOf(visit));
  const left = (isHidden ? Math.min(most, LEFT_SECONDS) : most) - idle;
  if (left <= 0) wipe();
  else if (left <= WARNING_SECONDS) warn(left);
}

/** Whatever a visitor does shows that somebody is here. */
export function stayAwake() {
  for (const name of ["pointerdown", "keydown", "input", "scroll"])
    document.addEventListener(
      name,
      ({ target }) => {
        here.touched = Date.now();
        if (name === "pointerdown" || name === "keydown") stopReady();
        if (name === "keydown" || target.closest?.("dialog button")) return;
        // A page that scrolls on for a moment answers no question that was asked for.
        if (name === "scroll" && here.dialog?.matches("[data-stays]")) return;
        closeDialog();
      },
      { capture: true, passive: true },
    );
  // A page that comes back from the browser's cache shows nothing of the visit before.
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) wipe();
  });
}
