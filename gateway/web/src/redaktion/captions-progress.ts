import type { TemplateResult } from "lit";

import { LiveProgress } from "./live-progress";
import { refresh } from "./page";
import { type CaptionsProgress as Progress, FINAL, followCaptions } from "./progress";

const LOST = "Der Fortschritt lässt sich gerade nicht verfolgen. Laden Sie die Seite neu, um den Stand zu sehen.";
const TOLD: Partial<Record<string, string>> = {
  READY: "Die automatischen Untertitel sind fertig.",
  FAILED: "Die automatischen Untertitel sind nicht gelungen.",
  CANCELLED: "Die automatischen Untertitel sind abgebrochen.",
};

/**
 * Shows how far automatic captions are, live. Attributes: `video-id`; `shown`, the ids of the elements that show
 * what has come of it at the end; `told`, the id of the element that says so to screen readers.
 */
export class CaptionsProgress extends LiveProgress<Progress> {
  static override properties = { shown: {}, told: {} };
  declare shown: string;
  declare told: string;
  protected override readonly lost = LOST;

  constructor() {
    super();
    this.shown = "";
    this.told = "";
  }

  protected override follow(signal: AbortSignal, tell: (progress: Progress) => void): Promise<void> {
    return followCaptions({ id: this.videoId }, signal, tell);
  }

  protected override async showAnew(): Promise<void> {
    const state = this.progress?.state ?? "";
    if (!FINAL.has(state)) return;
    const elements = this.shown.split(" ").map((id) => document.getElementById(id));
    try {
      await refresh(elements.filter((element) => element !== null));
    } catch {
      this.failure = LOST;
      return;
    }
    const told = document.getElementById(this.told);
    if (told !== null) told.textContent = TOLD[state] ?? "";
  }

  protected override render(): TemplateResult {
    const running = this.progress?.state === "RUNNING" ? this.progress.fraction : undefined;
    const text = running === undefined ? "Der Auftrag wartet auf die Verarbeitung." : `${Math.floor(running * 100).toString()} %`;
    return this.bar("Die automatischen Untertitel werden geschrieben", running, text);
  }
}
