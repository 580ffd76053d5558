import type { Download } from "./share-panel";
import type { Addresses } from "./stream";

/** What the viewer can keep: the whole file, and each caption track in its forms. */
export function downloadsOf({ file }: Addresses, tracks: readonly HTMLTrackElement[]): Download[] {
  const film = file === null ? [] : [{ url: file, label: "Video" }];
  return [...film, ...tracks.flatMap(ofTrack)];
}

function ofTrack(track: HTMLTrackElement): Download[] {
  const { srt, text } = track.dataset;
  const forms: [string | undefined, string][] = [
    [track.src, `Untertitel ${track.label} (WebVTT)`],
    [srt, `Untertitel ${track.label} (SRT)`],
    [text, `Text zum Lesen, ${track.label}`],
  ];
  return forms.flatMap(([url, label]) => (url === undefined ? [] : [{ url, label }]));
}
