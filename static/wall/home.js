// A wall screen asks for a code; when staff of an office approve it, its wall opens.
import { qrCode } from "../kiosk/qr.js";

const ASK_EVERY = 2000;
const HEADERS = { "X-Board-Client": "1", "Content-Type": "application/json" };
const told = document.getElementById("told");
const ask = document.getElementById("ask");

async function post(path, values) {
  const body = JSON.stringify(values);
  const response = await fetch(path, { method: "POST", headers: HEADERS, body, redirect: "error" });
  return { status: response.status, answer: await response.json().catch(() => ({})) };
}

function tell(words, kind = "") {
  const line = document.createElement("p");
  line.className = kind;
  line.textContent = words;
  told.append(line);
}

async function untilClaimed(secret) {
  for (;;) {
    const { status } = await post("/kiosk/pairing/claim", { secret }).catch(() => ({ status: 0 }));
    if (status === 200) return true;
    if (status === 410) return false;
    await new Promise((resolve) => {
      setTimeout(resolve, ASK_EVERY);
    });
  }
}

async function pair() {
  ask.disabled = true;
  told.replaceChildren();
  const { status, answer } = await post("/kiosk/pairing/", { kind: "wall" }).catch(() => ({
    status: 0,
    answer: {},
  }));
  if (status === 201) {
    tell(`${answer.code.slice(0, 4)}-${answer.code.slice(4)}`, "pairing-code");
    told.append(qrCode(`${answer.approve_url}?code=${answer.code}`, "직원용 연결 QR 코드"));
    tell("담당자 업무의 ‘기기’에서 이 번호를 넣으면 열립니다. 10분 동안 쓸 수 있습니다.");
    if (await untilClaimed(answer.secret)) {
      location.replace(location.pathname);
      return;
    }
    told.replaceChildren();
    tell("번호를 쓸 수 있는 시간이 지났습니다. 다시 받아 주세요.");
  } else {
    tell(answer.detail ?? "서버에 닿지 않습니다. 잠시 뒤 다시 눌러 주세요.");
  }
  ask.disabled = false;
}

ask.addEventListener("click", pair);
