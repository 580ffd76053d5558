import { t } from "../messages/words";
import type { Stream } from "./stream";

export interface Quality {
  /** The number that hls.js gives the size; −1 chooses by itself. */
  level: number;
  label: string;
}

const AUTOMATIC = -1;

/** The sizes to choose from, the largest first; none where the browser chooses alone. */
export function qualitiesOf({ hls }: Stream): Quality[] {
  const sizes = (hls?.levels ?? []).map(({ width, height }, level) => ({ level, label: `${Math.min(width, height).toString()}p` }));
  if (sizes.length < 2) return [];
  return [{ level: AUTOMATIC, label: automatic(hls?.currentLevel, sizes) }, ...sizes.reverse()];
}

function automatic(current: number | undefined, sizes: readonly Quality[]): string {
  const now = sizes.find(({ level }) => level === current);
  return now === undefined ? t("Automatisch") : t("Automatisch (jetzt %(size)s)", { size: now.label });
}

/** The level that is asked for. */
export function qualityOf({ hls }: Stream): number {
  return hls === null || hls.autoLevelEnabled ? AUTOMATIC : hls.nextLevel;
}

export function chooseQuality({ hls }: Stream, level: number): void {
  if (hls !== null) hls.nextLevel = level;
}
