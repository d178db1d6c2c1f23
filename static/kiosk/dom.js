// Elements by function: no markup is ever made from text.

/** An element with attributes, listeners (`onclick`) and children (nodes or text). */
export function el(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (value === true) element.setAttribute(key, "");
    else if (value !== false && value !== null && value !== undefined)
      element.setAttribute(key, value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== false));
  return element;
}

const SVG = "http://www.w3.org/2000/svg";
const PATHS = {
  good: "M12 21s-8-5.2-8-11a4.5 4.5 0 0 1 8-2.8A4.5 4.5 0 0 1 20 10c0 5.8-8 11-8 11z",
  regret: "M12 3s7 7.5 7 12a7 7 0 0 1-14 0c0-4.5 7-12 7-12zm-3 13a3 3 0 0 0 6 0",
  home: "M3 11.5 12 4l9 7.5M6 10v10h12V10",
  back: "M15 5l-7 7 7 7",
  next: "M9 5l7 7-7 7",
  done: "M4 12.5 10 18 20 6",
  text: "M4 19 9 5l5 14M6 14h6M15 19l3-8 3 8M16 16.5h4",
  contrast: "M12 3a9 9 0 1 0 0 18zM12 3a9 9 0 0 1 0 18",
  low: "M4 4h16v16H4zM4 13h16M12 6v5m-2-2 2 2 2-2",
  voice: "M4 10v4h4l5 4V6l-5 4zM16.5 9a4 4 0 0 1 0 6M19 6.5a8 8 0 0 1 0 11",
  helped: "M9 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6zm-6 9c0-4 2.5-6 6-6s6 2 6 6M15 8h6m-3-3v6",
  pen: "M4 20l1-5L16 4l4 4L9 19zM14 6l4 4",
  keys: "M3 6h18v12H3zM7 10h.01M11 10h.01M15 10h.01M8 14h8",
  rubber: "M9 19l-5-5L14 4l6 6-9 9zm-1-9 6 6M9 19h11",
  undo: "M8 5 4 9l4 4M4 9h10a5 5 0 0 1 0 10h-4",
  page: "M6 3h9l4 4v14H6zM15 3v4h4",
  replay: "M5 12a7 7 0 1 0 2-5M7 3v4h4",
  stop: "M6 6h12v12H6z",
  desk: "M3 9h18M5 9v10M19 9v10M9 9V5h6v4",
  off: "M5 5l14 14M19 5 5 19",
};

function svg(name, attributes) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}

/** A line of a drawing, in the letters of SVG. */
export function path(d) {
  return svg("path", { d });
}

/** A drawing of lines on a sheet so many units wide and high. */
export function drawn(width, height, lines, attributes) {
  const sheet = svg("svg", { viewBox: `0 0 ${width} ${height}`, ...attributes });
  sheet.append(...lines.map(path));
  return sheet;
}

/** A small drawn sign; its meaning is always said in words beside it. */
export function icon(name) {
  return drawn(24, 24, [PATHS[name]], { "aria-hidden": "true", class: `icon icon--${name}` });
}

/** A button with a sign and words. */
export function button(words, onclick, { kind = "", sign = null, ...attributes } = {}) {
  const classes = `button button--touch ${kind}`.trim();
  return el(
    "button",
    { type: "button", class: classes, onclick, ...attributes },
    sign ? icon(sign) : null,
    el("span", {}, words),
  );
}
