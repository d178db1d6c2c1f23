// No way out of the page, no way in for anything else, and no touch that was not meant.
const NOTHING = "contextmenu dragstart dragover drop gesturestart copy cut paste auxclick".split(
  " ",
);
const HELPFUL = new Set(["a", "z", "y", "ArrowLeft", "ArrowRight", "Backspace", "Home", "End"]);
const TWO_TOUCHES = 400; // milliseconds within which two touches are one that trembled

let finger = null; // the last touch: where and when

/** Menus, dragging, the clipboard, zoom, and the keys that print, save, open or leave. */
export function lockDown() {
  for (const name of NOTHING)
    document.addEventListener(name, (event) => event.preventDefault(), { capture: true });
  document.addEventListener(
    "wheel",
    (event) => {
      if (event.ctrlKey) event.preventDefault();
    },
    { passive: false },
  );
  document.addEventListener(
    "keydown",
    (event) => {
      const { key } = event;
      const isCommand = (event.ctrlKey || event.metaKey) && !HELPFUL.has(key);
      const isWayOut = event.altKey && (key === "ArrowLeft" || key === "ArrowRight");
      if (isCommand || isWayOut || /^F\d+$/.test(key)) event.preventDefault();
    },
    { capture: true },
  );
  document.addEventListener(
    "pointerdown",
    ({ clientX, clientY }) => {
      finger = { x: clientX, y: clientY, at: performance.now() };
    },
    { capture: true },
  );
  history.replaceState(null, "", location.pathname);
}

/** The browser's back gesture stays on this page and means `goBack`. */
export function keepHere(goBack) {
  const here = () => {
    if (!history.state?.here) history.pushState({ here: true }, "");
  };
  // A browser goes back past entries that nobody touched.
  for (const name of ["pointerdown", "keydown"])
    document.addEventListener(name, here, { capture: true, passive: true });
  window.addEventListener("popstate", () => {
    here();
    goBack();
  });
}

/** What a new screen brings under the finger waits until a second touch of the same is over. */
export function shield() {
  if (!finger || performance.now() - finger.at > 2 * TWO_TOUCHES) return;
  const under = document.elementFromPoint(finger.x, finger.y)?.closest("button");
  if (!under) return;
  under.inert = true;
  setTimeout(() => (under.inert = false), TWO_TOUCHES);
}
