// What was written by finger: strokes kept as vectors and drawn as SVG; no image is ever made.
import { drawn } from "./dom.js";
import { say } from "./words.js";

export const WIDTH = 1000; // units of a page
export const HEIGHT = 560;

/** A smooth line through points [x, y, x, y, …], as the server draws it (boards/handwriting.py). */
export function pathOf(stroke) {
  let line = `M${stroke[0]} ${stroke[1]}`;
  for (let i = 2; i + 3 < stroke.length; i += 2) {
    const [x, y, nextX, nextY] = stroke.slice(i, i + 4);
    line += `Q${x} ${y} ${(x + nextX) / 2} ${(y + nextY) / 2}`;
  }
  return `${line}L${stroke.at(-2)} ${stroke.at(-1)}`;
}

export function sheet(strokes, label) {
  const attributes = { class: "strokes", role: "img", "aria-label": label };
  return drawn(WIDTH, HEIGHT, strokes.map(pathOf), attributes);
}

/** The pages of a visit that were written on, to look at. */
export function drawing(visit) {
  return visit.pages
    .filter((page) => page.length)
    .map((page, at) => sheet(page, say(visit.language, "drawnPage", { number: at + 1 })));
}

/** What is sent of the pages; null when nothing was drawn. */
export function strokesOf(visit) {
  const pages = visit.pages.filter((page) => page.length);
  return pages.length ? { pages, width: WIDTH, height: HEIGHT } : null;
}

/** The pen's state on the visit: pages of strokes, the page in hand, the tool, what to undo. */
export const NEW_PEN = () => ({ pages: [[]], page: 0, rubber: false, undo: [] });
