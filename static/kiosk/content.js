// What a note is on the wire: canonical JSON, its digest, its receipt code.
// crypto.subtle is missing on plain http off localhost.
const plain = globalThis.crypto?.subtle ? null : await import("./sha256.js");

async function sha256(bytes) {
  if (plain) return plain.plainSha256(bytes);
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
}

const CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** JSON with sorted keys and no spaces: the same bytes that the server hashes. */
export function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value && typeof value === "object") {
    const keys = Object.keys(value).sort();
    return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`).join(",")}}`;
  }
  return JSON.stringify(value);
}

/** SHA-256 of a text's UTF-8 bytes as 64 hexadecimal digits. */
export async function digestOf(text) {
  const bytes = await sha256(new TextEncoder().encode(text));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** A random UUID, version 4; works without a secure context too. */
export function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return [8, 4, 4, 4, 12]
    .reduce(([at, parts], size) => [at + size, [...parts, hex.slice(at, at + size)]], [0, []])[1]
    .join("-");
}

/** The receipt code of a note, known before the server answers: the first 50 bits of a hash. */
export async function receiptCode(id) {
  const bytes = await sha256(new TextEncoder().encode(`receipt:${id}`));
  let bits = 0n;
  for (const byte of bytes.slice(0, 7)) bits = (bits << 8n) | BigInt(byte);
  bits >>= 6n;
  let code = "";
  for (let shift = 45n; shift >= 0n; shift -= 5n) code += CROCKFORD[Number((bits >> shift) & 31n)];
  return code;
}

/** How a code is printed: two groups of five. */
export function shownCode(code) {
  return `${code.slice(0, 5)}-${code.slice(5)}`;
}
