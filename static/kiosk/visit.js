// Who is at the tablet now, and where in the visit. One visit at a time; its modules share it.
import { NEW_PEN } from "./strokes.js";

export const THANKS_SECONDS = 30;

const BACK_TO = {
  desk: "category",
  category: "start",
  others: "start",
  ready: "category",
  write: "category",
  draw: "category",
  notSaved: "review",
};

export function newVisit() {
  return {
    side: null,
    desk: null,
    category: "",
    text: "",
    ...NEW_PEN(),
    way: "write",
    layout: "",
    language: "ko",
    bigText: false,
    contrast: false,
    lowMode: false,
    voice: false,
    helped: false,
    readySeconds: null,
    note: null,
    said: "", // what the note says, whenever it was written
    tried: [], // ids of what was tried before, with other words
    off: null, // calls off the tries to save it
    held: null,
    heldSeconds: 0,
    code: "",
    isWaiting: false,
    seconds: THANKS_SECONDS,
    id: null, // made when this visitor first says 나도요
    joined: [],
    others: [],
    othersFrom: 0,
  };
}

export const here = {
  visit: newVisit(),
  screen: "start",
  board: null,
  touched: Date.now(),
  dialog: null, // the warning before everything is wiped
};

/** The step before a screen; undefined where there is none. */
export function backFrom(name) {
  return name === "review" || name === "takenBack" ? here.visit.way : BACK_TO[name];
}

/** Whether nobody is at the tablet. */
export function isUntouched() {
  return here.screen === "start" && JSON.stringify(newVisit()) === JSON.stringify(here.visit);
}
