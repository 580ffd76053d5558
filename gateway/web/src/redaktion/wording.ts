import type { Progress } from "./progress";

const SPEED = new Intl.NumberFormat("de", { maximumFractionDigits: 1 });

function part({ chunksDone, chunksTotal, fraction }: Progress): string {
  if (chunksTotal === 0) return `${Math.floor(fraction * 100).toString()} %`;
  const present = Math.min(chunksDone + 1, chunksTotal);
  return `Teil ${present.toString()} von ${chunksTotal.toString()}`;
}

/** For instance "noch etwa 2 Minuten"; empty where nobody knows. */
export function remaining(seconds: number | null): string {
  if (seconds === null) return "";
  if (seconds < 60) return "noch weniger als eine Minute";
  const minutes = Math.round(seconds / 60);
  return minutes === 1 ? "noch etwa eine Minute" : `noch etwa ${minutes.toString()} Minuten`;
}

function speed({ speed: times }: Progress): string {
  return times === null ? "" : `${SPEED.format(times)}-fache Geschwindigkeit`;
}

/** For instance "Teil 3 von 15, noch etwa 2 Minuten, 1,8-fache Geschwindigkeit". */
export function sentence(progress: Progress): string {
  if (progress.state === "QUEUED") return "Die Datei ist da und wartet auf die Verarbeitung.";
  return [part(progress), remaining(progress.remainingSeconds), speed(progress)].filter(Boolean).join(", ");
}
