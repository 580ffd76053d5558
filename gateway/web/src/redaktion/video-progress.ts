import type { TemplateResult } from "lit";

import { LiveProgress } from "./live-progress";
import { refresh } from "./page";
import { goOnAt, isReplaceable, placeIn } from "./preview";
import { FINAL, follow, type Progress } from "./progress";
import { sentence } from "./wording";

const LOST =
  "Der Fortschritt lässt sich gerade nicht verfolgen. Die Verarbeitung läuft trotzdem weiter. Laden Sie die Seite neu, um den Stand zu sehen.";

/**
 * Shows how far a file's processing is, live. Attributes: `video-id`, and `track` as GraphQL names
 * it. The end is shown in the `.file` around it, and the first that plays in the element after that.
 */
export class VideoProgress extends LiveProgress<Progress> {
  static override properties = { track: {} };
  declare track: string;
  protected override readonly lost = LOST;
  private showing = false;
  private news = 0;

  constructor() {
    super();
    this.track = "MAIN";
  }

  protected override follow(signal: AbortSignal, tell: (progress: Progress) => void): Promise<void> {
    return follow({ id: this.videoId, track: this.track }, signal, tell);
  }

  /** What of the page is out of date by the last news. */
  private outdated(file: Element): Element[] {
    const { progress } = this;
    const preview = file.nextElementSibling;
    if (progress === null || preview === null) return [];
    const changed = isReplaceable(preview, progress, () => void this.showAnew()) ? [preview] : [];
    return FINAL.has(progress.state) ? [file, ...changed] : changed;
  }

  /** News that come while the page is fetched are shown after that, the end above all. */
  protected override async showAnew(): Promise<void> {
    this.news += 1;
    if (this.showing) return;
    this.showing = true;
    let shown: number;
    try {
      do {
        shown = this.news;
        await this.showOutdated();
      } while (shown !== this.news);
    } catch {
      this.failure = LOST;
    } finally {
      this.showing = false;
    }
  }

  private async showOutdated(): Promise<void> {
    const file = this.closest(".file");
    const elements = file === null ? [] : this.outdated(file);
    if (file === null || elements.length === 0) return;
    const status = file.previousElementSibling;
    const preview = file.nextElementSibling?.id ?? "";
    const watched = placeIn(preview);
    await refresh(elements);
    goOnAt(preview, watched);
    const state = document.getElementById(file.id)?.querySelector(".file__state");
    if (status !== null) status.textContent = state?.textContent ?? this.playable;
  }

  private get playable(): string {
    const silent = this.progress?.previewIsSilent === true;
    return silent ? "Die Vorschau lässt sich jetzt ohne Ton ansehen." : "Die Vorschau lässt sich jetzt abspielen.";
  }

  protected override render(): TemplateResult {
    const { progress } = this;
    const text = progress === null ? "Warte auf den ersten Stand …" : sentence(progress);
    return this.bar("Die Datei wird für alle Geräte umgewandelt", progress?.fraction, text);
  }
}
