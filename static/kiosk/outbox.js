// Notes that wait on this tablet until the server says that it holds them.
import { openDB } from "../vendor/idb/index.js";

const WAITING = "waiting";
const SET_ASIDE = "set_aside";
const FACTS = "facts";
export const HOLD = 10_000; // milliseconds in which a note can be taken back
const STRICT = { durability: "strict" };

let opened = null;

function database() {
  opened ??= openDB("board-outbox", 1, {
    upgrade(db) {
      db.createObjectStore(WAITING, { keyPath: "order", autoIncrement: true });
      db.createObjectStore(SET_ASIDE, { keyPath: "id" });
      db.createObjectStore(FACTS);
    },
    terminated() {
      opened = null;
    },
  }).catch((error) => {
    opened = null;
    throw error;
  });
  return opened;
}

/** The next number of this device; numbers are never used twice. */
export async function nextSequence() {
  const tx = (await database()).transaction(FACTS, "readwrite", STRICT);
  const next = ((await tx.store.get("sequence")) ?? 0) + 1;
  await tx.store.put(next, "sequence");
  await tx.done;
  return next;
}

/** Keep a note {id, body, digest}; resolves with its place once it is on the disk. */
export async function keep(note) {
  const tx = (await database()).transaction(WAITING, "readwrite", STRICT);
  const order = await tx.store.add({ ...note, heldUntil: Date.now() + HOLD });
  await tx.done;
  return order;
}

/** For how long a note is still not to be sent, in milliseconds; a clock that was set anew
 *  never holds one for longer than `HOLD`. */
export function heldFor(note, now = Date.now()) {
  const left = (note.heldUntil ?? 0) - now;
  return left > 0 && left <= HOLD ? left : 0;
}

/** The time to take a note back is over. */
export async function release(order) {
  const tx = (await database()).transaction(WAITING, "readwrite", STRICT);
  const note = await tx.store.get(order);
  if (note) await tx.store.put({ ...note, heldUntil: 0 });
  await tx.done;
}

/** Take a note back that was not sent yet; false when it is too late. Its number is free again,
 *  so that staff see no gap. */
export async function takeBack(order, sequence) {
  const tx = (await database()).transaction([WAITING, FACTS], "readwrite", STRICT);
  const note = await tx.objectStore(WAITING).get(order);
  const isFree = note !== undefined && heldFor(note) > 0;
  if (isFree) {
    await tx.objectStore(WAITING).delete(order);
    const facts = tx.objectStore(FACTS);
    if ((await facts.get("sequence")) === sequence) await facts.put(sequence - 1, "sequence");
  }
  await tx.done;
  return isFree;
}

/** The notes that wait, the oldest first. */
export async function waiting() {
  return (await database()).getAll(WAITING);
}

/** Forget a note that the server holds. */
export async function forget(order) {
  const tx = (await database()).transaction(WAITING, "readwrite", STRICT);
  await tx.store.delete(order);
  await tx.done;
}

/** Take a refused note out of the way, for staff to look at; it is not thrown away. */
export async function setAside(note, reason) {
  const tx = (await database()).transaction([WAITING, SET_ASIDE], "readwrite", STRICT);
  await tx.objectStore(SET_ASIDE).put({ ...note, reason, at: new Date().toISOString() });
  await tx.objectStore(WAITING).delete(note.order);
  await tx.done;
}

/** What staff see of this tablet. */
export async function state() {
  const db = await database();
  return {
    queue_length: await db.count(WAITING),
    set_aside_count: await db.count(SET_ASIDE),
    last_sequence: (await db.get(FACTS, "sequence")) ?? 0,
  };
}
