// QR codes drawn on the tablet, so that they need no network and no other place learns of them.
import { drawn } from "./dom.js";
import { correction, generate } from "../vendor/lean-qr/nano.js";

const QUIET = 4; // modules left white around a code (ISO/IEC 18004)

/** The code of an address as an SVG; `label` is what a screen reader says. */
export function qrCode(address, label) {
  const code = generate(address, { minCorrectionLevel: correction.M });
  let dots = "";
  for (let y = 0; y < code.size; y += 1)
    for (let x = 0; x < code.size; x += 1)
      if (code.get(x, y)) dots += `M${x + QUIET} ${y + QUIET}h1v1h-1z`;
  const side = code.size + 2 * QUIET;
  return drawn(side, side, [dots], { class: "qr", role: "img", "aria-label": label });
}
