import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, gzip } from "node:zlib";

import type { Plugin } from "vite";

const TEXT = /\.(?:js|css|svg)$/;
const WAYS = { br: promisify(brotliCompress), gz: promisify(gzip) };

/** Writes each text of the build once more as Brotli and gzip, smaller than the edge could in passing. */
export function precompressed(): Plugin {
  return {
    name: "precompressed",
    apply: "build",
    async writeBundle({ dir = "" }, bundle) {
      await Promise.all(Object.keys(bundle).filter((name) => TEXT.test(name)).map((name) => compress(join(dir, name))));
    },
  };
}

async function compress(path: string): Promise<void> {
  const content = await readFile(path);
  for (const [ending, way] of Object.entries(WAYS)) await writeFile(`${path}.${ending}`, await way(content));
}
