// SHA-256 where the browser offers none: crypto.subtle is missing on plain http off localhost.
// FIPS 180-4; constants are computed from the primes that the standard names.

const primes = [];
for (let candidate = 2; primes.length < 64; candidate += 1) {
  if (primes.every((prime) => candidate % prime)) primes.push(candidate);
}
const fraction = (root) => ((root - Math.floor(root)) * 2 ** 32) >>> 0;
const START = primes.slice(0, 8).map((prime) => fraction(Math.sqrt(prime)));
const ROUND = primes.map((prime) => fraction(Math.cbrt(prime)));
const turn = (word, by) => (word >>> by) | (word << (32 - by));

function padded(bytes) {
  const out = new Uint8Array((((bytes.length + 8) >> 6) << 6) + 64);
  out.set(bytes);
  out[bytes.length] = 0x80;
  new DataView(out.buffer).setBigUint64(out.length - 8, BigInt(bytes.length) * 8n);
  return out;
}

function schedule(view, at) {
  const words = new Uint32Array(64);
  for (let n = 0; n < 16; n += 1) words[n] = view.getUint32(at + n * 4);
  for (let n = 16; n < 64; n += 1) {
    const a = words[n - 15];
    const b = words[n - 2];
    const low = turn(a, 7) ^ turn(a, 18) ^ (a >>> 3);
    const high = turn(b, 17) ^ turn(b, 19) ^ (b >>> 10);
    words[n] = words[n - 16] + low + words[n - 7] + high;
  }
  return words;
}

/** SHA-256 in plain JavaScript; `bytes` and the result are Uint8Arrays. */
export function plainSha256(bytes) {
  const view = new DataView(padded(bytes).buffer);
  const hash = Uint32Array.from(START);
  for (let at = 0; at < view.byteLength; at += 64) {
    const words = schedule(view, at);
    let [a, b, c, d, e, f, g, h] = hash;
    for (let n = 0; n < 64; n += 1) {
      const one =
        h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + ROUND[n] + words[n];
      const two = (turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
      [h, g, f, e, d, c, b, a] = [g, f, e, (d + one) >>> 0, c, b, a, (one + two) >>> 0];
    }
    [a, b, c, d, e, f, g, h].forEach((word, n) => {
      hash[n] += word;
    });
  }
  const out = new DataView(new ArrayBuffer(32));
  hash.forEach((word, n) => out.setUint32(n * 4, word));
  return new Uint8Array(out.buffer);
}
