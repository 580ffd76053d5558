import { t } from "../messages/words";
import type { Download } from "./share-panel";
import type { Addresses } from "./stream";

/** What the viewer can keep: the whole file, and each caption track in its forms. */
export function downloadsOf({ file }: Addresses, tracks: readonly HTMLTrackElement[]): Download[] {
  const film = file === null ? [] : [{ url: file, label: t("Video") }];
  return [...film, ...tracks.flatMap(ofTrack)];
}

function ofTrack(track: HTMLTrackElement): Download[] {
  const { srt, text } = track.dataset;
  const { label: name } = track;
  const forms: [string | undefined, string][] = [
    [track.src, t("Untertitel %(name)s (WebVTT)", { name })],
    [srt, t("Untertitel %(name)s (SRT)", { name })],
    [text, t("Text zum Lesen, %(name)s", { name })],
  ];
  return forms.flatMap(([url, label]) => (url === undefined ? [] : [{ url, label }]));
}
