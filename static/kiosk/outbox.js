// Notes that wait on this tablet until the server says that it holds them.
const WAITING = "waiting";
const SET_ASIDE = "set_aside";
const FACTS = "facts";
export const HOLD = 10_000; // milliseconds in which a note can be taken back
const STRICT = { durability: "strict" };

let opened = null;

/** What a request of IndexedDB gives. */
function result(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

async function open() {
  const opening = indexedDB.open("board-outbox", 1);
  opening.onupgradeneeded = () => {
    opening.result.createObjectStore(WAITING, { keyPath: "order", autoIncrement: true });
    opening.result.createObjectStore(SET_ASIDE, { keyPath: "id" });
    opening.result.createObjectStore(FACTS);
  };
  const db = await result(opening);
  const forgotten = () => {
    opened = null;
  };
  db.onclose = forgotten;
  // A later version of this page may change the stores.
  db.onversionchange = () => {
    db.close();
    forgotten();
  };
  return db;
}

function database() {
  opened ??= open().catch((error) => {
    opened = null;
    throw error;
  });
  return opened;
}

/** Do something with stores on the disk as a whole; `work` gets a function from a store's name to
 *  the store. Resolves with what `work` gave once all of it is on the disk. */
async function change(names, work) {
  const tx = (await database()).transaction(names, "readwrite", STRICT);
  const done = new Promise((resolve, reject) => {
    tx.oncomplete = resolve;
    tx.onabort = () => reject(tx.error ?? new Error("aborted"));
  });
  return (await Promise.all([work((name) => tx.objectStore(name)), done]))[0];
}

/** Ask one store for something. */
async function read(name, question) {
  return result(question((await database()).transaction(name).objectStore(name)));
}

/** The next number of this device; numbers are never used twice. */
export function nextSequence() {
  return change([FACTS], async (store) => {
    const next = ((await result(store(FACTS).get("sequence"))) ?? 0) + 1;
    store(FACTS).put(next, "sequence");
    return next;
  });
}

/** Numbers go on after `last`, the last that the server heard of from this device: a tablet whose
 *  storage was wiped uses none again. Under another pairing they begin anew. */
export function countFrom(device, last) {
  return change([FACTS], async (store) => {
    const before = await result(store(FACTS).get("device"));
    const own = (await result(store(FACTS).get("sequence"))) ?? 0;
    const isOther = before !== undefined && before !== device;
    store(FACTS).put(isOther ? last : Math.max(own, last), "sequence");
    store(FACTS).put(device, "device");
  });
}

/** Keep a note {id, body, digest}; resolves with its place once it is on the disk. */
export function keep(note) {
  const held = { ...note, heldUntil: Date.now() + HOLD };
  return change([WAITING], (store) => result(store(WAITING).add(held)));
}

/** For how long a note is still not to be sent, in milliseconds; a clock that was set anew
 *  never holds one for longer than `HOLD`. */
export function heldFor(note, now = Date.now()) {
  const left = (note.heldUntil ?? 0) - now;
  return left > 0 && left <= HOLD ? left : 0;
}

/** The time to take a note back is over. */
export function release(order) {
  return change([WAITING], async (store) => {
    const note = await result(store(WAITING).get(order));
    if (note) store(WAITING).put({ ...note, heldUntil: 0 });
  });
}

/** Take a note back that was not sent yet; false when it is too late. Its number is free again,
 *  so that staff see no gap. */
export function takeBack(order, sequence) {
  return change([WAITING, FACTS], async (store) => {
    const note = await result(store(WAITING).get(order));
    if (note === undefined || !heldFor(note)) return false;
    store(WAITING).delete(order);
    if ((await result(store(FACTS).get("sequence"))) === sequence)
      store(FACTS).put(sequence - 1, "sequence");
    return true;
  });
}

/** The places of the notes that wait, the oldest first: read one by one, two weeks of handwriting
 *  fit no memory. */
export function places() {
  return read(WAITING, (notes) => notes.getAllKeys());
}

/** The note at a place; undefined when it left. */
export function noteAt(order) {
  return read(WAITING, (notes) => notes.get(order));
}

/** Forget a note that the server holds. */
export function forget(order) {
  return change([WAITING], (store) => store(WAITING).delete(order));
}

/** Take a refused note out of the way, for staff to look at; it is not thrown away. */
export function setAside(note, reason) {
  return change([WAITING, SET_ASIDE], (store) => {
    store(SET_ASIDE).put({ ...note, reason, at: new Date().toISOString() });
    store(WAITING).delete(note.order);
  });
}

/** The refused notes that staff do not have yet. */
export function aside() {
  return read(SET_ASIDE, (notes) => notes.getAll());
}

/** Staff have a refused note. */
export function handedOver(id) {
  return change([SET_ASIDE], (store) => store(SET_ASIDE).delete(id));
}

/** How many notes at the end may still be taken back. */
async function heldAtTheEnd(notes) {
  const cursor = notes.openCursor(null, "prev");
  let held = 0;
  while ((await result(cursor)) && heldFor(cursor.result.value)) {
    held += 1;
    cursor.result.continue();
  }
  return held;
}

/** What staff see of this tablet, at one moment. A note that may be taken back is not told yet: its
 *  number may come back too. */
export async function state() {
  const tx = (await database()).transaction([WAITING, SET_ASIDE, FACTS]);
  const held = await heldAtTheEnd(tx.objectStore(WAITING));
  const count = (name) => result(tx.objectStore(name).count());
  const last = await result(tx.objectStore(FACTS).get("sequence"));
  return {
    queue_length: (await count(WAITING)) - held,
    set_aside_count: await count(SET_ASIDE),
    last_sequence: Math.max(0, (last ?? 0) - held),
  };
}
