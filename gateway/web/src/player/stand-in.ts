/** Stands in the page's first scripts for what the base imports and the player does not show, or not yet. */
export default {
  // No mode that a browser knows: the parser builds no shadow root before the element itself is there.
  shadowRootOptions: { mode: "none" },
  getTemplateHTML: (): string => "",
};

/** Of the base's own shortcuts, which are off. */
export function getHotkeyToken(key: string): string {
  return `no${key.toLowerCase()}`;
}

/** The base's English texts are the keys themselves. */
export const En = {};
