// Pages of post-its: what fits is shown, the rest takes turns; what just arrived comes first.
const TURN_EVERY = 15_000;
const NARROW = matchMedia("(max-width: 700px)");

function notesOf(column) {
  return [...column.querySelectorAll(".notes > li")];
}

/** Show from `start` as many notes as fit: what does not flows into columns beyond the edge.
 * Returns the start of the next page, 0 after the last. */
function showFrom(column, start) {
  const list = column.querySelector(".notes");
  const notes = notesOf(column);
  notes.forEach((note, index) => {
    note.hidden = index < start && !NARROW.matches;
  });
  if (NARROW.matches) return 0;
  const edge = list.getBoundingClientRect().right;
  let next = notes.findIndex(
    (note, index) => index > start && note.getBoundingClientRect().right > edge,
  );
  if (next === -1) next = notes.length;
  for (const note of notes.slice(next)) note.hidden = true;
  return next < notes.length ? next : 0;
}

function sayPage(column, from, next) {
  const count = notesOf(column).length;
  const words = from === 0 && next === 0 ? "" : `${count}장 가운데 ${from + 1}–${next || count}`;
  column.querySelector(".column-page").textContent = words;
}

/** Begin to turn the pages of both columns. */
export function turnPages(wall) {
  const columns = [...wall.querySelectorAll(".column")];
  const next = new Map();
  const from = new Map();

  function turn(column, start) {
    from.set(column, start);
    next.set(column, showFrom(column, start));
    sayPage(column, start, next.get(column));
  }

  function again() {
    for (const column of columns) turn(column, 0);
  }

  again();
  setInterval(() => {
    for (const column of columns)
      if (from.get(column) !== 0 || next.get(column) !== 0) turn(column, next.get(column));
  }, TURN_EVERY);
  addEventListener("resize", again);
  document.fonts.addEventListener("loadingdone", again);
  return {
    /** After notes came or went: the newest first when one came, else the same place. */
    changed(column, arrived) {
      const start = arrived || from.get(column) >= notesOf(column).length ? 0 : from.get(column);
      turn(column, start);
    },
  };
}
