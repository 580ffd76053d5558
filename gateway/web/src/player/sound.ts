import type { Stream } from "./stream";

const DESCRIBES_VIDEO = "public.accessibility.describes-video";
/** How Safari calls it in `audioTracks`; hls.js gives the characteristics of the playlist. */
const KINDS = ["descriptions", "main-desc"];

interface NativeSound {
  enabled: boolean;
  kind: string;
}

function nativeSounds(video: HTMLVideoElement): NativeSound[] {
  const { audioTracks } = video as { audioTracks?: ArrayLike<NativeSound> };
  return [...Array.from(audioTracks ?? [])];
}

function describes(characteristics: string | undefined): boolean {
  return characteristics?.split(",").includes(DESCRIBES_VIDEO) === true;
}

/** Whether the film that is connected has a sound that tells what is seen. */
export function hasDescription({ hls, video }: Stream): boolean {
  if (hls !== null) return hls.audioTracks.some(({ characteristics }) => describes(characteristics));
  return nativeSounds(video).some(({ kind }) => KINDS.includes(kind));
}

/** Plays the sound with or without audio description; the place stays. */
export function chooseDescription({ hls, video }: Stream, described: boolean): void {
  if (hls !== null) {
    const wanted = hls.audioTracks.findIndex(({ characteristics }) => describes(characteristics) === described);
    if (wanted >= 0 && wanted !== hls.audioTrack) hls.audioTrack = wanted;
    return;
  }
  const sounds = nativeSounds(video);
  const wanted = sounds.find(({ kind }) => KINDS.includes(kind) === described);
  if (wanted !== undefined) for (const sound of sounds) sound.enabled = sound === wanted;
}
