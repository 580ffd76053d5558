import { html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from "lit";

import { FINAL } from "./progress";

/** An element that follows, live, what is told of a video until it ends. Attribute: `video-id`. */
export abstract class LiveProgress<T extends { state: string }> extends LitElement {
  static override properties: PropertyDeclarations = {
    videoId: { attribute: "video-id" },
    progress: { state: true },
    failure: { state: true },
  };
  declare videoId: string;
  declare progress: T | null;
  declare failure: string;
  private leaving = new AbortController();

  constructor() {
    super();
    this.videoId = "";
    this.progress = null;
    this.failure = "";
  }

  /** What is said where nothing more is heard. */
  protected abstract readonly lost: string;
  protected abstract follow(signal: AbortSignal, tell: (progress: T) => void): Promise<void>;
  /** Brings the rest of the page up to date with the last news. */
  protected abstract showAnew(): Promise<void>;

  /** In the page itself, so that the site's styles and forms apply. */
  protected override createRenderRoot(): HTMLElement {
    this.replaceChildren();
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.leaving = new AbortController();
    this.follow(this.leaving.signal, (progress) => { this.tell(progress); }).catch(() => { this.failure = this.lost; });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.leaving.abort();
  }

  private tell(progress: T): void {
    this.progress = progress;
    if (FINAL.has(progress.state)) this.leaving.abort();
    void this.showAnew();
  }

  /** A bar, or why there is none; without a fraction it says that nobody knows. */
  protected bar(label: string, fraction: number | undefined, text: string): TemplateResult {
    if (this.failure) return html`<p class="notice notice--warn" role="alert">${this.failure}</p>`;
    return html`
      <label class="progress">
        <span>${label}</span>
        <progress max="1" value=${fraction ?? nothing}>${text}</progress>
        <output aria-live="off">${text}</output>
      </label>
    `;
  }
}
