import encode from "qr";

const SVG = "http://www.w3.org/2000/svg";
const QUIET_ZONE = 4;

/** A QR code as a drawing of one path; `label` says what it leads to. */
export function drawCode(text: string, label: string): SVGSVGElement {
  const rows = encode(text, "raw", { ecc: "medium", border: QUIET_ZONE });
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", rows.flatMap((row, y) => row.map((dark, x) => (dark ? `M${String(x)} ${String(y)}h1v1h-1z` : ""))).join(""));
  const drawing = document.createElementNS(SVG, "svg");
  drawing.setAttribute("viewBox", `0 0 ${String(rows.length)} ${String(rows.length)}`);
  drawing.setAttribute("role", "img");
  drawing.setAttribute("aria-label", label);
  drawing.setAttribute("class", "code__drawing");
  drawing.append(path);
  return drawing;
}
