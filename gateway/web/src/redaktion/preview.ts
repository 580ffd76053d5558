import type { HubPlayer } from "../player/hub-player";
import type { Progress } from "./progress";

/** Whether the preview can be shown, or shown with sound, and is not yet. */
function outdated(preview: Element, progress: Progress): boolean {
  if (progress.previewUrl === null) return false;
  if (preview.querySelector("hub-player") === null) return true;
  return !progress.previewIsSilent && preview.querySelector("[data-silent]") !== null;
}

/** A player that plays stays as it is: somebody is watching. `again` is called once it stands. */
export function isReplaceable(preview: Element, progress: Progress, again: () => void): boolean {
  if (!outdated(preview, progress)) return false;
  const video = preview.querySelector("video");
  if (video === null || video.paused) return true;
  video.addEventListener("pause", again, { once: true });
  return false;
}

/** Where the preview of that id stands, in seconds; 0 where there is none. */
export function placeIn(id: string): number {
  return document.getElementById(id)?.querySelector("video")?.currentTime ?? 0;
}

/** The new player goes on where the one before it stood. */
export function goOnAt(id: string, seconds: number): void {
  const player = document.getElementById(id)?.querySelector<HubPlayer>("hub-player");
  if (seconds > 0) player?.jump(seconds, false);
}
