// Notes that the server refused: staff get them as they are, and decide.
import { digestOf } from "./content.js";
import { aside, handedOver } from "./outbox.js";

/** Hand each over by `put` of the delivery (modules in a circle can't be served under hashed names);
 *  only the echo of what was handed over takes it from the tablet. */
export async function handOver(put) {
  for (const { id, body, reason } of await aside()) {
    const { ok, answer } = await put(`/kiosk/aside/${id}`, JSON.stringify({ body, reason }));
    const isEcho = ok && answer?.id === id && answer.digest === (await digestOf(body));
    if (isEcho) await handedOver(id);
  }
}
