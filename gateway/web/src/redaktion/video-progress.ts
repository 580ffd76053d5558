import { html, LitElement, nothing, type TemplateResult } from "lit";

import { follow, type Progress } from "./progress";

const FINAL = new Set(["READY", "FAILED"]);

function remaining(seconds: number | null): string {
  if (seconds === null) return "";
  if (seconds < 60) return "noch weniger als eine Minute";
  const minutes = Math.round(seconds / 60);
  return minutes === 1 ? "noch etwa eine Minute" : `noch etwa ${minutes.toString()} Minuten`;
}

function sentence(progress: Progress): string {
  const percent = `${Math.floor(progress.fraction * 100).toString()} %`;
  return [percent, remaining(progress.remainingSeconds)].filter(Boolean).join(", ");
}

/** Shows how far a video's processing is, live. Attribute `video-id`: the id of the video. */
export class VideoProgress extends LitElement {
  static override properties = {
    videoId: { attribute: "video-id" },
    progress: { state: true },
    failure: { state: true },
  };
  declare videoId: string;
  declare progress: Progress | null;
  declare failure: string;
  private leaving = new AbortController();

  constructor() {
    super();
    this.videoId = "";
    this.progress = null;
    this.failure = "";
  }

  /** In the page itself, so that the site's styles and forms apply. */
  protected override createRenderRoot(): HTMLElement {
    this.replaceChildren();
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.leaving = new AbortController();
    follow(this.videoId, this.leaving.signal, (progress) => { this.tell(progress); }).catch(() => {
      this.failure = "Der Fortschritt lässt sich gerade nicht verfolgen. Die Verarbeitung läuft trotzdem weiter. Laden Sie die Seite neu, um den Stand zu sehen.";
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.leaving.abort();
  }

  private tell(progress: Progress): void {
    this.progress = progress;
    if (!FINAL.has(progress.state)) return;
    this.leaving.abort();
    window.location.reload();
  }

  protected override render(): TemplateResult {
    if (this.failure) return html`<p class="notice notice--warn" role="alert">${this.failure}</p>`;
    const { progress } = this;
    const text = progress === null ? "Warte auf den ersten Stand …" : sentence(progress);
    return html`
      <label class="progress">
        <span>Das Video wird für alle Geräte umgerechnet</span>
        <progress max="1" value=${progress?.fraction ?? nothing}>${text}</progress>
        <output>${text}</output>
      </label>
      ${progress?.message ? html`<p>${progress.message}</p>` : nothing}
    `;
  }
}
