/** Stands in the page's first scripts for elements of the base that the player does not show, or not yet. */
export default {};

/** Of the base's own shortcuts, which are off. */
export function getHotkeyToken(key: string): string {
  return `no${key.toLowerCase()}`;
}

/** The base's English texts are the keys themselves. */
export const En = {};
