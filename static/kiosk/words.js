// The sentences of the tablet in its four languages, one module each: only Korean is loaded before
// somebody asks for another. A test fails when one lacks a key.
import ko from "./words/ko.js";

export const LANGUAGES = { ko: "한국어", en: "English", zh: "中文", vi: "Tiếng Việt" };
export const WORDS = { ko };

// Named one by one, so that each gets the name under which it is served.
const OTHERS = {
  en: () => import("./words/en.js"),
  zh: () => import("./words/zh.js"),
  vi: () => import("./words/vi.js"),
};

/** Have a language's sentences at hand; rejects when they can't be loaded. */
export async function learn(language) {
  WORDS[language] ??= (await OTHERS[language]()).default;
}

/** A sentence in a language, `{name}` filled from `values`. */
export function say(language, key, values = {}) {
  return WORDS[language][key].replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
}
