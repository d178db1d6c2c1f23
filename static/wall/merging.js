// A fresh list in place of the old one: a post-it that stays keeps its element, so that nothing
// moves that did not change.

/** Merge one list. Returns the first note that arrived or turned, if any. */
function mergeList(old, fresh) {
  const kept = new Map([...old.children].map((note) => [note.dataset.key, note]));
  let moved = null;
  const notes = [...fresh.children].map((note) => {
    const before = kept.get(note.dataset.key);
    const isSame = before && before.dataset.version === note.dataset.version;
    if (isSame && before.dataset.joins === note.dataset.joins) return before;
    if (!isSame && note.dataset.key) {
      note.classList.add(before ? "turns" : "arrives");
      moved ??= note;
    }
    return note;
  });
  old.replaceChildren(...notes);
  return moved;
}

/** Bring both columns and the strip up to what the feed says. */
export function merge(wall, fresh, pages) {
  wall.querySelector(".strip").replaceWith(fresh.querySelector(".strip"));
  for (const column of wall.querySelectorAll(".column")) {
    const name = `.${column.classList[1]} .notes`;
    for (const note of column.querySelectorAll(".arrives, .turns"))
      note.classList.remove("arrives", "turns");
    pages.changed(column, mergeList(column.querySelector(".notes"), fresh.querySelector(name)));
  }
}
