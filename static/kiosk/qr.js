// QR codes drawn on the tablet, so that they need no network and no other place learns of them.
import { correction, generate } from "../vendor/lean-qr/nano.js";

const SVG = "http://www.w3.org/2000/svg";
const QUIET = 4; // modules left white around a code (ISO/IEC 18004)

/** The code of an address as an SVG; `label` is what a screen reader says. */
export function qrCode(address, label) {
  const code = generate(address, { minCorrectionLevel: correction.M });
  let dots = "";
  for (let y = 0; y < code.size; y += 1)
    for (let x = 0; x < code.size; x += 1)
      if (code.get(x, y)) dots += `M${x + QUIET} ${y + QUIET}h1v1h-1z`;
  const side = code.size + 2 * QUIET;
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", `0 0 ${side} ${side}`);
  svg.setAttribute("class", "qr");
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", label);
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", dots);
  svg.append(path);
  return svg;
}
