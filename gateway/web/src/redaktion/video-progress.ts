import { html, LitElement, nothing, type TemplateResult } from "lit";

import { refresh } from "./page";
import { follow, type Progress } from "./progress";
import { sentence } from "./wording";

const FINAL = new Set(["READY", "FAILED", "CANCELLED"]);
const LOST =
  "Der Fortschritt lässt sich gerade nicht verfolgen. Die Verarbeitung läuft trotzdem weiter. Laden Sie die Seite neu, um den Stand zu sehen.";

/**
 * Shows how far a file's processing is, live. Attributes: `video-id`, and `track` as GraphQL names
 * it. The end is shown in the `.file` around it, and the first that plays in the element after that.
 */
export class VideoProgress extends LitElement {
  static override properties = {
    videoId: { attribute: "video-id" },
    track: {},
    progress: { state: true },
    failure: { state: true },
  };
  declare videoId: string;
  declare track: string;
  declare progress: Progress | null;
  declare failure: string;
  private leaving = new AbortController();
  private showing = false;

  constructor() {
    super();
    this.videoId = "";
    this.track = "MAIN";
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
    const file = { id: this.videoId, track: this.track };
    follow(file, this.leaving.signal, (progress) => { this.tell(progress); }).catch(() => { this.failure = LOST; });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.leaving.abort();
  }

  private tell(progress: Progress): void {
    this.progress = progress;
    const final = FINAL.has(progress.state);
    const file = this.closest(".file");
    if (file === null) return;
    const empty = this.previewWithoutPlayer(file);
    const preview = empty !== null && progress.previewUrl !== null ? [empty] : [];
    if (final) {
      this.leaving.abort();
      void this.showAnew(file, [file, ...preview]);
    } else if (preview.length > 0) void this.showAnew(file, preview);
  }

  /** A player that is there stays: somebody may be watching. */
  private previewWithoutPlayer(file: Element): Element | null {
    const preview = file.nextElementSibling;
    return preview?.querySelector("hub-player") === null ? preview : null;
  }

  private async showAnew(file: Element, elements: Element[]): Promise<void> {
    if (this.showing) return;
    this.showing = true;
    const status = file.previousElementSibling;
    try {
      await refresh(elements);
      const state = document.getElementById(file.id)?.querySelector(".file__state");
      if (status !== null) status.textContent = state?.textContent ?? "Die Vorschau lässt sich jetzt abspielen.";
    } catch {
      this.failure = LOST;
    } finally {
      this.showing = false;
    }
  }

  protected override render(): TemplateResult {
    if (this.failure) return html`<p class="notice notice--warn" role="alert">${this.failure}</p>`;
    const { progress } = this;
    const text = progress === null ? "Warte auf den ersten Stand …" : sentence(progress);
    return html`
      <label class="progress">
        <span>Die Datei wird für alle Geräte umgewandelt</span>
        <progress max="1" value=${progress?.fraction ?? nothing}>${text}</progress>
        <output aria-live="off">${text}</output>
      </label>
    `;
  }
}
