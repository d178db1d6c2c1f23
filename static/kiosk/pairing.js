// A new screen shows a code until staff of an office approve it.
import { button, el } from "./dom.js";
import { say } from "./words.js";

const ASK_EVERY = 2000;
const HEADERS = { "X-Board-Client": "1", "Content-Type": "application/json" };

async function post(path, values) {
  const response = await fetch(path, {
    method: "POST",
    headers: HEADERS,
    body: JSON.stringify(values),
    redirect: "error",
  });
  return { status: response.status, answer: await response.json().catch(() => ({})) };
}

function pause(milliseconds) {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });
}

async function untilClaimed(secret) {
  for (;;) {
    const { status } = await post("/kiosk/pairing/claim", { secret }).catch(() => ({ status: 0 }));
    if (status === 200) return true;
    if (status === 410) return false;
    await pause(ASK_EVERY);
  }
}

/** Show codes until one is approved. */
export async function showPairing(app, kind = "tablet") {
  for (;;) {
    const { status, answer } = await post("/kiosk/pairing/", { kind }).catch(() => ({
      status: 0,
      answer: {},
    }));
    if (status !== 201) {
      app.replaceChildren(
        el("section", { class: "screen" }, el("h1", {}, answer.detail ?? say("ko", "offline"))),
      );
      await pause(5000);
      continue;
    }
    const again = new Promise((resolve) => {
      app.replaceChildren(
        el(
          "section",
          { class: "screen screen--pairing" },
          el("h1", {}, say("ko", "pairTitle")),
          el("p", { class: "pairing-code" }, `${answer.code.slice(0, 4)}-${answer.code.slice(4)}`),
          el("p", {}, say("ko", "pairHint")),
          el("p", { class: "fine", role: "status" }, say("ko", "pairWaiting")),
          isSecureContext ? null : el("p", { class: "warning" }, say("ko", "plainHttp")),
          button(say("ko", "pairNew"), () => resolve(false)),
        ),
      );
    });
    if (await Promise.race([untilClaimed(answer.secret), again])) return;
  }
}
