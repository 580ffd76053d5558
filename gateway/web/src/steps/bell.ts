const TONES = [0, 0.5, 1];
const HERTZ = 880;

/** Sounds when a time is over. Browsers allow that only after somebody has pressed something. */
export class Bell {
  allowed = false;
  private context: AudioContext | null = null;

  /** `onChange` is told when the system takes the sound away or gives it back. */
  constructor(private readonly onChange: () => void) {}

  /** To be called while somebody presses a button. */
  async allow(): Promise<void> {
    this.allowed = true;
    this.context ??= this.made();
    await this.context.resume().catch(() => { this.change(false); });
  }

  ring(tones = TONES): void {
    if (this.context?.state === "running") for (const after of tones) beep(this.context, after);
  }

  private made(): AudioContext {
    const context = new AudioContext();
    context.addEventListener("statechange", () => { this.change(context.state === "running"); });
    return context;
  }

  private change(allowed: boolean): void {
    this.allowed = allowed;
    this.onChange();
  }
}

function beep(context: AudioContext, after: number): void {
  const tone = new OscillatorNode(context, { frequency: HERTZ });
  const level = new GainNode(context, { gain: 0.2 });
  tone.connect(level).connect(context.destination);
  tone.start(context.currentTime + after);
  tone.stop(context.currentTime + after + 0.25);
}
