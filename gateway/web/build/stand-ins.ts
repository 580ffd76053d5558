import { fileURLToPath } from "node:url";

import type { Plugin } from "vite";

const STAND_IN = fileURLToPath(new URL("../src/player/stand-in.ts", import.meta.url));
const BASE = "/media-chrome/dist/";
/** What the base writes into an element that it shows inside another; the element brings it itself. */
const NESTED = /<template shadowrootmode="\$\{\w+\.shadowRootOptions\.mode\}">[\s\S]*?<\/template>/g;

/**
 * Keeps out of the page's first scripts what the base of the player imports although nobody sees it there: previews
 * (`src/player/later-controls.ts` brings them), tooltips, gestures, a list of shortcuts, and English texts for English keys.
 */
export function standIns(): Plugin {
  return {
    name: "stand-ins",
    enforce: "pre",
    resolveId: {
      filter: { id: /^\.\.?\/(media-(gesture-receiver|keyboard-shortcuts-dialog|preview-(thumbnail|time-display|chapter-display)|tooltip)|lang\/en)\.js$/ },
      handler: (_source, importer) => (importer?.includes(BASE) === true ? STAND_IN : null),
    },
    transform: {
      filter: { id: /\/media-chrome\/dist\/media-[\w-]+\.js$/ },
      handler: (code) => ({ code: code.replace(NESTED, ""), map: null }),
    },
  };
}
