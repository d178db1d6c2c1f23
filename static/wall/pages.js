// Pages of post-its: what fits is shown, the rest takes turns; what just came or turned comes first.
import { pagesOf } from "./placing.js";

const TURN_EVERY = 15_000;
const NARROW = matchMedia("(max-width: 700px)"); // one list that scrolls: nothing takes turns

/** Put each note of a page in its place and hide the others. */
function hang(column, page) {
  const shown = new Map(page.map((spot) => [spot.note, spot]));
  for (const note of column.querySelectorAll(".notes > li[data-key]")) {
    const spot = shown.get(note);
    note.hidden = !spot;
    if (!spot) continue;
    note.style.left = `${spot.left}px`;
    note.style.top = `${spot.top}px`;
  }
}

/** Let the page's own rules lay out what scripts had placed. */
function letFlow(column) {
  for (const note of column.querySelectorAll(".notes > li[data-key]")) {
    note.hidden = false;
    note.removeAttribute("style");
  }
}

/** Begin to turn the pages of both columns; `controls` pause them and turn them by hand. */
export function turnPages(wall, controls) {
  let columns = [];
  const pages = new Map();
  const at = new Map();
  let isPaused = false;

  /** Take the columns that stand on the wall now. */
  function begin() {
    pages.clear();
    at.clear();
    columns = [...wall.querySelectorAll(".column")];
    for (const column of columns) layOut(column, null);
  }

  function show(column, number) {
    const all = pages.get(column);
    const page = all.length ? number % all.length : 0;
    at.set(column, page);
    if (all.length) hang(column, all[page]);
    column.querySelector(".column-page").textContent =
      all.length > 1 ? `${page + 1} / ${all.length}` : "";
  }

  /** Lay out anew and show the page that holds `note`, or the first. */
  function layOut(column, note) {
    if (NARROW.matches) {
      letFlow(column);
      pages.set(column, []);
    } else pages.set(column, pagesOf(column.querySelector(".notes")));
    const holds = pages.get(column).findIndex((page) => page.some((spot) => spot.note === note));
    show(column, Math.max(0, holds));
    controls.hidden = ![...pages.values()].some((each) => each.length > 1);
  }

  function firstShown(column) {
    return column.querySelector(".notes > li[data-key]:not([hidden])");
  }

  function layOutAll() {
    for (const column of columns) layOut(column, firstShown(column));
  }

  function turn() {
    for (const column of columns)
      if (pages.get(column).length > 1) show(column, at.get(column) + 1);
  }

  function pause(event) {
    isPaused = !isPaused;
    event.currentTarget.setAttribute("aria-pressed", String(isPaused));
  }

  setInterval(() => isPaused || turn(), TURN_EVERY);
  addEventListener("resize", layOutAll);
  document.fonts.addEventListener("loadingdone", layOutAll);
  controls.querySelector("[data-do=pause]").addEventListener("click", pause);
  controls.querySelector("[data-do=next]").addEventListener("click", turn);
  return {
    begin,
    /** After notes came, turned or went: to the one that did when there is one, else stay. */
    changed(column, note) {
      layOut(column, note ?? firstShown(column));
    },
  };
}
