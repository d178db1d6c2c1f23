// One task a screen. Each takes the visit and what to do next, and gives its elements.
import { shownCode } from "./content.js";
import { button, el, icon } from "./dom.js";
import { drawing } from "./strokes.js";
import { masked } from "./personal.js";
import { qrCode } from "./qr.js";
import { LANGUAGES, WORDS, say } from "./words.js";

export { write } from "./writing.js";

const CAN_SPEAK = "speechSynthesis" in window && "SpeechSynthesisUtterance" in window;

export function heading(visit, key, values) {
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
        onclick: () => go.speak(key),
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
    CAN_SPEAK ? aid("voice", "voice") : null,
    aid("helped", "helped"),
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
    el("p", { class: "where", lang: "ko" }, `${board.board.office} ${board.board.name}`),
    heading(visit, "title"),
    el("div", { class: "sides" }, side("good"), side("regret")),
    el(
      "div",
      { class: "petition" },
      el(
        "div",
        {},
        el("p", { class: "fine" }, say(visit.language, "anonymous")),
        el("p", { class: "told", role: "status" }),
      ),
      board.petitions ? qrCode(board.petitions, say(visit.language, "petitionQr")) : null,
    ),
    el(
      "div",
      { class: "bottom" },
      languages(visit, go),
      button(say(visit.language, "seeOthers"), () => go.seeOthers(), {
        sign: "page",
        kind: "button--tool",
      }),
      aids(visit, go),
    ),
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

/** The two ways to say more; both lead on from a chip, or stand without one. */
function waysToWrite(visit, go) {
  return [
    button(say(visit.language, "writeByFinger"), () => go.to("draw"), { sign: "pen" }),
    button(say(visit.language, "writeByKeys"), () => go.to("write"), { sign: "keys" }),
  ];
}

function chipWords(visit) {
  return WORDS[visit.language][visit.side === "good" ? "goodOf" : "regretOf"];
}

export function category(visit, board, go) {
  const words = chipWords(visit);
  const chip = (key) =>
    el(
      "button",
      {
        type: "button",
        class: "chip",
        "aria-pressed": String(visit.category === key),
        onclick: () => go.ready({ category: key }),
      },
      words[key],
    );
  const named = board.desks.find((each) => each.code === visit.desk);
  const desk = named ? say(visit.language, "desk", { number: named.number }) : null;
  return [
    heading(visit, visit.side === "good" ? "aboutGood" : "aboutRegret"),
    el("div", { class: "chips" }, Object.keys(words).map(chip)),
    el(
      "div",
      { class: "onward" },
      board.desks.length
        ? button(desk ?? say(visit.language, "pickDesk"), () => go.to("desk"), {
            kind: "button--quiet",
            sign: "desk",
          })
        : null,
      ...waysToWrite(visit, go),
    ),
  ];
}

function today() {
  const now = new Date();
  return `${now.getMonth() + 1}. ${now.getDate()}.`;
}

/** The post-it as the wall will show it: in its column, in its hand, without personal data. */
export function paper(visit) {
  const text = masked(visit.text.trim());
  const drawn = drawing(visit);
  const chip = visit.category ? chipWords(visit)[visit.category] : "";
  const isChipAlone = !text && !drawn.length;
  return el(
    "div",
    { class: "post" },
    el("p", { class: "paper-side" }, icon(visit.side), say(visit.language, visit.side)),
    el(
      "div",
      { class: `paper paper--${visit.side} paper--read` },
      text || isChipAlone
        ? el("p", { class: "paper-text", lang: visit.language }, text || chip)
        : null,
      drawn,
      el(
        "p",
        { class: "paper-foot" },
        isChipAlone ? "" : el("span", {}, chip),
        el("span", {}, today()),
      ),
    ),
  );
}

/** When the wall shows it: the board's rule, and what waits for a clerk under any rule. */
function hangs(visit, board) {
  const waits = masked(visit.text) !== visit.text || drawing(visit).length;
  const rule = waits ? "held" : board.board.publishing;
  return el("p", { class: "fine" }, say(visit.language, `hangs_${rule}`));
}

/** A chip alone is a full note: it sticks by itself unless the visitor wants to say more. */
export function ready(visit, board, go) {
  const waits = visit.readySeconds !== null;
  return [
    heading(visit, "ready"),
    paper(visit),
    waits
      ? el(
          "p",
          { class: "ready-hint", role: "timer" },
          say(visit.language, "readyHint", { seconds: visit.readySeconds }),
        )
      : null,
    el(
      "div",
      { class: "onward" },
      ...waysToWrite(visit, go),
      button(say(visit.language, "stickNow"), () => go.stick(), {
        kind: "button--primary",
        sign: "done",
      }),
    ),
  ];
}

export function review(visit, board, go) {
  return [
    el("div", { class: "titled" }, heading(visit, "review"), hangs(visit, board)),
    paper(visit),
    el(
      "div",
      { class: "onward" },
      button(say(visit.language, "mend"), () => go.to(visit.way), { sign: "back" }),
      button(say(visit.language, "stick"), () => go.stick(), {
        kind: "button--primary",
        sign: "done",
      }),
    ),
  ];
}

function homeButton(visit, go) {
  return button(say(visit.language, "home"), () => go.home(), {
    sign: "home",
    kind: "button--primary",
  });
}

export function thanks(visit, board, go) {
  const page = `${board.base_url}/n/`;
  return [
    el("div", { class: "stuck", "aria-hidden": "true" }, paper(visit)),
    heading(visit, visit.isWaiting ? "thanksOffline" : "thanks"),
    el(
      "div",
      { class: "slip" },
      el(
        "div",
        {},
        el(
          "p",
          { class: "receipt" },
          el("span", {}, say(visit.language, "code")),
          el("strong", {}, shownCode(visit.code)),
        ),
        el(
          "p",
          { class: "fine" },
          say(visit.language, "codeHint", { address: page.replace(/^https?:\/\//, "") }),
        ),
        el(
          "p",
          { class: "fine returning", role: "timer" },
          say(visit.language, "returning", { seconds: visit.seconds }),
        ),
      ),
      qrCode(`${page}${visit.code}/`, say(visit.language, "receiptQr")),
    ),
    el(
      "div",
      { class: "onward" },
      visit.held
        ? button(
            say(visit.language, "takeBack", { seconds: visit.heldSeconds }),
            () => go.takeBack(),
            { sign: "undo", kind: "take-back" },
          )
        : null,
      homeButton(visit, go),
    ),
  ];
}

export function takenBack(visit, board, go) {
  return [
    heading(visit, "takenBack"),
    paper(visit),
    el(
      "div",
      { class: "onward" },
      button(say(visit.language, "mendAndStick"), () => go.to(visit.way), { sign: "back" }),
      homeButton(visit, go),
    ),
  ];
}

export function notSaved(visit, board, go) {
  return [
    el("h1", { tabindex: "-1", role: "alert" }, say(visit.language, "notSaved")),
    paper(visit),
    el(
      "div",
      { class: "onward" },
      button(say(visit.language, "again"), () => go.stick(), { kind: "button--primary" }),
    ),
  ];
}
