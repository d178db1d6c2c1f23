// Keeps the counts of the desk view fresh, and says since when they stand still. A hidden tab asks
// nothing.
const list = document.querySelector("[data-badges]");
const lines = [...document.querySelectorAll("[data-stale]")];
const EVERY = 15_000;
const PATIENCE = 60_000; // milliseconds: a round or two may fail unnoticed
const CLOCK = new Intl.DateTimeFormat("ko", {
  hour: "numeric",
  minute: "2-digit",
  timeZone: "Asia/Seoul",
});
let counted = Date.now();
let reason = null;
let asking = null;

/** Why the counts stand still: "lost" with the log-in, "away" with the network, or not at all. */
function tell(now) {
  // A screen reader hears a change only: the same words are not written again.
  if (now === reason) return;
  reason = now;
  for (const line of lines) {
    line.querySelector("[data-since]").textContent = CLOCK.format(counted);
    line.hidden = line.dataset.stale !== reason;
  }
}

function write(counts) {
  for (const badge of list.querySelectorAll("[data-badge]")) {
    const count = counts[badge.dataset.badge];
    if (count === undefined) continue;
    badge.textContent = count;
    badge.closest(".tile").classList.toggle("tile-empty", count === "0");
  }
}

async function refresh() {
  if (document.hidden) return;
  // An answer that did not come by the next round is waited for no longer, and none comes late.
  asking?.abort();
  asking = new AbortController();
  try {
    const answer = await fetch(list.dataset.badges, {
      headers: { Accept: "application/json", "X-Board-Poll": "1" },
      redirect: "manual", // whoever is logged out is led away
      signal: asking.signal,
    });
    if (answer.type === "opaqueredirect" || answer.status === 401) {
      tell("lost");
      return;
    }
    if (!answer.ok) throw new Error(answer.status);
    write(await answer.json());
    counted = Date.now();
    tell(null);
  } catch {
    // The counts stay, the next round tries again. Who must log in must still do so.
    if (reason !== "lost" && Date.now() - counted > PATIENCE) tell("away");
  }
}

if (list) {
  setInterval(refresh, EVERY);
  document.addEventListener("visibilitychange", refresh);
  // Without a network the letters of these lines could not be loaded any more.
  for (const line of lines) {
    const words = `${line.textContent}오전후0123456789:`;
    document.fonts.load(getComputedStyle(line).font, words).catch(() => {});
  }
}
