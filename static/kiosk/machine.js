// The tablet as a machine: its board, its state, as staff see it.
import { countFrom, state } from "./outbox.js";

const KEPT_BOARD = "board-setup";
const OURS = { "X-Board-Client": "1" };

/** What `beat` gives when the server no longer knows this tablet. */
export const UNPAIRED = "unpaired";

/** The board as this tablet last knew it; null before the first time. */
export function kept() {
  try {
    return JSON.parse(localStorage.getItem(KEPT_BOARD) ?? "null");
  } catch {
    return null;
  }
}

function keepBoard(setup) {
  try {
    if (setup) localStorage.setItem(KEPT_BOARD, JSON.stringify(setup));
    else localStorage.removeItem(KEPT_BOARD);
  } catch {
    // Without storage the board is asked for at each start.
  }
}

/** The board of this tablet; what was kept when the network is down; null when not paired. */
export async function board() {
  try {
    const response = await fetch("/kiosk/board.json", {
      headers: OURS,
      cache: "no-store",
      redirect: "error",
    });
    const answer = await response.json();
    if (response.status === 401 && answer.error === "not_paired") {
      keepBoard(null);
      return null;
    }
    if (response.ok && answer.board) {
      keepBoard(withoutPeople(answer));
      countFrom(answer.device, answer.last_sequence).catch(() => {});
      return answer;
    }
  } catch {
    // No network, or a page that is not ours.
  }
  return kept();
}

/** What may stay on the disk: names and photos are asked for anew each time. */
function withoutPeople(setup) {
  return { ...setup, desks: setup.desks.map((desk) => ({ ...desk, name: null, photo: null })) };
}

/** Tell the server how this tablet is; a fresh board when it has changed, `UNPAIRED`, or null. */
export async function beat(known) {
  try {
    const persisted = (await navigator.storage?.persisted?.()) ?? null;
    const response = await fetch("/kiosk/heartbeat", {
      method: "POST",
      headers: { ...OURS, "Content-Type": "application/json" },
      body: JSON.stringify({
        ...(await state().catch(() => ({}))),
        storage_is_persistent: persisted,
        secure: globalThis.isSecureContext,
        now: new Date().toISOString(),
      }),
      redirect: "error",
    });
    const answer = await response.json();
    if (response.status === 401 && answer.error === "not_paired") return UNPAIRED;
    if (!response.ok) return null;
    return answer.board_changed && answer.board_changed !== known?.etag ? await board() : null;
  } catch {
    return null;
  }
}
