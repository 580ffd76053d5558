import "media-chrome/dist/lang/de.js";
import "./controls";

import { html, LitElement, nothing, type TemplateResult } from "lit";
import type MediaController from "media-chrome/dist/media-controller.js";

import { speaks } from "../messages/words";
import { type BarHost, bars, type PanelName } from "./bars";
import { Film } from "./film";
import { handleKey } from "./keys";
import { Memory } from "./memory";
import { followMoments } from "./moments";
import { Operation, type Surroundings } from "./operation";
import type { Panel } from "./panel";
import type { PanelHost } from "./panels";
import { notices, picture } from "./picture";
import { spoken, transcriptBelow, transcriptIn } from "./reading";
import { styles } from "./styles";
import { switchesOf } from "./switches";
import type { Transcript } from "./transcript";

/**
 * Gives a server-rendered `<video controls>` accessible controls and HLS. All attributes may be left out:
 * `duration` in seconds; `film`, a name to remember the place by; `page`, the address for links;
 * `described`: there is an audio description; `signing`: the address of the film in sign language;
 * `chapters` and `transcript`: ids of the elements beside it.
 */
export class HubPlayer extends LitElement implements Surroundings, PanelHost, BarHost {
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
    windows: { state: true },
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
  declare private windows: typeof import("./windows") | null;
  private readonly leaving = new AbortController();
  private watched: Film | null = null;
  private operation: Operation | null = null;
  private besides: Transcript | null = null;
  private left: Element | null = null;
  private focused: Element | null = null;

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
    this.windows = null;
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
    const { signal } = this.leaving;
    const place = document.getElementById(this.transcript);
    if (place !== null && film.captions.chosen !== null) this.besides = transcriptIn(place, (seconds) => { this.jump(seconds); });
    followMoments(document.getElementById(this.chapters), (seconds, play) => { this.jump(seconds, play); }, signal);
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
    film.video.addEventListener("play", prepare, { ...options, once: true });
    const update = () => { this.requestUpdate(); };
    film.addEventListener("change", update, options);
    film.captions.addEventListener("cues", update, options);
    for (const track of film.video.querySelectorAll("track")) track.addEventListener("load", update, options);
    film.chapters.track?.addEventListener("cuechange", update, options);
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
      this.windows = await import("./windows");
    } catch {
      this.panel = null;
      this.watched?.fail("script");
    }
  }

  jump(seconds: number, play = true): void {
    this.scrollIntoView({ block: "nearest" });
    void this.watched?.jump(seconds, play);
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
    this.nameController();
  }

  /** The base names all players alike as soon as they stand; a page may hold several. */
  private nameController(): void {
    const { controller } = this;
    const film = this.watched?.video.ariaLabel ?? "";
    if (controller !== null && film !== "") controller.ariaLabel = `${controller.ariaLabel ?? ""}: ${film}`;
  }

  protected override willUpdate(): void {
    this.focused = this.shadowRoot?.activeElement ?? null;
  }

  protected override updated(): void {
    if (this.focused?.isConnected === false) this.renderRoot.querySelector<HTMLElement>(heirOf(this.focused))?.focus();
    if (this.besides !== null && this.watched !== null) Object.assign(this.besides, spoken(this.watched.captions));
  }

  protected override render(): TemplateResult | typeof nothing {
    const { watched, operation } = this;
    if (watched === null || operation === null) return nothing;
    return html`
      <div id="frame" class="frame" lang=${speaks()} @keydown=${(event: KeyboardEvent) => { handleKey(event, operation); }}>
        ${picture(watched, this.duration, this.signing)}
        ${notices(watched)}
        <div class="bars">${bars(switchesOf(watched, operation, this), watched.chapters.all.length > 0, this)}</div>
        ${this.windows?.panels(watched, this)}
        <output class="unseen">${this.announced}</output>
      </div>
      ${this.besides === null && watched.captions.chosen !== null ? transcriptBelow(watched.captions, (seconds) => { this.jump(seconds); }) : nothing}
    `;
  }
}

/** The control that goes on with the focus where the one that had it has gone. */
function heirOf({ localName }: Element): string {
  return localName === "sign-picture" ? ".switch.signing" : "media-play-button";
}
