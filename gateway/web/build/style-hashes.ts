import { createHash } from "node:crypto";

import type { Plugin } from "vite";

import { controls } from "../src/player/controls.ts";
import { laterControls } from "../src/player/later-controls.ts";

/** The CSP source of each `<style>` that the player's controls write into their shadow roots. */
export function controlStyleHashes(): string[] {
  const styles = [...controls, ...laterControls].flatMap((control) =>
    [...control.getTemplateHTML({}, {}).matchAll(/<style[^>]*>([\s\S]*?)<\/style>/g)].map(([, text]) => text ?? ""),
  );
  return [...new Set(styles)].map((text) => `sha256-${createHash("sha256").update(text).digest("base64")}`).sort();
}

/** Writes `style-hashes.json`: with it a page with the player needs no `unsafe-inline`. */
export function styleHashes(): Plugin {
  return {
    name: "style-hashes",
    apply: "build",
    generateBundle() {
      this.emitFile({
        type: "asset",
        fileName: "style-hashes.json",
        source: JSON.stringify({ "src/player.ts": controlStyleHashes() }, null, 2),
      });
    },
  };
}
