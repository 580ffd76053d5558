export interface Chapter {
  title: string;
  startSeconds: number;
}

/** Reads the chapters from the list that the server wrote beside the player. */
export function chaptersOf(list: Element | null): Chapter[] {
  return [...(list?.querySelectorAll<HTMLElement>("[data-seconds]") ?? [])].map((entry) => ({
    title: entry.dataset["title"] ?? "",
    startSeconds: Number(entry.dataset["seconds"]),
  }));
}

function timestamp(seconds: number): string {
  const whole = new Date(Math.round(seconds * 1000)).toISOString();
  return whole.slice(11, 23);
}

/** The chapters as WebVTT, up to `duration` seconds, for the seek bar. */
export function chaptersAsVtt(chapters: readonly Chapter[], duration: number): string {
  const cues = chapters.map(({ title, startSeconds }, index) => {
    const end = chapters[index + 1]?.startSeconds ?? Math.max(duration, startSeconds + 1);
    return `${timestamp(startSeconds)} --> ${timestamp(end)}\n${title.replaceAll("-->", "→")}`;
  });
  return `WEBVTT\n\n${cues.join("\n\n")}\n`;
}

/** Gives the video a chapters track, which the seek bar shows as marks. */
export function addChaptersTrack(video: HTMLVideoElement, vtt: string): void {
  const track = document.createElement("track");
  track.kind = "chapters";
  track.default = true;
  track.src = URL.createObjectURL(new Blob([vtt], { type: "text/vtt" }));
  video.append(track);
}
