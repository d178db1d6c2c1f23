// What looks like personal data is marked while it is typed. The server looks again, and wider.

const GAP = "[\\s.\\-_/~·–—)]{0,3}";
const ROAD =
  "[가-힣]{1,9}\\d{0,3}(?:대로|로|길)\\s?(?:\\d{1,4}번?안?길\\s?)?\\d{1,4}(?:-\\d{1,4})?";
const HOME = "\\d{1,4}동\\s?\\d{1,4}호(?!실)";
const KINDS = [
  // A birth date, a digit that names sex and century, six more, in any spelling of a keyboard.
  [
    "resident",
    /(?<!\d)\d\s?\d\s?(?:0\s?[1-9]|1\s?[0-2])\s?(?:0\s?[1-9]|[12]\s?\d|3\s?[01])\D{0,16}\d(?:[^\d가-힣:]{0,3}\d){6}(?!\d)(?! ?원)/g,
  ],
  [
    "phone",
    new RegExp(
      `(?<!\\d)(?:\\+82${GAP}|\\(?0)(?:1[016-9]|2|[3-6]\\d|70|50\\d?)${GAP}\\d{3,4}${GAP}\\d{4}(?!\\d)`,
      "g",
    ),
  ],
  ["email", /[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+/g],
  [
    "messenger",
    /(?<=(?:톡|텔레그램|위챗|인스타|인스타그램|telegram|wechat|zalo|微信)\s?(?:아이디|계정|id)?[은는:\s]{0,3}@?)(?=[\w.-]*[\d_])[a-z][\w.-]{2,29}/gi,
  ],
  ["plate", /(?<!\d)\d{2,3}\s?[가-힣]\s?\d{4}(?!\d|\s?(?:[년원번개]|명(?!의)))/g],
  ["card", /(?<!\d)\d{4}(?:[\s.-]?\d{4}){3}(?!\d)/g],
  ["licence", /(?<!\d)(?:1[1-9]|2[0-8])[\s.-]{0,2}\d{2}[\s.-]\d{6}[\s.-]\d{2}(?!\d)/g],
  ["account", /(?<!\d)\d{2,6}-\d{2,6}-\d{2,8}(?:-\d{1,3})?(?!\d)/g],
  ["passport", /(?<![a-z0-9])[msrodg](?:\d{8}|\d{3}[a-z]\d{4})(?![a-z0-9])/gi],
  [
    "address",
    new RegExp(
      `[가-힣]{1,5}[시구동]\\s${ROAD}|${ROAD}[,\\s]{1,2}(?:\\d{1,4}동\\s?)?\\d{1,4}호|` +
        `[가-힣]{1,6}\\d?[동리]\\s?\\d{1,4}(?:-\\d{1,4})?\\s?번지|(?:[가-힣]{2,9}\\s?)?(?<!\\d)${HOME}`,
      "g",
    ),
  ],
];
// As the wall writes it (boards/screening/findings.py).
const HIDDEN_AS = {
  email: "[이메일]",
  messenger: "[아이디]",
  card: "[카드번호]",
  account: "[계좌번호]",
  passport: "[여권번호]",
  licence: "[면허번호]",
  plate: "[차량번호]",
  address: "[주소]",
  resident: "[주민등록번호 삭제]",
};
// Digits behind such a word are a number of the counter's, of an order or of a bag.
const CODE_BEFORE =
  /(?:배출|주문|송장|택배|관리|접수|예약|승인|바코드|문서|확인|거래|영수증|고지서|납부) ?(?:번호|코드)?[^\d주민]{0,6}$/;
const SAID = "공영일이삼사오육칠팔구";
const SAID_RUN = new RegExp(`(?:[${SAID}\\d][\\s.,-]{0,2}|다시\\s?){9,}`, "g");

/** The same length, with digits as one writes them: full-width ones, and runs that are spelt out. */
function plain(text) {
  return text
    .replace(/[！-～]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .replace(SAID_RUN, (run) =>
      run.replace(/[가-힣]/g, (sign) =>
        SAID.includes(sign) ? Math.max(0, SAID.indexOf(sign) - 1) : sign,
      ),
    );
}

/** Everything that is found: {kind, start, end} in the text, in its order. */
export function personalData(text) {
  const looked = plain(text);
  const found = [];
  for (const [kind, pattern] of KINDS)
    for (const { index: start, 0: match } of looked.matchAll(pattern)) {
      const end = start + match.trimEnd().length;
      const isBare = kind === "card" || (kind === "resident" && /^\d+$/.test(match));
      if (isBare && CODE_BEFORE.test(looked.slice(0, start))) continue;
      if (!found.some((other) => start < other.end && other.start < end))
        found.push({ kind, start, end });
    }
  return found.sort((a, b) => a.start - b.start);
}

function mask(kind, value) {
  if (kind !== "phone") return HIDDEN_AS[kind];
  const digits = value.replace(/\D/g, "");
  if (digits.length < 9) return "[전화번호]";
  return `${digits.slice(0, digits.startsWith("02") ? 2 : 3)}-****-${digits.slice(-4)}`;
}

/** The text as the wall shows it: what was found is hidden. */
export function masked(text) {
  let shown = "";
  let at = 0;
  for (const { kind, start, end } of personalData(text)) {
    shown += text.slice(at, start) + mask(kind, text.slice(start, end));
    at = end;
  }
  return shown + text.slice(at);
}
