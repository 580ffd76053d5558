import { type Failure, FAILURES } from "../player/failure";
import { Stream } from "../player/stream";

/** Puts a button under each clip that plays its stretch here, in the step; the link stays. */
export function offerClips(host: HTMLElement): void {
  for (const place of host.querySelectorAll<HTMLElement>("[data-clip]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.lang = "de";
    button.className = "button button--quiet";
    button.textContent = "Ausschnitt hier ansehen";
    button.addEventListener("click", () => void play(place, button));
    place.append(button);
  }
}

async function play(place: HTMLElement, button: HTMLButtonElement): Promise<void> {
  const told = document.createElement("p");
  told.setAttribute("role", "alert");
  const video = screen(place);
  button.replaceWith(video, told);
  const { stream = null, file = null, start = "0" } = place.dataset;
  const film = new Stream(video, { stream, file });
  film.addEventListener("failure", (event) => {
    told.textContent = FAILURES[(event as CustomEvent<Failure>).detail].text;
  });
  await film.connect(Number(start));
  video.focus();
  await video.play().catch(() => undefined); // why not is told by the stream
}

function screen(place: HTMLElement): HTMLVideoElement {
  const { start = "0", end, poster } = place.dataset;
  const video = document.createElement("video");
  Object.assign(video, { controls: true, playsInline: true, className: "clip__video" });
  video.setAttribute("aria-label", place.querySelector("a")?.textContent.trim() ?? "");
  if (poster !== undefined) video.poster = poster;
  video.append(...captions(place));
  keepWithin(video, Number(start), end === undefined ? Infinity : Number(end));
  return video;
}

/** Begins at `start` and stops at `end`; who plays on or seeks away may see the rest. */
function keepWithin(video: HTMLVideoElement, start: number, end: number): void {
  let over = false;
  video.addEventListener("loadedmetadata", () => { video.currentTime = start; }, { once: true });
  video.addEventListener("timeupdate", () => {
    if (over || video.currentTime < end) return;
    over = true;
    video.pause();
  });
}

function captions(place: HTMLElement): HTMLTrackElement[] {
  return [...place.querySelectorAll<HTMLElement>("[data-caption]")].map((given, index) => {
    const track = document.createElement("track");
    const { caption = "", label = "", language = "" } = given.dataset;
    return Object.assign(track, { kind: "captions", src: caption, label, srclang: language, default: index === 0 });
  });
}
