import { html, LitElement, nothing, type TemplateResult } from "lit";

import { refresh } from "./page";
import { Sending } from "./sending";
import { percent, sentence, size } from "./upload-wording";

const ACCEPTED = "video/*,audio/*,.mkv,.mxf,.mts,.m2ts,.ts,.vob,.h264";

/**
 * Sends a file of a video from the browser. Attributes: `video-id`; `track` and `file`, as GraphQL names it and as people
 * do; `shown`, the ids of the elements that show the file once it has arrived; `about`, the id of what is to be known.
 */
export class VideoUpload extends LitElement {
  static override properties = {
    videoId: { attribute: "video-id" },
    track: {},
    file: {},
    shown: {},
    about: {},
  };
  declare videoId: string;
  declare track: string;
  declare file: string;
  declare shown: string;
  declare about: string;
  private readonly sending = new Sending(() => this.target, { takeRevision: () => refresh([]), showAnew: () => this.showAnew() });
  private focused = false;

  constructor() {
    super();
    this.videoId = "";
    this.track = "MAIN";
    this.file = "";
    this.shown = "";
    this.about = "";
    this.sending.addEventListener("change", () => { this.requestUpdate(); });
  }

  /** In the page itself, so that the site's styles and forms apply. */
  protected override createRenderRoot(): HTMLElement {
    this.replaceChildren();
    return this;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.sending.pause();
  }

  private get target(): { id: string; track: string } {
    return { id: this.videoId, track: this.track };
  }

  private async showAnew(): Promise<void> {
    const elements = this.shown.split(" ").map((id) => document.getElementById(id));
    await refresh(elements.filter((element) => element !== null));
  }

  private readonly choose = (event: SubmitEvent): void => {
    event.preventDefault();
    const file = this.querySelector<HTMLInputElement>("input[type=file]")?.files?.[0];
    if (file !== undefined) void this.sending.start(file);
  };

  protected override willUpdate(): void {
    this.focused = this.contains(document.activeElement);
  }

  /** Whoever pressed a button that is gone stays in its place. */
  protected override updated(): void {
    if (this.focused && !this.contains(document.activeElement)) this.querySelector<HTMLElement>("[role=group]")?.focus();
  }

  protected override render(): TemplateResult {
    const { state, told, failure } = this.sending;
    return html`<div class="upload" role="group" aria-label="${this.file}: Datei senden" tabindex="-1">
      <p role="status" class=${state === "sending" || told === "" ? "hidden" : "notice"}>${told}</p>
      ${failure === "" ? nothing : html`<p class="notice notice--error" role="alert">${failure}</p>`}
      ${state === "idle" ? this.chooser() : nothing}
      ${state === "sending" || state === "halted" ? this.course() : nothing}
    </div>`;
  }

  private chooser(): TemplateResult {
    return html`<form class="form" @submit=${this.choose}>
      <label>${this.file}: Datei wählen<input type="file" accept=${ACCEPTED} required aria-describedby=${this.about || nothing}></label>
      <button class="button">Senden<span class="hidden">(${this.file})</span></button>
    </form>`;
  }

  private course(): TemplateResult {
    const { sent, file, state } = this.sending;
    const text = sent === null ? "Die Datei wird angemeldet …" : sentence(sent);
    const doing = state === "sending" ? "wird gesendet" : "ist angehalten";
    return html`
      <label class="progress">
        <span>${file?.name} (${size(file?.size ?? 0)}) ${doing}</span>
        <progress max="1" value=${sent === null ? nothing : sent.bytes / sent.total}>${sent === null ? "" : percent(sent)}</progress>
      </label>
      <p class="upload__amount">${text}</p>
      <button type="button" class="button button--quiet" @click=${() => { this.sending.toggle(); }}>${state === "sending" ? "Anhalten" : "Weiter senden"}<span class="hidden">(${this.file})</span></button>
      <details class="withdraw"><summary>Senden abbrechen …</summary>
        <p>Was von der neuen Datei schon angekommen ist, wird verworfen.</p>
        <button type="button" class="button button--danger" @click=${() => void this.sending.cancel()}>Jetzt abbrechen<span class="hidden">(${this.file})</span></button>
      </details>
    `;
  }
}
