/** Further apart than this, the second picture jumps; in seconds. */
const JUMP = 0.4;
/** Closer than this, both are in step. */
const IN_STEP = 0.03;
/** How much faster or slower the second picture may run to catch up, as a part of the speed. */
const MOST_CORRECTION = 0.15;
/** A drift of a second would be made up in half a second. */
const EAGERNESS = 2;
const LOOK_EVERY_MS = 100;

/** Keeps a second, silent video at the place and speed of the first. */
export class InStep {
  private readonly ending = new AbortController();
  private readonly timer: number;

  constructor(
    private readonly main: HTMLVideoElement,
    private readonly second: HTMLVideoElement,
  ) {
    const { signal } = this.ending;
    const align = () => { this.align(); };
    for (const event of ["play", "playing", "pause", "waiting", "seeking", "seeked", "ratechange"]) main.addEventListener(event, align, { signal });
    second.addEventListener("loadedmetadata", align, { signal });
    this.timer = window.setInterval(align, LOOK_EVERY_MS);
    align();
  }

  end(): void {
    this.ending.abort();
    window.clearInterval(this.timer);
  }

  /** Seconds that the second is behind the first; its own end is as far as it goes. */
  get drift(): number {
    const { main, second } = this;
    const end = Number.isFinite(second.duration) ? second.duration : Infinity;
    return Math.min(main.currentTime, end) - second.currentTime;
  }

  private align(): void {
    const { main, second, drift } = this;
    if (second.readyState < HTMLMediaElement.HAVE_METADATA || second.seeking) return;
    const running = !main.paused && !main.seeking && main.readyState > HTMLMediaElement.HAVE_CURRENT_DATA;
    if (running) this.run(drift);
    else this.rest(drift);
  }

  private run(drift: number): void {
    const { main, second } = this;
    if (Math.abs(drift) > JUMP) second.currentTime += drift;
    const correction = Math.abs(drift) < IN_STEP ? 0 : Math.max(-MOST_CORRECTION, Math.min(MOST_CORRECTION, drift * EAGERNESS));
    second.playbackRate = main.playbackRate * (1 + correction);
    // Where the browser does not let it run yet, the next look tries again.
    if (second.paused && !second.ended) second.play().catch(() => undefined);
  }

  private rest(drift: number): void {
    if (!this.second.paused) this.second.pause();
    if (Math.abs(drift) > IN_STEP) this.second.currentTime += drift;
  }
}
