// A note made safe: in the outbox, or stored by the server. Nothing else counts as stuck on.
import { canonical, digestOf, newId } from "./content.js";
import { send } from "./delivery.js";
import { forget, keep, nextSequence } from "./outbox.js";

// Milliseconds; together less than the three seconds after which a visitor is told.
const NUMBERING = 900;
const KEEPING = 1000;
const SENDING = 900;

function within(milliseconds, work) {
  const late = new Promise((_, reject) => {
    setTimeout(() => reject(new Error("too slow")), milliseconds);
  });
  return Promise.race([work, late]);
}

/** A note {id, body, digest, sequence} with this content, under the `number` of the one whose place
 *  it takes; without a number where storage fails. */
export async function noteOf(content, number) {
  const sequence = number ?? (await within(NUMBERING, nextSequence()).catch(() => null));
  const body = canonical(sequence ? { ...content, sequence } : content);
  return { id: newId(), body, digest: await digestOf(body), sequence };
}

async function stored(note, off) {
  const { outcome, code } = await send(note, off);
  if (outcome !== "stored") throw new Error(outcome);
  return { isStored: true, code };
}

/** `{order}` in the outbox or `{isStored, code}`; null when neither is known in time. What comes
 *  true later is told to `late`; once the signal `off` calls the try off, no place of it stays. */
export async function makeSafe(note, late, off) {
  const kept = keep(note).then((order) => ({ order }));
  off.addEventListener("abort", () => kept.then(({ order }) => forget(order)).catch(() => {}));
  const soon = await within(KEEPING, kept).catch(() => null);
  if (soon) return soon;
  note.isSent = true;
  const either = Promise.any([kept, stored(note, off)]);
  const safe = await within(SENDING, either).catch(() => null);
  if (!safe) either.then(late, () => {});
  return safe;
}
