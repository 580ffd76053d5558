import { html, LitElement, nothing, type TemplateResult } from "lit";

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
export class CaptionsProgress extends LitElement {
  static override properties = {
    videoId: { attribute: "video-id" },
    shown: {},
    told: {},
    progress: { state: true },
    failure: { state: true },
  };
  declare videoId: string;
  declare shown: string;
  declare told: string;
  declare progress: Progress | null;
  declare failure: string;
  private leaving = new AbortController();

  constructor() {
    super();
    this.videoId = "";
    this.shown = "";
    this.told = "";
    this.progress = null;
    this.failure = "";
  }

  /** In the page itself, so that the site's styles apply. */
  protected override createRenderRoot(): HTMLElement {
    this.replaceChildren();
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.leaving = new AbortController();
    followCaptions({ id: this.videoId }, this.leaving.signal, (progress) => { void this.tell(progress); }).catch(() => { this.failure = LOST; });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.leaving.abort();
  }

  private async tell(progress: Progress): Promise<void> {
    this.progress = progress;
    if (!FINAL.has(progress.state)) return;
    this.leaving.abort();
    const elements = this.shown.split(" ").map((id) => document.getElementById(id));
    try {
      await refresh(elements.filter((element) => element !== null));
    } catch {
      this.failure = LOST;
      return;
    }
    const told = document.getElementById(this.told);
    if (told !== null) told.textContent = TOLD[progress.state] ?? "";
  }

  protected override render(): TemplateResult {
    if (this.failure) return html`<p class="notice notice--warn" role="alert">${this.failure}</p>`;
    const running = this.progress?.state === "RUNNING";
    const percent = Math.floor((this.progress?.fraction ?? 0) * 100).toString();
    const text = running ? `${percent} %` : "Der Auftrag wartet auf die Verarbeitung.";
    return html`
      <label class="progress">
        <span>Die automatischen Untertitel werden geschrieben</span>
        <progress max="1" value=${running ? this.progress?.fraction ?? nothing : nothing}>${text}</progress>
        <output aria-live="off">${text}</output>
      </label>
    `;
  }
}
