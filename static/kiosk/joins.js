// 나도요: what others wrote, and one touch for 'the same for me'. Counted apart from notes; which
// cards were touched is forgotten with the visit.
import { newId } from "./content.js";
import { button, el, icon } from "./dom.js";
import { say } from "./words.js";

const A_PAGE = 6;
const HEADERS = { "X-Board-Client": "1", "Content-Type": "application/json" };
const TIMEOUT = 5000;

async function ask(path, options = {}) {
  const response = await fetch(path, {
    headers: HEADERS,
    cache: "no-store",
    redirect: "error",
    signal: AbortSignal.timeout(TIMEOUT),
    ...options,
  });
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(answer.detail ?? "");
  return answer;
}

/** The cards that the wall shows now; rejects without a network. */
export async function othersNotes() {
  return (await ask("/kiosk/wall.json")).notes;
}

/** Touch a card; the count as the server holds it. */
async function join(visit, card) {
  visit.id ??= newId();
  const body = JSON.stringify({ visit: visit.id });
  return (await ask(`/kiosk/joins/${card.handle}`, { method: "POST", body })).joins;
}

function cardOf(visit, card, told) {
  const word = (key, values) => say(visit.language, key, values);
  const isMine = () => visit.joined.includes(card.handle);
  const label = () => (card.joins ? word("joinCount", { count: card.joins }) : word("join"));
  const touch = async () => {
    if (isMine()) return;
    try {
      card.joins = await join(visit, card);
      visit.joined.push(card.handle);
      told.textContent = "";
    } catch (error) {
      told.textContent = error.message || word("joinLater");
    }
    one.setAttribute("aria-pressed", String(isMine()));
    one.lastElementChild.textContent = label();
  };
  const one = button(label(), touch, { sign: "good", kind: "button--tool" });
  one.setAttribute("aria-pressed", String(isMine()));
  return el(
    "li",
    { class: `paper paper--${card.side} paper--card` },
    el("p", { class: "paper-side" }, icon(card.side), word(card.side)),
    el("p", { class: "paper-text", lang: card.language }, card.text || card.category),
    one,
  );
}

/** The screen: six cards at a time. */
export function others(visit, board, go) {
  const word = (key) => say(visit.language, key);
  const told = el("p", { class: "fine", role: "status" });
  const from = visit.othersFrom;
  const cards = visit.others.filter((card) => card.text || !card.by_finger);
  const turn = (step) => () => go.change({ othersFrom: from + step });
  const list = el(
    "ul",
    { class: "cards" },
    cards.slice(from, from + A_PAGE).map((card) => cardOf(visit, card, told)),
  );
  return [
    el("h1", { tabindex: "-1" }, word("others")),
    cards.length ? list : el("p", {}, word("noOthers")),
    told,
    el(
      "div",
      { class: "onward" },
      from > 0 ? button(word("newer"), turn(-A_PAGE), { sign: "back" }) : null,
      from + A_PAGE < cards.length ? button(word("older"), turn(A_PAGE), { sign: "next" }) : null,
    ),
  ];
}
