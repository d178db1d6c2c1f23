// Takes notes from the outbox to the server. Only our own echo takes a note out of it.
import { forget, heldFor, noteAt, places, setAside, state } from "./outbox.js";

const FIRST_WAIT = 1000; // milliseconds
const LONGEST_WAIT = 60_000;
const LONGEST_ASKED = 3600; // seconds that we let a server, or whoever answers for it, ask for
const TIMEOUT = 15_000;
const SLOWEST = 8; // bytes a millisecond: handwriting takes its time on a weak network
const PATIENCE = 3; // failures in a row that end one way through the outbox
// What the server will never take, however often it is sent: for staff to look at.
const REFUSED = new Set([400, 409, 413, 415, 422]);
// About the line or the server: another note would fare no better.
const LINE = new Set([401, 408, 425, 429, 502, 503, 504]);
const SENT_BROKEN = "broken"; // it did not arrive whole: the line's fault, not the note's

/** Whether an answer proves that this very note is stored. */
export function isEcho(answer, note) {
  return (
    answer !== null &&
    typeof answer === "object" &&
    answer.id === note.id &&
    answer.digest === note.digest &&
    typeof answer.receipt_code === "string"
  );
}

/** Our own refusal has a key and a sentence; a proxy's or a portal's page has not. */
function isOurRefusal(status, answer) {
  return (
    REFUSED.has(status) &&
    typeof answer?.error === "string" &&
    answer.error !== SENT_BROKEN &&
    typeof answer.detail === "string"
  );
}

/** The milliseconds that an answer asks us to wait: seconds, or a date by the server's clock. */
export function askedToWait(headers, now = Date.now()) {
  const asked = headers.get("Retry-After")?.trim();
  if (!asked) return 0;
  const theirs = Date.parse(headers.get("Date") ?? "") || now;
  const seconds = /^\d+$/.test(asked) ? Number(asked) : (Date.parse(asked) - theirs) / 1000;
  return Number.isNaN(seconds) ? 0 : 1000 * Math.min(Math.max(seconds, 0), LONGEST_ASKED);
}

/** The milliseconds to wait after `failures` in a row. */
export function waitAfter(failures, random = Math.random()) {
  const doubled = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** Math.min(failures - 1, 10));
  return Math.min(doubled * (0.75 + random / 2), LONGEST_WAIT);
}

/** PUT a JSON body as our page: the answer's status, headers and object (null when it is none).
 *  Rejects without an answer, and when the signal `off` calls it off. */
export async function put(path, body, off) {
  const late = AbortSignal.timeout(TIMEOUT + body.length / SLOWEST);
  const response = await fetch(path, {
    method: "PUT",
    headers: { "Content-Type": "application/json", "X-Board-Client": "1" },
    body,
    redirect: "error",
    cache: "no-store",
    credentials: "same-origin",
    // A browser without `any` lets a try run on; what it brings is ignored.
    signal: (off && AbortSignal.any?.([off, late])) ?? late,
  });
  const { status, ok, headers } = response;
  return { status, ok, headers, answer: await response.json().catch(() => null) };
}

/** Send one note: 'stored' with its code, 'refused' with a reason, or 'later'. */
export async function send(note, off) {
  let told;
  try {
    told = await put(`/kiosk/notes/${note.id}`, note.body, off);
  } catch {
    return { outcome: "later", wait: 0, isLine: true };
  }
  const { status, ok, headers, answer } = told;
  if (ok && isEcho(answer, note)) return { outcome: "stored", code: answer.receipt_code };
  if (isOurRefusal(status, answer)) return { outcome: "refused", reason: answer.detail };
  return {
    outcome: "later",
    wait: askedToWait(headers),
    unpaired: status === 401 && answer?.error === "not_paired",
    isLine: ok || LINE.has(status),
  };
}

/** One tab delivers at a time; others, and the worker, leave the outbox to it. */
function alone(work) {
  return navigator.locks ? navigator.locks.request("board-delivery", work) : work();
}

const failed = new Map(); // place → how often it failed since this page was opened

/** What failed goes last, so that no note stands in the way of the others. */
async function inTurn() {
  const often = (place) => failed.get(place) ?? 0;
  return (await places()).sort((one, other) => often(one) - often(other) || one - other);
}

/** Where this note goes on from here; 'later' when it stays. */
async function settle(note, tell) {
  const result = await send(note);
  if (result.outcome === "stored") {
    await forget(note.order);
    tell({ id: note.id, code: result.code });
  } else if (result.outcome === "refused") {
    await setAside(note, result.reason);
    tell({ id: note.id, refused: result.reason });
  } else {
    failed.set(note.order, (failed.get(note.order) ?? 0) + 1);
    tell({ id: note.id, waits: true, unpaired: result.unpaired });
  }
  return result;
}

/** Once through the outbox. Resolves with what is left to do: whether something failed, whether
 *  something went, the milliseconds that the server asked for and those until a held note is free. */
async function pass(tell) {
  const left = { isFailing: false, hasSent: false, wait: 0, held: 0 };
  let inARow = 0;
  for (const place of await inTurn()) {
    const note = await noteAt(place);
    const held = note ? heldFor(note) : 0;
    if (held) left.held = left.held ? Math.min(left.held, held) : held;
    if (!note || held) continue;
    const result = await settle(note, tell);
    if (result.outcome !== "later") {
      inARow = 0;
      left.hasSent = true;
      continue;
    }
    left.isFailing = true;
    left.wait = Math.max(left.wait, result.wait);
    inARow += 1;
    if (result.isLine || inARow >= PATIENCE) break;
  }
  if (!left.isFailing) await handOver();
  return left;
}

/** What the server refused goes to staff, as it is. The module for it is rarely needed, and a worker
 *  may load none. */
async function handOver() {
  if (!globalThis.document || !(await state()).set_aside_count) return;
  await (await import("./aside.js")).handOver(put);
}

/** Once through the outbox, alone among tabs and worker; all of them hear of each note. */
export function deliver(tell) {
  return alone(() => pass(tell));
}

export class Delivery {
  #failures = 0;
  #timer = null;
  #listeners = new Set();
  #others = new BroadcastChannel("board-delivery");
  #isAtWork = false;
  #isWanted = false;
  #notBefore = 0; // performance.now() at which the server wants to hear of us again

  constructor() {
    this.#others.onmessage = ({ data }) => this.#tell(data);
  }

  /** Called with {id} of a note and its `code` once the server holds it, or `waits`. */
  onNews(listener) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #tell(news) {
    for (const listener of this.#listeners) listener(news);
  }

  /** Whether nothing is known that keeps notes from the server. */
  isFlowing() {
    return this.#failures === 0 && navigator.onLine;
  }

  /** Try now, whatever wait of our own is under way; one that the server asked for is kept. */
  async hurry() {
    this.#isWanted = true;
    if (this.#isAtWork) return;
    this.#isAtWork = true;
    while (this.#isWanted) {
      this.#isWanted = false;
      clearTimeout(this.#timer);
      const early = this.#notBefore - performance.now();
      if (early > 0) this.#in(early);
      else await this.#once().catch(() => this.#again(0));
    }
    this.#isAtWork = false;
  }

  async #once() {
    const left = await deliver((news) => {
      this.#tell(news);
      this.#others.postMessage(news);
    });
    if (left.hasSent || !left.isFailing) this.#failures = 0;
    if (left.isFailing) this.#again(left.wait);
    else if (left.held) this.#in(left.held);
  }

  #again(asked) {
    this.#failures += 1;
    this.#notBefore = performance.now() + asked;
    this.#in(Math.max(asked, waitAfter(this.#failures)));
  }

  #in(milliseconds) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.hurry(), milliseconds);
  }
}
