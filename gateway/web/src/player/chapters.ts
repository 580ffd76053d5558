/** The chapters of a video, from its track. */
export class Chapters {
  readonly track: TextTrack | undefined;

  constructor(video: HTMLVideoElement) {
    this.track = video.querySelector<HTMLTrackElement>('track[kind="chapters"]')?.track;
  }

  get all(): VTTCue[] {
    return [...(this.track?.cues ?? [])].filter((cue) => cue instanceof VTTCue);
  }

  /** When the chapter begins that is played; −1 where there is none. */
  get now(): number {
    return this.track?.activeCues?.[0]?.startTime ?? -1;
  }
}
