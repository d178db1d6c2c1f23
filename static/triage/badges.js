// Keeps the counts of the desk view fresh; a hidden tab asks nothing.
const list = document.querySelector("[data-badges]");
const EVERY = 15_000;

async function refresh() {
  if (document.hidden) return;
  try {
    const answer = await fetch(list.dataset.badges, {
      headers: { Accept: "application/json", "X-Board-Poll": "1" },
      redirect: "error",
    });
    if (!answer.ok) return;
    const counts = await answer.json();
    for (const badge of list.querySelectorAll("[data-badge]")) {
      const count = counts[badge.dataset.badge];
      if (count === undefined) continue;
      badge.textContent = count;
      badge.closest(".tile").classList.toggle("tile-empty", count === "0");
    }
  } catch {
    // The network is away: the counts stay, the next round tries again.
  }
}

if (list) {
  setInterval(refresh, EVERY);
  document.addEventListener("visibilitychange", refresh);
}
