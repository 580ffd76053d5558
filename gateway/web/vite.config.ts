import { defineConfig } from "vite";

import { precompressed } from "./build/precompressed.ts";
import { standIns } from "./build/stand-ins.ts";
import { styleHashes } from "./build/style-hashes.ts";
import { withoutFonts } from "./build/without-fonts.ts";

export default defineConfig({
  base: "/assets/",
  json: { namedExports: false },
  plugins: [standIns(), styleHashes(), withoutFonts(), precompressed()],
  build: {
    outDir: "dist",
    emptyOutDir: true,
    assetsDir: "",
    // Nothing inlined as data: so that the content security policy can stay narrow.
    assetsInlineLimit: 0,
    manifest: "manifest.json",
    target: "es2022",
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1200,
    rolldownOptions: {
      // How long plugins take is nobody's trouble who starts the hub.
      checks: { bundlerTimings: false },
      // "use client" speaks to React servers; there is none here.
      onLog(level, log, handle) {
        if (log.code !== "MODULE_LEVEL_DIRECTIVE") handle(level, log);
      },
      // What every page needs in any case comes in one file.
      output: { codeSplitting: { groups: [{ name: "words", test: /src\/messages\/\w+\.ts|vite\/preload-helper/ }] } },
      input: ["src/site.ts", "src/steps.ts", "src/offline.ts", "src/player.ts", "src/embed.ts", "src/redaktion.ts", "src/graphiql.tsx"],
    },
  },
});
