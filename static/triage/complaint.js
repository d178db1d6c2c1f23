// Comforts of the page of one complaint; everything works without them.
import "./drafts.js";

// A door opened by an error stands where the eye is.
document.querySelector(".errorlist, .stale")?.scrollIntoView({ block: "center" });

// Who else has this complaint open, and whether somebody saved it meanwhile. A hidden tab asks
// nothing; a page that is left says so.
const page = document.querySelector("[data-here]");
const EVERY = 10_000;

function tell(selector, sentence) {
  const line = page.querySelector(selector);
  // A screen reader hears a change only: the same words are not written again.
  if (sentence && line.textContent !== sentence) line.textContent = sentence;
  line.hidden = !sentence;
}

async function ask() {
  if (document.hidden) return;
  try {
    const answer = await fetch(page.dataset.here, {
      headers: { Accept: "application/json", "X-Board-Poll": "1" },
      redirect: "error",
    });
    if (!answer.ok) return;
    const { others, version } = await answer.json();
    const names = others.join(", ");
    tell("[data-others]", names && `지금 ${names} 님도 이 민원을 열어 두고 있습니다.`);
    if (String(version) !== page.dataset.version) page.querySelector("[data-newer]").hidden = false;
  } catch {
    // The network is away: what was told stays, the next round tries again.
  }
}

if (page) {
  setInterval(ask, EVERY);
  document.addEventListener("visibilitychange", ask);
  window.addEventListener("pagehide", () => {
    const left = `${page.dataset.here}?left=1`;
    fetch(left, { headers: { "X-Board-Poll": "1" }, keepalive: true }).catch(() => {});
  });
}
