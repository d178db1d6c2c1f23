// Keeps the counts of the desk view fresh, and says since when they stand still. A hidden tab asks
// nothing.
const list = document.querySelector("[data-badges]");
const EVERY = 15_000;
const PATIENCE = 60_000; // milliseconds: a round or two may fail unnoticed
const CLOCK = new Intl.DateTimeFormat("ko", { hour: "numeric", minute: "2-digit" });
let counted = Date.now();

/** Why the counts stand still: "lost" with the log-in, "away" with the network, or not at all. */
function tell(reason) {
  for (const line of document.querySelectorAll("[data-stale]")) {
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
  try {
    const answer = await fetch(list.dataset.badges, {
      headers: { Accept: "application/json", "X-Board-Poll": "1" },
      redirect: "manual", // whoever is logged out is led away
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
    // The network is away: the counts stay, the next round tries again.
    if (Date.now() - counted > PATIENCE) tell("away");
  }
}

if (list) {
  setInterval(refresh, EVERY);
  document.addEventListener("visibilitychange", refresh);
}
