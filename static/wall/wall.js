// The wall: polls its feed, keeps the post-its it has, comes back by itself from whatever happened.
import { merge } from "./merging.js";
import { turnPages } from "./pages.js";

// With the server's half second a note is on the wall within two; phones, of which there may be
// thousands, ask less often.
const ASK_EVERY = matchMedia("(max-width: 700px)").matches ? 3000 : 1200;
const SLOWEST = 3000; // after failures: what was hidden meanwhile is gone five seconds after
const GIVE_UP_AFTER = { first: 15_000, later: 4000 };
const STALE_AFTER = 15_000;
const RENEW_EVERY = 60_000; // and up to as much later, so that not all screens come at once

const wall = document.getElementById("wall");
const stale = document.getElementById("stale");
const shut = document.getElementById("shut");
const controls = document.getElementById("controls");
let etag = null;
let failures = 0;
let lastContact = Date.now();
let pages = null;
let renewing = null;

function clock(moment) {
  const day = moment.toDateString() === new Date().toDateString() ? {} : { dateStyle: "short" };
  return moment.toLocaleString("ko-KR", { ...day, timeStyle: "short" });
}

function showContact() {
  const isStale = Date.now() - lastContact > STALE_AFTER;
  if (stale.hidden === isStale) stale.hidden = !isStale;
  if (!isStale) return;
  const words = `연결을 기다리고 있습니다. 마지막 연락 ${clock(new Date(lastContact))}`;
  if (stale.textContent !== words) stale.textContent = words;
}

/** After an update of the board: load the newer page once it can be had whole. */
async function renew(version) {
  renewing = null;
  try {
    const page = await fetch(location.href, { cache: "no-store", redirect: "error" });
    const text = page.ok ? await page.text() : "";
    if (text.includes(`data-page="${version}"`)) location.reload();
  } catch {
    // Asked again with the next change of the feed or the next poll that tells of it.
  }
}

function heed(version) {
  if (!version || version === wall.dataset.page || renewing) return;
  renewing = setTimeout(() => renew(version), RENEW_EVERY * (1 + Math.random()));
}

function show(html) {
  const fresh = new DOMParser().parseFromString(html, "text/html").body; // scripts never run here
  shut.hidden = true;
  if (wall.querySelector(".columns")) {
    merge(wall, fresh, pages);
  } else {
    wall.replaceChildren(...fresh.childNodes);
    pages ??= turnPages(wall, controls);
    pages.begin();
  }
  heed(wall.querySelector(".strip").dataset.page);
}

/** No longer ours to show: nothing stays on the screen, and it goes on asking. */
function close() {
  wall.replaceChildren();
  controls.hidden = true;
  shut.hidden = false;
  etag = null;
}

async function take(response) {
  if (response.headers.get("X-Wall") === "closed") {
    close();
    return;
  }
  const isOurs = response.headers.has("ETag"); // a page of a captive portal has none of ours
  if (!isOurs || (response.status !== 200 && response.status !== 304))
    throw new Error(`${response.status}`);
  if (response.status === 200) {
    show(await response.text());
    etag = response.headers.get("ETag");
  } else heed(wall.querySelector(".strip")?.dataset.page);
}

async function ask() {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), etag ? GIVE_UP_AFTER.later : GIVE_UP_AFTER.first);
  try {
    const response = await fetch(wall.dataset.feed, {
      headers: etag ? { "If-None-Match": etag } : {},
      cache: "no-store",
      redirect: "error",
      signal: stop.signal,
    });
    await take(response);
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
  const later = 0.9 + Math.random() * 0.2; // screens that began together do not stay together
  setTimeout(live, Math.min(SLOWEST, ASK_EVERY * (1 + failures)) * later);
}

live();
