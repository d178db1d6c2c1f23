// Writing by finger; loaded when somebody does.
import { button, el, path } from "./dom.js";
import { HEIGHT, WIDTH, pathOf, sheet } from "./strokes.js";
import { say } from "./words.js";
import { isNothing, nextButton, titled } from "./writing.js";

// The server's limits (boards/kiosk/strokes.py).
const MOST_PAGES = 3;
const MOST_STROKES = 400;
const MOST_POINTS = 20_000;
const NEAREST = 3; // units: points closer than this add nothing to a line
const RUBBER = 28; // units around the eraser's finger
const MOST_UNDO = 200;

/** Whether a stroke passes within reach of the eraser: distance to each of its segments. */
function touches(stroke, x, y) {
  for (let i = 0; i < stroke.length; i += 2) {
    const [ax, ay] = [stroke[i], stroke[i + 1]];
    const [dx, dy] = [(stroke[i + 2] ?? ax) - ax, (stroke[i + 3] ?? ay) - ay];
    const along = ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy || 1);
    const t = Math.max(0, Math.min(1, along));
    if (Math.hypot(ax + t * dx - x, ay + t * dy - y) < RUBBER) return true;
  }
  return false;
}

function remember(visit) {
  visit.undo.push({ pages: visit.pages.map((page) => [...page]), page: visit.page });
  if (visit.undo.length > MOST_UNDO) visit.undo.shift();
}

function room(visit) {
  const strokes = visit.pages.flat();
  const points = strokes.reduce((sum, stroke) => sum + stroke.length / 2, 0);
  return strokes.length < MOST_STROKES ? MOST_POINTS - points : 0;
}

/** The sheet that takes the finger. `changed` is called after each stroke. */
function livingSheet(visit, changed) {
  const svg = sheet(visit.pages[visit.page], say(visit.language, "drawHere"));
  svg.classList.add("strokes--living");
  let finger = null;
  let stroke = null;
  let line = null;
  let left = 0;

  const place = (event) => {
    const box = svg.getBoundingClientRect();
    const at = (value, from, size, most) =>
      Math.max(0, Math.min(most, Math.round(((value - from) / size) * most)));
    return [
      at(event.clientX, box.left, box.width, WIDTH),
      at(event.clientY, box.top, box.height, HEIGHT),
    ];
  };
  const rub = (x, y) => {
    const page = visit.pages[visit.page];
    const kept = page.filter((each) => !touches(each, x, y));
    if (kept.length === page.length) return;
    visit.pages[visit.page] = kept;
    svg.replaceChildren(...kept.map((each) => path(pathOf(each))));
  };
  const extend = (event) => {
    for (const each of event.getCoalescedEvents?.().length ? event.getCoalescedEvents() : [event]) {
      const [x, y] = place(each);
      if (visit.rubber) rub(x, y);
      else if (left > 0 && Math.hypot(stroke.at(-2) - x, stroke.at(-1) - y) >= NEAREST) {
        stroke.push(x, y);
        left -= 1;
      }
    }
    line?.setAttribute("d", pathOf(stroke));
  };

  // A browser takes a lively stroke for a fling, and the next touch for what stops it.
  svg.addEventListener("touchstart", (event) => event.preventDefault(), { passive: false });
  svg.addEventListener("pointerdown", (event) => {
    // One finger writes; a palm or a second finger beside it leaves no mark.
    if (finger !== null || event.button > 0) return;
    event.preventDefault();
    left = room(visit) - 1;
    if (left < 1 && !visit.rubber) {
      changed("full");
      return;
    }
    finger = event.pointerId;
    svg.setPointerCapture(finger);
    remember(visit);
    const [x, y] = place(event);
    if (visit.rubber) {
      rub(x, y);
      return;
    }
    stroke = [x, y];
    line = path(pathOf(stroke));
    svg.append(line);
  });
  svg.addEventListener("pointermove", (event) => {
    if (event.pointerId === finger) extend(event);
  });
  const end = (event) => {
    if (event.pointerId !== finger) return;
    if (stroke) visit.pages[visit.page] = [...visit.pages[visit.page], stroke];
    else if (visit.pages[visit.page].length === visit.undo.at(-1).pages[visit.page].length)
      visit.undo.pop();
    finger = stroke = line = null;
    changed(left < 1 && !visit.rubber ? "full" : "");
  };
  svg.addEventListener("pointerup", end);
  svg.addEventListener("pointercancel", end);
  return svg;
}

/** A sheet with its tools. `onchange` is called when there is something to send, or no more. */
function pen(visit, onchange) {
  const word = (key, values) => say(visit.language, key, values);
  const sentence = el("p", { class: "fine", role: "status" });
  const box = el("div", { class: `paper paper--${visit.side} paper--draw` });
  const tools = el("div", { class: "tools", role: "group", "aria-label": word("tools") });
  const redraw = () => {
    box.replaceChildren(livingSheet(visit, changed));
    showTools();
    onchange();
  };
  const changed = (what) => {
    sentence.textContent = what === "full" ? word("drawnFull") : "";
    showTools();
    onchange();
  };
  const tool = (key, act, options) =>
    button(word(key), act, { sign: key, kind: "button--tool", ...options });
  const choice = (isChosen) => ({ "aria-pressed": String(isChosen) });
  const hold = (rubber) => () => {
    visit.rubber = rubber;
    showTools();
  };
  const undo = () => {
    Object.assign(visit, visit.undo.pop());
    redraw();
  };
  const add = () => {
    remember(visit);
    visit.pages.push([]);
    visit.page = visit.pages.length - 1;
    redraw();
  };
  const turn = (number) => () => {
    visit.page = number;
    redraw();
  };
  const leaf = (_, at) =>
    button(word("page", { number: at + 1 }), turn(at), {
      sign: "page",
      kind: "button--tool",
      ...choice(at === visit.page),
    });
  function showTools() {
    const at = [...tools.children].indexOf(document.activeElement);
    tools.replaceChildren(
      tool("pen", hold(false), choice(!visit.rubber)),
      tool("rubber", hold(true), choice(visit.rubber)),
      tool("undo", undo, { disabled: !visit.undo.length }),
      ...(visit.pages.length > 1 ? visit.pages.map(leaf) : []),
      ...(visit.pages.length < MOST_PAGES
        ? [tool("newPage", add, { disabled: !visit.pages.at(-1).length, sign: "page" })]
        : []),
    );
    if (at >= 0) (tools.children[at] ?? tools.lastElementChild).focus();
  }
  redraw();
  return [tools, box, sentence];
}

/** The screen. */
export function draw(visit, board, go) {
  const onward = nextButton(visit, go);
  const look = () => {
    onward.disabled = isNothing(visit);
  };
  return [
    titled(visit, "draw"),
    ...pen(visit, look),
    el(
      "div",
      { class: "onward" },
      button(say(visit.language, "writeByKeys"), () => go.to("write"), {
        sign: "keys",
        kind: "button--quiet",
      }),
      onward,
    ),
  ];
}
