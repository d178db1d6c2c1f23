// One task a screen. Each takes the visit and what to do next, and gives its elements.
import { residentNumber, shownCode, visibleLength } from "./content.js";
import { button, el, icon } from "./dom.js";
import { LANGUAGES, say } from "./words.js";

export const TEXT_LIMIT = 500;
export const CATEGORIES = [
  "kindness",
  "guidance",
  "waiting",
  "accuracy",
  "connection",
  "parking",
  "facility",
  "cleanliness",
  "comfort",
  "machines",
  "access",
  "signage",
  "policy",
  "other",
];

function heading(visit, key, values) {
  return el("h1", { tabindex: "-1" }, say(visit.language, key, values));
}

function languages(visit, go) {
  const choices = Object.entries(LANGUAGES).map(([key, name]) =>
    el(
      "button",
      {
        type: "button",
        class: "aid",
        lang: key,
        "aria-pressed": String(visit.language === key),
        onclick: () => go.change({ language: key }),
      },
      name,
    ),
  );
  return el(
    "div",
    { class: "aids", role: "group", "aria-label": say(visit.language, "languages") },
    choices,
  );
}

function aids(visit, go) {
  const aid = (key, sign) =>
    el(
      "button",
      {
        type: "button",
        class: "aid",
        "aria-pressed": String(visit[key]),
        onclick: () => go.change({ [key]: !visit[key] }),
      },
      icon(sign),
      el("span", {}, say(visit.language, key)),
    );
  return el(
    "div",
    { class: "aids", role: "group", "aria-label": say(visit.language, "aids") },
    aid("bigText", "text"),
    aid("contrast", "contrast"),
    aid("lowMode", "low"),
  );
}

export function start(visit, board, go) {
  const side = (key) =>
    el(
      "button",
      { type: "button", class: `side side--${key}`, onclick: () => go.choose(key) },
      icon(key),
      el("strong", {}, say(visit.language, key)),
      el("span", {}, say(visit.language, `${key}Hint`)),
    );
  return [
    el("p", { class: "where" }, `${board.board.office} ${board.board.name}`),
    heading(visit, "title"),
    el("div", { class: "sides" }, side("good"), side("regret")),
    el("p", { class: "fine" }, say(visit.language, "anonymous")),
    el("div", { class: "bottom" }, languages(visit, go), aids(visit, go)),
  ];
}

export function desk(visit, board, go) {
  const choice = (desk) =>
    el(
      "button",
      {
        type: "button",
        class: "chip chip--desk",
        "aria-pressed": String(visit.desk === desk.code),
        onclick: () => go.next({ desk: desk.code }),
      },
      desk.photo ? el("img", { src: desk.photo, alt: "", class: "face" }) : null,
      el(
        "span",
        {},
        el("strong", {}, say(visit.language, "desk", { number: desk.number })),
        el(
          "span",
          { class: "duty", lang: "ko" },
          desk.name ? `${desk.duty} · ${desk.name}` : desk.duty,
        ),
      ),
    );
  return [
    heading(visit, "forWhom"),
    el("div", { class: "chips chips--desks" }, board.desks.map(choice)),
    el(
      "div",
      { class: "onward" },
      button(say(visit.language, "noDesk"), () => go.next({ desk: null }), {
        kind: "button--primary",
        sign: "next",
      }),
    ),
  ];
}

export function category(visit, board, go) {
  const words = visit.side === "good" ? "goodOf" : "regretOf";
  const chip = (key) =>
    el(
      "button",
      {
        type: "button",
        class: "chip",
        "aria-pressed": String(visit.category === key),
        onclick: () => go.change({ category: visit.category === key ? "" : key }),
      },
      go.words(visit.language)[words][key],
    );
  const chosen = visit.category !== "";
  return [
    heading(visit, visit.side === "good" ? "aboutGood" : "aboutRegret"),
    el("div", { class: "chips" }, CATEGORIES.map(chip)),
    el(
      "div",
      { class: "onward" },
      board.desks.length
        ? button(say(visit.language, "forWhom"), () => go.to("desk"), { kind: "button--quiet" })
        : null,
      button(say(visit.language, chosen ? "writeMore" : "next"), () => go.to("write"), {
        sign: "next",
        kind: chosen ? "" : "button--primary",
      }),
      chosen
        ? button(say(visit.language, "stickNow"), () => go.stick(), {
            kind: "button--primary",
            sign: "done",
          })
        : null,
    ),
  ];
}

export function write(visit, board, go) {
  const left = el("p", { class: "left", "aria-live": "polite" });
  const warning = el("div", { class: "warning", role: "alert", hidden: true });
  const onward = button(say(visit.language, "next"), () => go.to("review"), {
    kind: "button--primary",
    sign: "next",
  });
  const text = el("textarea", {
    class: `paper paper--${visit.side}`,
    "aria-label": say(visit.language, "write"),
    autocomplete: "off",
    autocorrect: "off",
    spellcheck: "false",
    rows: "6",
    lang: visit.language,
  });
  text.value = visit.text;
  const look = () => {
    go.keepText(text.value);
    const count = TEXT_LIMIT - visibleLength(text.value);
    const span = residentNumber(text.value);
    left.textContent = say(visit.language, "left", { count });
    left.classList.toggle("left--over", count < 0);
    warning.hidden = !span;
    onward.disabled = Boolean(span) || count < 0 || !(text.value.trim() || visit.category);
  };
  text.addEventListener("input", look);
  warning.append(
    el("p", {}, say(visit.language, "residentNumber")),
    button(say(visit.language, "removeIt"), () => {
      const span = residentNumber(text.value);
      if (span) text.value = text.value.slice(0, span[0]) + text.value.slice(span[1]);
      look();
      text.focus();
    }),
  );
  look();
  return [
    heading(visit, "write"),
    el("p", { class: "fine" }, say(visit.language, "writeHint")),
    text,
    left,
    warning,
    el("div", { class: "onward" }, onward),
  ];
}

/** The post-it as the wall will show it. */
export function paper(visit, go) {
  const words = visit.side === "good" ? "goodOf" : "regretOf";
  return el(
    "div",
    { class: `paper paper--${visit.side} paper--read` },
    el("p", { class: "paper-side" }, icon(visit.side), say(visit.language, visit.side)),
    visit.text.trim()
      ? el("p", { class: "paper-text", lang: visit.language }, visit.text.trim())
      : null,
    visit.category
      ? el("p", { class: "paper-chip" }, go.words(visit.language)[words][visit.category])
      : null,
  );
}

export function review(visit, board, go) {
  return [
    heading(visit, "review"),
    paper(visit, go),
    el(
      "div",
      { class: "onward" },
      button(say(visit.language, "mend"), () => go.to("write"), { sign: "back" }),
      button(say(visit.language, "stick"), () => go.stick(), {
        kind: "button--primary",
        sign: "done",
      }),
    ),
  ];
}

export function thanks(visit, board, go) {
  const address = `${board.base_url}/n/`.replace(/^https?:\/\//, "");
  return [
    el("div", { class: "stuck", "aria-hidden": "true" }, paper(visit, go)),
    el("h1", { tabindex: "-1" }, say(visit.language, visit.isStored ? "thanks" : "thanksOffline")),
    el(
      "p",
      { class: "receipt" },
      el("span", {}, say(visit.language, "code")),
      el("strong", {}, shownCode(visit.code)),
    ),
    el("p", { class: "fine" }, say(visit.language, "codeHint", { address })),
    el(
      "p",
      { class: "returning", role: "timer" },
      say(visit.language, "returning", { seconds: visit.seconds }),
    ),
    el(
      "div",
      { class: "onward" },
      button(say(visit.language, "home"), () => go.home(), {
        sign: "home",
        kind: "button--primary",
      }),
    ),
  ];
}

export function notSaved(visit, board, go) {
  return [
    el("h1", { tabindex: "-1", role: "alert" }, say(visit.language, "notSaved")),
    paper(visit, go),
    el(
      "div",
      { class: "onward" },
      button(say(visit.language, "again"), () => go.stick(), { kind: "button--primary" }),
    ),
  ];
}
