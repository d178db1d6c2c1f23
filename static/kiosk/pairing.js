// A new screen shows a code until staff of an office approve it. Staff read it, in Korean.
import { button, el } from "./dom.js";
import { qrCode } from "./qr.js";

const ASK_EVERY = 2000;
const AGAIN_AFTER = 5000;
const HEADERS = { "X-Board-Client": "1", "Content-Type": "application/json" };
const NO_ANSWER = { status: 0, answer: {} };
const HINT =
  "직원이 관리 화면의 ‘기기 연결’에서 이 코드를 넣거나 QR 코드를 찍어 승인하면 열립니다. " +
  "코드는 10분 동안 쓸 수 있습니다.";
const NEVER = new Promise(() => {});

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

let shown = null; // the secret of the code on the screen

/** Until staff approved the code of this secret, or its time is over. A code that was replaced on
 *  the screen can still be approved; its end is of no interest. */
async function settled(secret) {
  for (;;) {
    const { status } = await post("/kiosk/pairing/claim", { secret }).catch(() => NO_ANSWER);
    if (status === 200 || (status === 410 && secret === shown)) return;
    if (status === 410) await NEVER;
    await pause(ASK_EVERY);
  }
}

function codeScreen(answer, anew) {
  return el(
    "section",
    { class: "screen screen--pairing" },
    el("h1", {}, "이 화면을 게시판에 연결합니다"),
    el("p", { class: "pairing-code" }, `${answer.code.slice(0, 4)}-${answer.code.slice(4)}`),
    el("p", {}, HINT),
    qrCode(`${answer.approve_url}?code=${answer.code}`, "직원용 연결 QR 코드"),
    el("p", { class: "fine", role: "status" }, "승인을 기다리고 있습니다"),
    isSecureContext
      ? null
      : el(
          "p",
          { class: "warning" },
          "직원께: https가 아니어서 네트워크가 끊기면 화면을 다시 열 수 없습니다.",
        ),
    button("새 코드 받기", anew),
  );
}

/** Show codes until one is approved; the board of this screen. `load` gives the board, or null: a
 *  tablet may be paired already and just have found no network. */
export async function untilPaired(app, load) {
  const claims = new Set();
  for (;;) {
    const board = await load();
    if (board) return board;
    const { status, answer } = await post("/kiosk/pairing/", { kind: "tablet" }).catch(
      () => NO_ANSWER,
    );
    if (status !== 201) {
      const words = answer.detail ?? "연결을 기다리는 중입니다. 네트워크를 확인해 주세요.";
      app.replaceChildren(el("section", { class: "screen" }, el("h1", {}, words)));
      await pause(AGAIN_AFTER);
      continue;
    }
    shown = answer.secret;
    const claim = settled(answer.secret);
    claims.add(claim);
    claim.then(() => claims.delete(claim));
    const anew = new Promise((resolve) => {
      app.replaceChildren(codeScreen(answer, resolve));
    });
    await Promise.race([...claims, anew]);
  }
}
