/**
 * The captions of a video. The player draws them itself: only so do size, colours and place look
 * alike in every browser. The tracks stay `hidden`, which still tells of their cues; where the
 * system draws (an iPhone's full screen, picture in picture), they are lent to it.
 * Tells `change`, when another language is chosen or captions are switched, and `cues`.
 */
export class Captions extends EventTarget {
  readonly elements: readonly HTMLTrackElement[];
  chosen: HTMLTrackElement | null;
  shown: boolean;
  /** All lines of the language that is chosen; empty until they are loaded. */
  all: VTTCue[] = [];
  private lent = false;

  constructor(private readonly video: HTMLVideoElement, signal: AbortSignal) {
    super();
    this.elements = [...video.querySelectorAll<HTMLTrackElement>('track[kind="captions"], track[kind="subtitles"]')];
    this.chosen = this.elements.find((element) => element.default) ?? this.elements[0] ?? null;
    this.shown = this.chosen?.default ?? false;
    for (const element of this.elements) this.follow(element, signal);
    this.listen(signal);
    this.settle();
    this.read();
  }

  get language(): string {
    return this.chosen?.srclang ?? "";
  }

  /** What is said now. */
  get now(): VTTCue[] {
    return spokenIn(this.chosen?.track.activeCues);
  }

  choose(language: string): void {
    this.chosen = this.elements.find((element) => element.srclang === language) ?? this.chosen;
    this.show(true);
  }

  show(shown: boolean): void {
    this.shown = shown && this.chosen !== null;
    this.settle();
    this.read();
  }

  private follow(element: HTMLTrackElement, signal: AbortSignal): void {
    element.default = false;
    const tell = () => { if (element === this.chosen) this.dispatchEvent(new Event("cues")); };
    element.track.addEventListener("cuechange", tell, { signal });
    element.addEventListener("load", () => { if (element === this.chosen) this.read(); }, { signal });
  }

  private read(): void {
    this.all = spokenIn(this.chosen?.track.cues);
    this.dispatchEvent(new Event("change"));
  }

  private listen(signal: AbortSignal): void {
    const { video } = this;
    const lend = (lent: boolean) => () => { this.lent = lent; this.settle(); };
    for (const event of ["webkitbeginfullscreen", "enterpictureinpicture"]) video.addEventListener(event, lend(true), { signal });
    for (const event of ["webkitendfullscreen", "leavepictureinpicture"]) video.addEventListener(event, lend(false), { signal });
    video.textTracks.addEventListener("change", () => { if (!this.lent) this.settle(); }, { signal });
  }

  /** Sets the mode of each track; those that a stream brings itself would be shown twice. */
  private settle(): void {
    const mode = this.lent && this.shown ? "showing" : "hidden";
    for (const track of this.video.textTracks) {
      if (track.kind !== "captions" && track.kind !== "subtitles") continue;
      const wanted = track === this.chosen?.track ? mode : "disabled";
      if (track.mode !== wanted) track.mode = wanted;
    }
  }
}

function spokenIn(cues: TextTrackCueList | null | undefined): VTTCue[] {
  return [...(cues ?? [])].filter((cue) => cue instanceof VTTCue);
}
