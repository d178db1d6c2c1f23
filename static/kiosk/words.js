// The sentences of the tablet in its four languages, one module each, as boards/kiosk/words.py and
// the catalogues have them: only Korean is loaded before somebody asks for another.
import ko from "/kiosk/words/ko.js";

export const LANGUAGES = { ko: "한국어", en: "English", zh: "中文", vi: "Tiếng Việt" };
export const WORDS = { ko };

/** Have a language's sentences at hand; rejects when they can't be loaded. */
export async function learn(language) {
  WORDS[language] ??= (await import(`/kiosk/words/${language}.js`)).default;
}

/** A sentence in a language, `{name}` filled from `values`. */
export function say(language, key, values = {}) {
  return WORDS[language][key].replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
}
