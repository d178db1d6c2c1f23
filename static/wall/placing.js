// Where each post-it of one column hangs: as many on a page as fit, none over another, none cut.
const SPANS = { "note-long": 2, "note-longest": 2 }; // how many places wide
const SHRINK = [1, 0.9, 0.8, 0.7, 0.6, 0.5]; // of the writing, for one that is taller than the wall

function spanOf(note, places) {
  const wide = Object.entries(SPANS).find(([name]) => note.classList.contains(name));
  return Math.min(places, wide ? wide[1] : 1);
}

/** The first lowest run of `span` places: [place, height that is taken there]. */
function lowest(taken, span) {
  let best = [0, Infinity];
  for (let place = 0; place + span <= taken.length; place += 1) {
    const height = Math.max(...taken.slice(place, place + span));
    if (height < best[1] - 1) best = [place, height];
  }
  return best;
}

/** Give each note its width, and smaller writing to one that would not fit a page of its own. */
function fit(notes, room) {
  const width = (note, span) => room.place * span + room.gap * (span - 1);
  for (const note of notes) {
    note.hidden = false;
    note.style.setProperty("--shrink", 1);
    note.style.width = `${width(note, spanOf(note, room.places))}px`;
  }
  for (const note of notes.filter((each) => each.offsetHeight > room.height)) {
    note.style.width = `${width(note, room.places)}px`;
    SHRINK.some((share) => {
      note.style.setProperty("--shrink", share);
      return note.offsetHeight <= room.height;
    });
  }
}

/** Fill one page from the notes that have not had their turn; those that don't fit stay for the
 * next, and smaller ones behind them may take the room that is left. */
function fillPage(waiting, room) {
  const taken = new Array(room.places).fill(0);
  const page = [];
  for (const { note, width, height } of waiting) {
    const span = Math.round((width + room.gap) / (room.place + room.gap));
    const [place, top] = lowest(taken, span);
    if (page.length && top + height > room.height) continue;
    page.push({ note, left: place * (room.place + room.gap), top });
    taken.fill(top + height + room.gap, place, place + span);
  }
  return page;
}

/** A length of a style; 0 while the page has no styles, as when it is being left. */
function pixels(length) {
  return parseFloat(length) || 0;
}

/** The pages of a list: each a list of {note, left, top} in px. */
export function pagesOf(list) {
  const notes = [...list.children].filter((note) => note.dataset.key);
  const style = getComputedStyle(list);
  const [gap, unit] = [pixels(style.columnGap), pixels(style.columnWidth)];
  const width = list.clientWidth - pixels(style.paddingLeft) - pixels(style.paddingRight);
  const height = list.clientHeight - pixels(style.paddingTop);
  const places = unit ? Math.max(1, Math.floor((width + gap) / (unit + gap))) : 1;
  const room = { places, gap, height, place: (width - gap * (places - 1)) / places };
  fit(notes, room);
  let waiting = notes.map((note) => ({
    note,
    width: note.offsetWidth,
    height: note.offsetHeight,
  }));
  const pages = [];
  while (waiting.length) {
    const page = fillPage(waiting, room);
    const placed = new Set(page.map(({ note }) => note));
    waiting = waiting.filter(({ note }) => !placed.has(note));
    pages.push(page);
  }
  return pages;
}
