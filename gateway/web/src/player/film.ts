import { Captions } from "./captions";
import { Chapters } from "./chapters";
import type { Failure } from "./failure";
import { lookOf, type Look } from "./look";
import type { Memory, Preferences } from "./memory";
import { FASTEST, SLOWEST } from "./rates";
import { chooseDescription, hasDescription } from "./sound";
import { type Addresses, Stream, takeSources } from "./stream";

const KEEP_EVERY_SECONDS = 5;
/** So long, once it plays, it is said that it went on where it was left. */
const RESUME_TOLD_SECONDS = 10;

/** The film that is watched, and how the viewer wants it. Tells `change`. */
export class Film extends EventTarget {
  readonly addresses: Addresses;
  readonly stream: Stream;
  readonly captions: Captions;
  readonly chapters: Chapters;
  failure: Failure | null = null;
  look: Look = lookOf({});
  described = false;
  signed = false;
  /** Where it went on by itself, because the viewer wanted that; 0 otherwise. */
  resumedAt = 0;
  /** Where it begins: what was asked for comes before what is remembered. */
  private begin: number | null = null;
  private wanted = false;
  private keptAt = 0;

  constructor(readonly video: HTMLVideoElement, readonly memory: Memory, signal: AbortSignal) {
    super();
    this.addresses = takeSources(video);
    this.stream = new Stream(video, this.addresses);
    this.captions = new Captions(video, signal);
    this.chapters = new Chapters(video);
    this.recall(memory.preferences);
    this.listen(signal);
  }

  get hasDescription(): boolean {
    return hasDescription(this.stream);
  }

  /** Connects the stream once; the page itself loads no byte of film before somebody asks. */
  async prepare(asked?: number): Promise<void> {
    if (asked !== undefined) [this.begin, this.resumedAt] = [asked, 0];
    this.begin ??= this.resumedAt = this.memory.place;
    if (this.stream.hls === null && this.video.readyState === HTMLMediaElement.HAVE_NOTHING && this.begin > 0) this.goTo(this.begin);
    await this.stream.connect(this.begin);
    // Somebody pressed play while the script was on its way.
    if (this.wanted && this.video.paused) this.play();
  }

  async jump(seconds: number, play = true): Promise<void> {
    await this.prepare(seconds);
    this.goTo(seconds);
    if (play) this.play();
  }

  async retry(): Promise<void> {
    const { currentTime } = this.video;
    this.failure = null;
    this.wanted = true;
    this.tell();
    await this.prepare(currentTime);
    this.goTo(currentTime);
  }

  /** From the beginning, although it was left later. */
  restart(): void {
    this.resumedAt = 0;
    this.goTo(0);
    this.tell();
  }

  fail(failure: Failure): void {
    this.failure = failure;
    this.tell();
  }

  play(): void {
    // A play that is broken off, by a pause or a new source, rejects; failures come as `error`.
    this.video.play().catch(() => undefined);
  }

  togglePlay(): void {
    if (this.video.paused) this.play();
    else this.video.pause();
  }

  describe(described: boolean): void {
    this.described = described;
    chooseDescription(this.stream, described);
    this.changed();
  }

  sign(signed: boolean): void {
    this.signed = signed;
    this.changed();
  }

  adorn(look: Look): void {
    this.look = look;
    this.changed();
  }

  remember(wanted: boolean): void {
    if (wanted) this.memory.begin(this.preferences);
    else this.memory.forget();
    if (wanted) this.keepPlace();
    this.tell();
  }

  private get preferences(): Preferences {
    const { look, described, signed, captions, video } = this;
    return { look, described, signed, captions: captions.shown, language: captions.language, rate: video.playbackRate };
  }

  private recall({ look, described, signed, captions, language, rate }: Partial<Preferences>): void {
    this.look = look ?? this.look;
    this.described = described === true;
    this.signed = signed === true;
    if (typeof language === "string" && language !== "") this.captions.choose(language);
    if (typeof captions === "boolean") this.captions.show(captions);
    if (typeof rate === "number" && rate >= SLOWEST && rate <= FASTEST) this.video.defaultPlaybackRate = this.video.playbackRate = rate;
  }

  private listen(signal: AbortSignal): void {
    const { video, stream, captions } = this;
    const options = { signal };
    video.addEventListener("play", () => { this.wanted = true; void this.prepare(); }, options);
    video.addEventListener("pause", () => { this.wanted = false; this.keepPlace(); }, options);
    video.addEventListener("ratechange", () => { this.changed(); }, options);
    video.addEventListener("timeupdate", () => { this.pass(video.currentTime); }, options);
    window.addEventListener("pagehide", () => { this.keepPlace(); }, options);
    captions.addEventListener("change", () => { this.changed(); }, options);
    stream.addEventListener("change", () => { chooseDescription(stream, this.described); this.tell(); }, options);
    stream.addEventListener("failure", (event) => { this.fail((event as CustomEvent<Failure>).detail); }, options);
  }

  private pass(now: number): void {
    if (Math.abs(now - this.keptAt) > KEEP_EVERY_SECONDS) this.keepPlace();
    if (this.resumedAt === 0 || now < this.resumedAt + RESUME_TOLD_SECONDS) return;
    this.resumedAt = 0;
    this.tell();
  }

  private goTo(seconds: number): void {
    const { video } = this;
    const go = () => { video.currentTime = seconds; };
    if (video.readyState >= HTMLMediaElement.HAVE_METADATA) go();
    else video.addEventListener("loadedmetadata", go, { once: true });
  }

  private keepPlace(): void {
    const { video } = this;
    if (video.readyState < HTMLMediaElement.HAVE_METADATA) return;
    this.keptAt = video.currentTime;
    this.memory.keepPlace(video.currentTime, video.duration);
  }

  private changed(): void {
    this.memory.keepPreferences(this.preferences);
    this.tell();
  }

  private tell(): void {
    this.dispatchEvent(new Event("change"));
  }
}
