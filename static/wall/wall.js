// The wall: polls its feed, keeps the post-its it has, turns pages when more came than fit.
import { turnPages } from "./pages.js";

const ASK_EVERY = 1200; // with the server's look of half a second: on the wall within two
const SLOWEST = 10_000;
const GIVE_UP_AFTER = 8000;
const STALE_AFTER = 15_000;

const wall = document.getElementById("wall");
const stale = document.getElementById("stale");
let etag = null;
let failures = 0;
let lastContact = Date.now();
let pages = null;

function clock(moment) {
  return new Date(moment).toLocaleTimeString("ko-KR", { hour: "2-digit", minute: "2-digit" });
}

function showContact() {
  const isStale = Date.now() - lastContact > STALE_AFTER;
  stale.hidden = !isStale;
  if (isStale) stale.textContent = `연결을 기다리고 있습니다. 마지막 연락 ${clock(lastContact)}`;
}

/** Put the fresh list in place of the old one; a post-it that stays keeps its element, and one
 * that only got another 나도요 changes without a movement. */
function mergeColumn(old, fresh) {
  const kept = new Map([...old.children].map((note) => [note.dataset.key, note]));
  const notes = [...fresh.children].map((note) => {
    const before = kept.get(note.dataset.key);
    const isSame = before && before.dataset.version === note.dataset.version;
    if (isSame && before.dataset.joins === note.dataset.joins) return before;
    if (!isSame) note.classList.add(before ? "turns" : "arrives");
    return note;
  });
  old.replaceChildren(...notes);
  return notes.some((note) => note.classList.contains("arrives"));
}

function show(html) {
  const fresh = new DOMParser().parseFromString(html, "text/html").body; // scripts never run here
  if (!wall.querySelector(".columns")) {
    wall.replaceChildren(...fresh.childNodes);
    pages = turnPages(wall);
    return;
  }
  wall.querySelector(".strip").replaceWith(fresh.querySelector(".strip"));
  for (const column of wall.querySelectorAll(".column")) {
    const name = `.${column.classList[1]} .notes`;
    for (const note of column.querySelectorAll(".arrives, .turns"))
      note.classList.remove("arrives", "turns");
    const arrived = mergeColumn(column.querySelector(".notes"), fresh.querySelector(name));
    pages.changed(column, arrived);
  }
}

async function ask() {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), GIVE_UP_AFTER);
  try {
    const response = await fetch(wall.dataset.feed, {
      headers: etag ? { "If-None-Match": etag } : {},
      cache: "no-store",
      redirect: "error",
      signal: stop.signal,
    });
    if (response.status === 403 || response.status === 404) {
      wall.replaceChildren(); // no longer ours to show
      location.replace(wall.dataset.home);
      return;
    }
    const isOurs = response.headers.has("ETag"); // a page of a captive portal has none of ours
    if (!isOurs || (response.status !== 200 && response.status !== 304))
      throw new Error(`${response.status}`);
    if (response.status === 200) {
      show(await response.text());
      etag = response.headers.get("ETag");
    }
    lastContact = Date.now();
    failures = 0;
  } catch {
    failures += 1;
  } finally {
    clearTimeout(timer);
  }
}

async function live() {
  await ask();
  showContact();
  setTimeout(live, Math.min(SLOWEST, ASK_EVERY * (1 + failures)));
}

live();
