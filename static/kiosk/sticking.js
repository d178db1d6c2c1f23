// A note is stuck on: made safe, thanked for, taken back, followed to the server.
import { canonical, receiptCode } from "./content.js";
import { Delivery } from "./delivery.js";
import { app, show } from "./frame.js";
import { callWorker } from "./installed.js";
import { HOLD, forget, release, takeBack } from "./outbox.js";
import { NEW_PEN, strokesOf } from "./strokes.js";
import { makeSafe, noteOf } from "./saving.js";
import { THANKS_SECONDS, here } from "./visit.js";

const MOST_TRIED = 20; // that the server takes; with other words each
const TEXT_STAYS = 3000; // milliseconds that a stored note stays to be seen

export const delivery = new Delivery();

function contentOf(mine) {
  const content = {
    side: mine.side,
    text: mine.text.trim(),
    category: mine.category,
    desk: mine.desk,
    language: mine.language,
  };
  if (here.board.device) content.device = here.board.device;
  const strokes = strokesOf(mine);
  if (strokes) content.strokes = strokes;
  if (mine.helped) content.helped = true;
  return content;
}

export async function stick() {
  app.querySelectorAll("button").forEach((b) => b.setAttribute("disabled", ""));
  const mine = here.visit;
  mine.readySeconds = null;
  mine.off ??= new AbortController();
  const { signal } = mine.off;
  const content = contentOf(mine);
  const said = canonical(content);
  // The same words are the same note under the same id, however often 'again' is touched.
  if (!mine.note || mine.said !== said) {
    // What was tried before may have reached the server all the same: this takes its place.
    const tried = mine.note ? [...mine.tried, mine.note.id].slice(-MOST_TRIED) : mine.tried;
    const written = { ...content, written_at: new Date().toISOString() };
    if (tried.length) written.replaces = tried;
    const note = await noteOf(written, mine.note?.sequence);
    if (signal.aborted) return;
    Object.assign(mine, { note, said, tried });
  }
  const isSafe = await trySaving(mine);
  if (!isSafe && !signal.aborted && mine === here.visit) show("notSaved");
}

/** The visitor goes back: nothing that was tried so far shall still come true behind them. */
export function callOff(mine) {
  mine.off?.abort();
  mine.off = null;
}

/** Whether it is stuck on; what comes true later counts too, unless it was called off. */
export async function trySaving(mine) {
  const { note, off } = mine;
  const safe = await makeSafe(note, (late) => stuckOn(mine, note, late, off), off.signal);
  if (safe) await stuckOn(mine, note, safe, off);
  return safe !== null;
}

async function stuckOn(mine, note, safe, off) {
  if (off.signal.aborted) return;
  if (note.isSafe) {
    if (safe.order) forget(safe.order).catch(() => {}); // a second copy of an earlier try
    return;
  }
  note.isSafe = true;
  mine.off = null;
  mine.code = safe.code ?? (await receiptCode(note.id));
  mine.held = safe.order ? { order: safe.order, sequence: note.sequence } : null;
  mine.heldSeconds = HOLD / 1000;
  mine.isWaiting = !safe.isStored && !delivery.isFlowing();
  mine.note = { id: note.id };
  mine.seconds = THANKS_SECONDS;
  callWorker();
  // What the server may hold by now can't be taken back.
  if (mine !== here.visit || note.isSent || mine.tried.length) letGo(mine);
  if (mine === here.visit) show("thanks");
  if (safe.isStored) hear({ id: note.id, code: mine.code });
}

/** The time to take it back is over: off it goes. */
export async function letGo(mine) {
  if (!mine.held) return;
  const { order } = mine.held;
  mine.held = null;
  await release(order).catch(() => {});
  delivery.hurry();
}

export async function takeItBack() {
  const mine = here.visit;
  const { held } = mine;
  if (!held || !(await takeBack(held.order, held.sequence).catch(() => false))) return;
  Object.assign(mine, { held: null, note: null, code: "" });
  if (mine === here.visit) show("takenBack");
}

/** What became of the note that is thanked for. */
export function hear(news) {
  const mine = here.visit;
  if (here.screen !== "thanks" || news.id !== mine.note?.id) return;
  if (news.code) {
    if (news.code !== mine.code || mine.isWaiting) {
      Object.assign(mine, { code: news.code, isWaiting: false });
      show("thanks", { keepFocus: true });
    }
    // The server holds it: what was written stays on this screen no longer than to be seen.
    setTimeout(() => {
      Object.assign(mine, { text: "" }, NEW_PEN());
      if (mine === here.visit && here.screen === "thanks")
        app.querySelector(".stuck")?.replaceChildren();
    }, TEXT_STAYS);
  } else if (news.waits && !mine.isWaiting) {
    mine.isWaiting = true;
    show("thanks", { keepFocus: true });
  }
}
