/** The chapters of a video, from its track. */
export class Chapters {
  private readonly element: HTMLTrackElement | null;

  constructor(video: HTMLVideoElement) {
    this.element = video.querySelector('track[kind="chapters"]');
  }

  get track(): TextTrack | undefined {
    return this.element?.track;
  }

  get language(): string {
    return this.element?.srclang ?? "";
  }

  get all(): VTTCue[] {
    return [...(this.track?.cues ?? [])].filter((cue) => cue instanceof VTTCue);
  }

  /** When the chapter begins that is played; −1 where there is none. */
  get now(): number {
    return this.track?.activeCues?.[0]?.startTime ?? -1;
  }
}
