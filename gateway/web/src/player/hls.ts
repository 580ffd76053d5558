import type Hls from "hls.js";

const HLS = "application/vnd.apple.mpegurl";

/** Safari plays HLS itself, and better than a script could: it can hand over to AirPlay. */
export function playsNatively(video: HTMLVideoElement): boolean {
  return navigator.vendor.startsWith("Apple") && video.canPlayType(HLS) !== "";
}

export interface Addresses {
  stream: string | null;
  file: string | null;
}

/** Takes the sources out of the video, so that the browser does not begin with one by itself. */
export function takeSources(video: HTMLVideoElement): Addresses {
  const sources = [...video.querySelectorAll("source")];
  for (const source of sources) source.remove();
  video.load();
  const stream = sources.find((source) => source.type === HLS)?.src ?? null;
  return { stream, file: sources.find((source) => source.type !== HLS)?.src ?? null };
}

/** Loads the script for HLS and connects it to the video; without HLS the whole file plays. */
export async function connect(
  video: HTMLVideoElement,
  { stream, file }: Addresses,
  onFailure: (error: Error) => void,
): Promise<Hls | null> {
  const { default: Hls } = await import("hls.js/light");
  if (stream === null || !Hls.isSupported()) {
    if (file !== null) video.src = file;
    return null;
  }
  // Segments are fMP4 already: a worker would have nothing to repack. A film that still grows is
  // no live broadcast: it begins at its beginning.
  const hls = new Hls({ enableWorker: false, capLevelToPlayerSize: true, startPosition: 0 });
  recover(hls, Hls, onFailure);
  hls.loadSource(stream);
  hls.attachMedia(video);
  return hls;
}

/** A broken segment is tried once more; what cannot be mended is told. */
function recover(hls: Hls, { Events, ErrorTypes }: typeof Hls, onFailure: (error: Error) => void): void {
  let tried = false;
  hls.on(Events.ERROR, (_event, data) => {
    if (!data.fatal) return;
    if (data.type === ErrorTypes.MEDIA_ERROR && !tried) {
      tried = true;
      hls.recoverMediaError();
      return;
    }
    hls.destroy();
    onFailure(new Error(`Das Video lässt sich nicht abspielen (${data.details}).`));
  });
}
