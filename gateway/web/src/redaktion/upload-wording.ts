import { Refused, Unreachable } from "./graphql";
import type { Sent } from "./transfer";
import { FileGone } from "./upload";
import { remaining } from "./wording";

const SIZE = new Intl.NumberFormat("de", { maximumFractionDigits: 1 });
const UNITS = ["Byte", "kB", "MB", "GB"] as const;

/** For instance "12,3 MB", in steps of 1,000. */
export function size(bytes: number): string {
  const step = Math.min(UNITS.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  return `${SIZE.format(bytes / 1_000 ** step)}\u00a0${UNITS[step] ?? ""}`;
}

export function percent({ bytes, total }: Sent): string {
  return `${Math.floor((bytes / total) * 100).toString()}\u00a0%`;
}

/** For instance "42 %, 126 MB von 300 MB, noch etwa 2 Minuten". */
export function sentence(sent: Sent): string {
  if (sent.waiting) return `${percent(sent)}, die Verbindung ist unterbrochen. Neuer Versuch …`;
  if (sent.bytes === sent.total) return "Alles ist gesendet und wird zusammengesetzt …";
  const amount = `${size(sent.bytes)} von ${size(sent.total)}`;
  return [percent(sent), amount, remaining(sent.secondsLeft)].filter(Boolean).join(", ");
}

/** Why it does not go on, and what can be done. */
export function reason(error: unknown): string {
  if (error instanceof FileGone)
    return "Die Datei lässt sich nicht mehr lesen: Sie wurde verändert, verschoben oder gelöscht. Bitte wählen Sie sie noch einmal.";
  if (error instanceof Unreachable)
    return "Die Verbindung ist abgebrochen. Was schon da ist, bleibt; sobald die Verbindung wieder da ist, geht es von dort weiter.";
  if (error instanceof Refused && error.code === "unauthenticated")
    return "Sie sind nicht mehr angemeldet. Bitte melden Sie sich in einem zweiten Fenster an und senden Sie dann weiter; was schon da ist, bleibt.";
  return error instanceof Refused ? error.message : "Das hat nicht geklappt. Bitte versuchen Sie es noch einmal.";
}

/** For instance "25 % sind gesendet." */
export function passed(quarters: number): string {
  return `${(quarters * 25).toString()}\u00a0% sind gesendet.`;
}

export function ended(name: string): string {
  return `${name} ist angekommen und wird jetzt für alle Geräte umgewandelt.`;
}

export function unseen(told: string): string {
  return `${told} Laden Sie die Seite neu, um den Stand zu sehen.`;
}
