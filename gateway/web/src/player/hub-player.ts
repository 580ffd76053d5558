import "media-chrome/dist/lang/de.js";
import "./controls";

import { html, LitElement, nothing, type TemplateResult } from "lit";
import type MediaController from "media-chrome/dist/media-controller.js";

import { type Bars, bars, type PanelName, type Switch } from "./bars";
import { momentOf } from "./clock";
import { Film } from "./film";
import { handleKey } from "./keys";
import { Memory } from "./memory";
import { Operation, type Surroundings } from "./operation";
import type { Panel } from "./panel";
import { panels, type PanelHost } from "./panels";
import { notices, picture } from "./picture";
import { styles } from "./styles";
import { Transcript } from "./transcript";

/**
 * Gives a server-rendered `<video controls>` accessible controls and HLS. All attributes may be left out:
 * `duration` in seconds; `film`, a name to remember the place by; `page`, the address for links;
 * `described`: there is an audio description; `signing`: the address of the film in sign language;
 * `chapters` and `transcript`: ids of the elements beside it.
 */
export class HubPlayer extends LitElement implements Surroundings, PanelHost {
  static override styles = styles;
  static override properties = {
    duration: { type: Number },
    film: {},
    page: {},
    described: { type: Boolean },
    signing: {},
    chapters: {},
    transcript: {},
    panel: { state: true },
    announced: { state: true },
  };
  declare duration: number;
  declare film: string;
  declare page: string;
  declare described: boolean;
  declare signing: string;
  declare chapters: string;
  declare transcript: string;
  declare panel: PanelName | null;
  declare announced: string;
  private readonly leaving = new AbortController();
  private watched: Film | null = null;
  private operation: Operation | null = null;
  private besides: Transcript | null = null;
  private left: Element | null = null;

  constructor() {
    super();
    this.duration = 0;
    this.film = "";
    this.page = "";
    this.described = false;
    this.signing = "";
    this.chapters = "";
    this.transcript = "";
    this.panel = null;
    this.announced = "";
  }

  override connectedCallback(): void {
    super.connectedCallback();
    const video = this.querySelector("video");
    if (video === null) return;
    video.slot = "media";
    video.removeAttribute("controls");
    const film = new Film(video, new Memory(this.film), this.leaving.signal);
    this.watched = film;
    this.operation = new Operation(film, this);
    this.listen(film);
    this.layTranscript();
    this.openAtHash();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.leaving.abort();
    this.watched?.stream.close();
  }

  get controller(): HTMLElement | null {
    return this.renderRoot.querySelector("media-controller");
  }

  get canDescribe(): boolean {
    return this.described || this.watched?.hasDescription === true;
  }

  get canSign(): boolean {
    return this.signing !== "";
  }

  showHelp(): void {
    this.toggle("help");
  }

  announce(text: string): void {
    this.announced = text;
  }

  private listen(film: Film): void {
    const options = { signal: this.leaving.signal };
    const prepare = () => { this.prepare(film); };
    for (const event of ["pointerenter", "focusin"]) this.addEventListener(event, prepare, { ...options, once: true });
    const update = () => { this.requestUpdate(); };
    film.addEventListener("change", update, options);
    film.captions.addEventListener("cues", update, options);
    for (const track of film.video.querySelectorAll("track")) track.addEventListener("load", update, options);
    this.chapterTrack?.addEventListener("cuechange", update, options);
    window.addEventListener("hashchange", () => { this.openAtHash(); }, options);
    document.getElementById(this.chapters)?.addEventListener("click", (event) => { this.followChapter(event); }, options);
  }

  /** What only serves watching is loaded when somebody wants to watch. */
  private prepare(film: Film): void {
    const pictures = [...film.video.textTracks].find(({ label }) => label === "thumbnails");
    if (pictures !== undefined) pictures.mode = "hidden";
    void this.loadWindows();
    void film.prepare();
  }

  private async loadWindows(): Promise<void> {
    try {
      await import("./windows");
    } catch {
      this.watched?.fail("script");
    }
  }

  get chapterTrack(): TextTrack | undefined {
    return this.querySelector<HTMLTrackElement>('track[kind="chapters"]')?.track;
  }

  get chapterCues(): VTTCue[] {
    return [...(this.chapterTrack?.cues ?? [])].filter((cue) => cue instanceof VTTCue);
  }

  private followChapter(event: Event): void {
    const link = (event.target as Element).closest<HTMLElement>("a[data-seconds]");
    if (link === null) return;
    event.preventDefault();
    this.jump(Number(link.dataset["seconds"]));
  }

  /** An address that ends in `#t=83` opens at that second. */
  private openAtHash(): void {
    const moment = momentOf(window.location.hash);
    if (moment !== null) this.jump(moment, false);
  }

  jump(seconds: number, play = true): void {
    this.scrollIntoView({ block: "nearest" });
    void this.watched?.jump(seconds, play);
  }

  /** The transcript stands where the page has a place for it, else below the controls. */
  private layTranscript(): void {
    const place = document.getElementById(this.transcript);
    if (place === null || this.watched?.captions.chosen == null) return;
    this.besides = new Transcript();
    this.besides.addEventListener("jump", (event) => { this.jump((event as CustomEvent<number>).detail); });
    (place.querySelector("[data-cues]") ?? place).replaceChildren(this.besides);
    place.hidden = false;
  }

  toggle(panel: PanelName): void {
    if (this.panel === null) this.left = (this.renderRoot as ShadowRoot).activeElement;
    this.panel = this.panel === panel ? null : panel;
    void this.loadWindows().then(() => this.moveFocus());
  }

  /** Into the window that opened; back to where it was when it closes. */
  private async moveFocus(): Promise<void> {
    await this.updateComplete;
    if (this.panel !== null) await this.renderRoot.querySelector<Panel>(`.panel.${this.panel}`)?.enter();
    else if (this.left instanceof HTMLElement) this.left.focus();
  }

  /** Captions and controls go into full screen too; as an attribute, the base finds the frame too early. */
  protected override firstUpdated(): void {
    const controller = this.controller as MediaController | null;
    const frame = this.renderRoot.querySelector<HTMLElement>(".frame");
    if (controller !== null && frame !== null) controller.fullscreenElement = frame;
  }

  protected override updated(): void {
    const { besides, watched } = this;
    if (besides === null || watched === null) return;
    Object.assign(besides, this.spoken(watched));
  }

  private spoken({ captions }: Film): Pick<Transcript, "cues" | "language" | "moment"> {
    return { cues: captions.all, language: captions.language, moment: captions.now[0]?.startTime ?? -1 };
  }

  protected override render(): TemplateResult | typeof nothing {
    const { watched, operation } = this;
    if (watched === null || operation === null) return nothing;
    return html`
      <div id="frame" class="frame" @keydown=${(event: KeyboardEvent) => { handleKey(event, operation); }}>
        ${picture(watched, this.duration, this.signing)}
        ${notices(watched)}
        <div class="bars">${bars(this.barsOf(watched, operation))}</div>
        ${panels(watched, this)}
        <output class="unseen">${this.announced}</output>
      </div>
      ${this.besides === null && watched.captions.chosen !== null ? this.transcriptInside(watched) : nothing}
    `;
  }

  private barsOf(film: Film, operation: Operation): Bars {
    const switches: Switch[] = [
      { short: "UT", name: "Untertitel", there: film.captions.chosen !== null, on: film.captions.shown, toggle: () => { operation.toggleCaptions(); } },
      { short: "AD", name: "Audiodeskription", there: this.canDescribe, on: film.described, toggle: () => { operation.toggleDescription(); } },
      { short: "DGS", name: "Gebärdensprache", there: this.canSign, on: film.signed, toggle: () => { operation.toggleSigning(); } },
    ];
    return { switches, hasChapters: this.chapterCues.length > 0, open: this.panel, toggle: (panel) => { this.toggle(panel); } };
  }

  private transcriptInside(film: Film): TemplateResult {
    const { cues, language, moment } = this.spoken(film);
    return html`<details class="inside"><summary>Mitlesen</summary>
      <hub-transcript .cues=${cues} .language=${language} .moment=${moment} @jump=${(event: CustomEvent<number>) => { this.jump(event.detail); }}></hub-transcript>
    </details>`;
  }
}
