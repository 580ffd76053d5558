import { N_, t } from "../messages/words";
import type { Progress } from "./progress";
import { readCode, writeCode, type Carried } from "./resume-code";

const CARRIED = /^#weiter=([0-9A-Za-z-]{1,800})$/;
const PROBLEMS = {
  unreadable: N_("Diesen Code können wir nicht lesen. Bitte prüfen Sie, ob er vollständig ist."),
  other: N_("Dieser Code passt hier nicht: Er ist vertippt, gehört zu einem anderen Inhalt, oder der Inhalt wurde inzwischen geändert."),
} as const;

export type Found = { carried: Carried } | { message: string };

/** Carries the progress to another device: all of it is in the code, nothing on a server. */
export class Carry {
  constructor(private readonly about: string, private readonly path: string, private readonly progress: Progress) {}

  get code(): string {
    return writeCode(this.about, this.progress.state);
  }

  /** The part after `#` never leaves the browser. */
  get address(): string {
    return `${location.origin}${this.path}#weiter=${this.code}`;
  }

  read(text: string): Found {
    const read = readCode(this.about, CARRIED.exec(text.trim().replace(/^[^#]*(?=#)/, ""))?.[1] ?? text);
    return "problem" in read ? { message: t(PROBLEMS[read.problem]) } : read;
  }

  /** What the address brings, if somebody has opened a code; it leaves the address at once. */
  arrived(): Found | null {
    const found = CARRIED.exec(location.hash)?.[1];
    if (found === undefined) return null;
    history.replaceState(null, "", location.pathname + location.search);
    return this.read(found);
  }

  take({ groups, place, ticks }: Carried): void {
    this.progress.keep({ groups: Math.max(1, groups), place, ticks });
  }
}
