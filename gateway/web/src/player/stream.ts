import type Hls from "hls.js";
import type { ErrorData, HlsConfig } from "hls.js";

import { type Failure, failureIn, failureOf } from "./failure";

const HLS = "application/vnd.apple.mpegurl";

// Segments are fMP4 already: a worker would have nothing to repack. A film that still grows is
// no live broadcast: it begins at its beginning. Captions come from the page's own tracks.
const CONFIG: Partial<HlsConfig> = {
  enableWorker: false,
  capLevelToPlayerSize: true,
  enableWebVTT: false,
  enableIMSC1: false,
  enableCEA708Captions: false,
  renderTextTracksNatively: false,
};

/** Safari plays HLS itself, and better than a script could: it can hand over to AirPlay. */
export function playsNatively(video: HTMLVideoElement): boolean {
  return navigator.vendor.startsWith("Apple") && video.canPlayType(HLS) !== "";
}

export interface Addresses {
  stream: string | null;
  file: string | null;
}

/** The sources of the video; where a script plays HLS, the browser must not begin with one by itself. */
export function takeSources(video: HTMLVideoElement): Addresses {
  const sources = [...video.querySelectorAll("source")];
  if (!playsNatively(video)) {
    for (const source of sources) source.remove();
    video.load();
  }
  const stream = sources.find((source) => source.type === HLS)?.src ?? null;
  return { stream, file: sources.find((source) => source.type !== HLS)?.src ?? null };
}

/**
 * Brings a film into a `<video>` when it is asked for. Tells `failure` (the detail is a `Failure`)
 * and `change`, when sizes or sounds are known or another one is played.
 */
export class Stream extends EventTarget {
  hls: Hls | null = null;
  private connecting: Promise<void> | null = null;

  constructor(
    readonly video: HTMLVideoElement,
    private readonly addresses: Addresses,
  ) {
    super();
    video.addEventListener("error", () => {
      if (this.hls === null) this.fail(failureIn(video));
    });
  }

  /** Connects once, at `seconds`; after a failure the next call tries again. */
  connect(seconds = 0): Promise<void> {
    this.connecting ??= this.begin(seconds);
    return this.connecting;
  }

  close(): void {
    this.hls?.destroy();
    this.hls = null;
    this.connecting = null;
  }

  private async begin(seconds: number): Promise<void> {
    if (playsNatively(this.video)) {
      this.beginWith(this.addresses.stream ?? this.addresses.file);
      return;
    }
    try {
      const { default: Loaded } = await import("hls.js");
      if (this.addresses.stream === null || !Loaded.isSupported()) this.beginWith(this.addresses.file);
      else this.attach(Loaded, this.addresses.stream, seconds);
    } catch {
      this.fail("script");
    }
  }

  private beginWith(address: string | null): void {
    if (this.video.error !== null) this.video.load();
    else if (address !== null && this.video.querySelector("source") === null) this.video.src = address;
  }

  private attach(Loaded: typeof Hls, address: string, seconds: number): void {
    const hls = new Loaded({ ...CONFIG, startPosition: seconds });
    const { MANIFEST_PARSED, LEVEL_SWITCHED, AUDIO_TRACK_SWITCHED } = Loaded.Events;
    for (const event of [MANIFEST_PARSED, LEVEL_SWITCHED, AUDIO_TRACK_SWITCHED] as const) {
      hls.on(event, () => { this.dispatchEvent(new Event("change")); });
    }
    this.recover(hls, Loaded);
    hls.loadSource(address);
    hls.attachMedia(this.video);
    this.hls = hls;
  }

  /** A broken segment is tried once more; what cannot be mended is told. */
  private recover(hls: Hls, { Events, ErrorTypes }: typeof Hls): void {
    let tried = false;
    hls.on(Events.ERROR, (_event, data) => {
      if (!data.fatal) return;
      if (data.type === ErrorTypes.MEDIA_ERROR && !tried) {
        tried = true;
        hls.recoverMediaError();
        return;
      }
      this.fail(data.type === ErrorTypes.NETWORK_ERROR ? failureOf(statusOf(data)) : "media");
    });
  }

  private fail(failure: Failure): void {
    this.close();
    this.dispatchEvent(new CustomEvent("failure", { detail: failure }));
  }
}

function statusOf(data: ErrorData): number | undefined {
  return data.response?.code;
}
