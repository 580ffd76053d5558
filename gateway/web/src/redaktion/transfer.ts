/** How far a file has come. */
export interface Sent {
  bytes: number;
  total: number;
  secondsLeft: number | null;
  /** Whether the connection is broken just now. */
  waiting: boolean;
}

const STEADY_MS = 2_000;

/** Counts bytes and reckons the remaining time from those that were sent since it began. */
export class Transfer {
  waiting = false;
  private done = 0;
  private there = 0;
  private readonly began = performance.now();

  constructor(private readonly total: number) {}

  /** Bytes that had arrived before. */
  skip(bytes: number): void {
    this.there += bytes;
    this.add(bytes);
  }

  /** Bytes that are on their way; negative where they must be sent again. */
  add(bytes: number): void {
    this.done += bytes;
  }

  get sent(): Sent {
    return { bytes: this.done, total: this.total, secondsLeft: this.secondsLeft, waiting: this.waiting };
  }

  private get secondsLeft(): number | null {
    const passed = performance.now() - this.began;
    const sent = this.done - this.there;
    return passed < STEADY_MS || sent <= 0 ? null : ((this.total - this.done) / sent) * (passed / 1_000);
  }
}
