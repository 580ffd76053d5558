import "media-chrome/dist/lang/de.js";
import "./controls";

import type Hls from "hls.js";
import { html, LitElement, nothing, type TemplateResult } from "lit";

import { addChaptersTrack, chaptersAsVtt, chaptersOf } from "./chapters";
import { type Addresses, connect, playsNatively, takeSources } from "./hls";
import { styles } from "./styles";
import { markLine, showTranscript } from "./transcript";

/**
 * Gives a server-rendered `<video controls>` accessible controls and HLS.
 * Attributes: `duration` in seconds, `chapters` and `transcript`: ids of the elements beside it.
 */
export class HubPlayer extends LitElement {
  static override styles = styles;
  static override properties = {
    duration: { type: Number },
    chapters: { type: String },
    transcript: { type: String },
    failure: { state: true },
  };
  declare duration: number;
  declare chapters: string;
  declare transcript: string;
  declare failure: string;
  private readonly leaving = new AbortController();
  private hls: Hls | null = null;
  private sources: Addresses | null = null;
  private connecting: Promise<void> | null = null;
  private wanted = false;

  constructor() {
    super();
    this.duration = 0;
    this.chapters = "";
    this.transcript = "";
    this.failure = "";
  }

  private get video(): HTMLVideoElement | null {
    return this.querySelector("video");
  }

  override connectedCallback(): void {
    super.connectedCallback();
    const { video } = this;
    if (video === null) return;
    video.slot = "media";
    video.removeAttribute("controls");
    if (!playsNatively(video)) this.sources = takeSources(video);
    this.listen(video);
    this.offerChapters(video);
    this.offerTranscript(video);
    this.openAtHash();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.leaving.abort();
    this.hls?.destroy();
  }

  private listen(video: HTMLVideoElement): void {
    const { signal } = this.leaving;
    const prepare = () => void this.prepare();
    for (const event of ["pointerenter", "focusin"]) this.addEventListener(event, prepare, { signal, once: true });
    video.addEventListener("play", prepare, { signal, once: true });
    video.addEventListener("play", () => { this.wanted = true; }, { signal });
    video.addEventListener("pause", () => { this.wanted = false; }, { signal });
    window.addEventListener("hashchange", () => { this.openAtHash(); }, { signal });
  }

  /** Connects the stream once; the page itself loads no byte of video before somebody asks. */
  private prepare(): Promise<void> {
    this.connecting ??= this.connectStream();
    return this.connecting;
  }

  private async connectStream(): Promise<void> {
    const { video, sources } = this;
    if (video === null || sources === null) return;
    try {
      this.hls = await connect(video, sources, (error) => { this.failure = error.message; });
    } catch {
      this.connecting = null;
      this.failure = "Das Abspielprogramm konnte nicht geladen werden. Bitte prüfen Sie Ihre Verbindung.";
      return;
    }
    this.failure = "";
    // Somebody pressed play while the script was on its way.
    if (this.wanted && video.paused) await video.play();
  }

  private offerChapters(video: HTMLVideoElement): void {
    const list = document.getElementById(this.chapters);
    const chapters = chaptersOf(list);
    if (chapters.length > 0) addChaptersTrack(video, chaptersAsVtt(chapters, this.duration));
    list?.addEventListener("click", (event) => { this.followChapter(event); }, { signal: this.leaving.signal });
  }

  private followChapter(event: Event): void {
    const link = (event.target as Element).closest<HTMLElement>("a[data-seconds]");
    if (link === null) return;
    event.preventDefault();
    void this.jump(Number(link.dataset["seconds"]));
  }

  private offerTranscript(video: HTMLVideoElement): void {
    const place = document.getElementById(this.transcript);
    const element = video.querySelector<HTMLTrackElement>('track[kind="captions"]');
    if (place === null || element === null) return;
    const { track } = element;
    const { signal } = this.leaving;
    const show = () => { showTranscript(place, track, (seconds) => void this.jump(seconds)); };
    // Switched off, the captions still feed the transcript.
    const keep = () => { if (track.mode === "disabled") track.mode = "hidden"; };
    keep();
    video.textTracks.addEventListener("change", keep, { signal });
    element.addEventListener("load", show, { signal });
    if (element.readyState === HTMLTrackElement.LOADED) show();
    video.addEventListener("timeupdate", () => { markLine(place, track, video.currentTime); }, { signal });
  }

  /** An address that ends in `#t=83` opens at that second. */
  private openAtHash(): void {
    const match = /^#t=(\d+(?:\.\d+)?)$/.exec(window.location.hash);
    if (match !== null) void this.jump(Number(match[1]), false);
  }

  async jump(seconds: number, play = true): Promise<void> {
    const { video } = this;
    if (video === null) return;
    await this.prepare();
    video.currentTime = seconds;
    this.scrollIntoView({ block: "nearest" });
    if (play) await video.play();
  }

  /** The captions button tells whether it is on; only a switch may do so. */
  protected override firstUpdated(): void {
    this.renderRoot.querySelector("media-captions-button")?.setAttribute("role", "switch");
  }

  protected override render(): TemplateResult {
    return html`
      <media-controller lang="de" novolumepref nomutedpref nosubtitleslangpref defaultduration=${this.duration || nothing}>
        <slot name="media" slot="media"></slot>
        <media-loading-indicator slot="centered-chrome" noautohide></media-loading-indicator>
        <media-control-bar><media-time-range></media-time-range></media-control-bar>
        <media-control-bar>
          <media-play-button></media-play-button>
          <media-seek-backward-button seekoffset="10"></media-seek-backward-button>
          <media-seek-forward-button seekoffset="10"></media-seek-forward-button>
          <media-mute-button></media-mute-button>
          <media-volume-range></media-volume-range>
          <media-time-display showduration></media-time-display>
          <span class="grow"></span>
          <media-captions-button></media-captions-button>
          <media-playback-rate-button rates="0.5 0.75 1 1.25 1.5 2"></media-playback-rate-button>
          <media-pip-button></media-pip-button>
          <media-fullscreen-button></media-fullscreen-button>
        </media-control-bar>
      </media-controller>
      ${this.failure ? html`<p class="failure" role="alert">${this.failure} Sie können das Video unten herunterladen.</p>` : nothing}
    `;
  }
}
