import { svg, type SVGTemplateResult } from "lit";

function icon(paths: SVGTemplateResult): SVGTemplateResult {
  return svg`<svg viewBox="0 0 24 24" width="24" height="24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">${paths}</svg>`;
}

export const settingsIcon = icon(svg`<path d="M4 7h9M17 7h3M4 17h3M11 17h9"/><circle cx="15" cy="7" r="2.2"/><circle cx="9" cy="17" r="2.2"/>`);
export const chaptersIcon = icon(svg`<path d="M9 6h11M9 12h11M9 18h11M4 6h.01M4 12h.01M4 18h.01"/>`);
export const shareIcon = icon(svg`<path d="M12 3v12m0 0 4.5-4.5M12 15l-4.5-4.5M4 17v3h16v-3"/>`);
export const closeIcon = icon(svg`<path d="M6 6l12 12M18 6 6 18"/>`);
export const cornerIcon = icon(svg`<path d="M4 10V4h6M20 14v6h-6M4 4l6 6M20 20l-6-6"/>`);
export const largerIcon = icon(svg`<path d="M12 5v14M5 12h14"/>`);
export const smallerIcon = icon(svg`<path d="M5 12h14"/>`);
export const playMark = svg`<svg viewBox="0 0 96 96" aria-hidden="true"><circle cx="48" cy="48" r="46" fill="#082831" fill-opacity=".85" stroke="#fff" stroke-width="3"/><path d="M39 30v36l29-18z" fill="#fff"/></svg>`;
