import { defineConfig } from "vite";

/** The service worker: one file under a name that stays, beside what the other build has made. */
export default defineConfig({
  base: "/assets/",
  publicDir: false,
  build: {
    outDir: "dist",
    emptyOutDir: false,
    target: "es2022",
    rolldownOptions: {
      input: "src/offline/worker/worker.ts",
      output: { format: "iife", entryFileNames: "offline-worker.js" },
    },
  },
});
