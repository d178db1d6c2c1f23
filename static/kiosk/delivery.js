// Takes notes from the outbox to the server. Only our own echo takes a note out of it.
import { forget, heldFor, setAside, waiting } from "./outbox.js";

export const FIRST_WAIT = 1000; // milliseconds
export const LONGEST_WAIT = 60_000;
const TIMEOUT = 15_000;
// What the server will never take, however often it is sent: for staff to look at.
const REFUSED = new Set([400, 409, 413, 415, 422]);

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
    REFUSED.has(status) && typeof answer?.error === "string" && typeof answer.detail === "string"
  );
}

/** How long to wait after `failures` in a row; `retryAfter` of the server (seconds) is honoured. */
export function waitAfter(failures, retryAfter, random = Math.random()) {
  const doubled = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** Math.min(failures - 1, 10));
  const spread = doubled * (0.75 + random / 2);
  return Math.max(retryAfter > 0 ? retryAfter * 1000 : 0, Math.min(spread, LONGEST_WAIT));
}

/** Send one note: 'stored' with its code, 'refused' with a reason, or 'later'. */
export async function send(note) {
  let response;
  try {
    response = await fetch(`/kiosk/notes/${note.id}`, {
      method: "PUT",
      headers: { "Content-Type": "application/json", "X-Board-Client": "1" },
      body: note.body,
      redirect: "error",
      cache: "no-store",
      credentials: "same-origin",
      signal: AbortSignal.timeout(TIMEOUT),
    });
  } catch {
    return { outcome: "later", retryAfter: 0 };
  }
  const answer = await response.json().catch(() => null);
  if (response.ok && isEcho(answer, note)) return { outcome: "stored", code: answer.receipt_code };
  if (isOurRefusal(response.status, answer)) return { outcome: "refused", reason: answer.detail };
  const after = Number(response.headers.get("Retry-After"));
  return {
    outcome: "later",
    retryAfter: Number.isFinite(after) ? Math.min(after, 3600) : 0,
    unpaired: response.status === 401 && answer?.error === "not_paired",
    // Something between us and the server dislikes this one note: the next may still pass.
    onlyThis: [400, 403, 409, 413, 415, 422].includes(response.status),
  };
}

/** One tab delivers at a time; others, and the worker, leave the outbox to it. */
function alone(work) {
  return navigator.locks ? navigator.locks.request("board-delivery", work) : work();
}

export class Delivery {
  #failures = 0;
  #timer = null;
  #listeners = new Set();

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

  /** Try now, whatever wait is under way. */
  async hurry() {
    clearTimeout(this.#timer);
    await alone(() => this.#deliver()).catch(() => this.#again(0));
  }

  async #deliver() {
    let retryAfter = null;
    let held = 0;
    for (const note of await waiting()) {
      if (heldFor(note)) {
        held = held ? Math.min(held, heldFor(note)) : heldFor(note);
        continue;
      }
      const result = await send(note);
      if (result.outcome === "stored") {
        await forget(note.order);
        this.#tell({ id: note.id, code: result.code });
      } else if (result.outcome === "refused") {
        await setAside(note, result.reason);
        this.#tell({ id: note.id, refused: result.reason });
      } else {
        this.#tell({ id: note.id, waits: true, unpaired: result.unpaired });
        retryAfter = Math.max(retryAfter ?? 0, result.retryAfter);
        if (!result.onlyThis) break;
        continue;
      }
      this.#failures = 0;
    }
    if (retryAfter !== null) this.#again(retryAfter);
    else if (held) this.#timer = setTimeout(() => this.hurry(), held);
  }

  #again(retryAfter) {
    this.#failures += 1;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.hurry(), waitAfter(this.#failures, retryAfter));
  }
}
