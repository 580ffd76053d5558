import { speaks, t } from "../messages/words";
import { type Failure, FAILURES } from "../player/failure";
import { Stream } from "../player/stream";

/** Puts a button under each clip that plays its stretch here, in the step; the link stays. */
export function offerClips(host: HTMLElement): void {
  for (const place of host.querySelectorAll<HTMLElement>("[data-clip]")) {
    const button = quietButton(t("Ausschnitt hier ansehen"));
    button.addEventListener("click", () => { new Clip(place).begin(button); });
    place.append(button);
  }
}

/** A stretch of a film that is played in a step. */
class Clip {
  private readonly video: HTMLVideoElement;
  private readonly film: Stream;
  private readonly told = document.createElement("p");
  private readonly again = quietButton(t("Noch einmal versuchen"));

  constructor(private readonly place: HTMLElement) {
    this.video = screen(place);
    const { stream = null, file = null } = place.dataset;
    this.film = new Stream(this.video, { stream, file });
    this.film.addEventListener("failure", (event) => { this.fail((event as CustomEvent<Failure>).detail); });
    this.told.lang = speaks();
    this.told.setAttribute("role", "alert");
    this.again.addEventListener("click", () => void this.play());
  }

  begin(button: HTMLElement): void {
    button.replaceWith(this.video, this.told);
    void this.play();
  }

  private async play(): Promise<void> {
    this.told.textContent = "";
    this.again.remove();
    this.video.focus();
    await this.film.connect(Number(this.place.dataset["start"] ?? 0));
    await this.video.play().catch(() => undefined); // why not is told by the stream
  }

  private fail(failure: Failure): void {
    const { text, retry } = FAILURES[failure];
    this.told.textContent = t(text);
    if (retry) this.told.after(this.again);
  }
}

function quietButton(text: string): HTMLButtonElement {
  return Object.assign(document.createElement("button"), { type: "button", lang: speaks(), className: "button button--quiet", textContent: text });
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

/** Begins at `start`, again when it is loaded again, and stops at `end`; who plays on or seeks away may see the rest. */
function keepWithin(video: HTMLVideoElement, start: number, end: number): void {
  let over = false;
  video.addEventListener("loadedmetadata", () => { video.currentTime = start; });
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
