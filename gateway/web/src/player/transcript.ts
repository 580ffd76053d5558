import { html, render } from "lit";

/** "83" seconds as "1:23". */
export function clock(seconds: number): string {
  const whole = Math.floor(seconds);
  const minutes = Math.floor(whole / 60);
  return `${minutes.toString()}:${(whole % 60).toString().padStart(2, "0")}`;
}

function spoken(cue: TextTrackCue): string {
  return cue instanceof VTTCue ? cue.getCueAsHTML().textContent.replaceAll("\n", " ") : "";
}

/** Lists the captions as buttons that jump to their moment, in `place`. */
export function showTranscript(place: HTMLElement, track: TextTrack, jump: (seconds: number) => void): void {
  const cues = [...(track.cues ?? [])];
  if (cues.length === 0) return;
  place.hidden = false;
  const list = place.querySelector<HTMLElement>("[data-cues]") ?? place;
  render(
    html`<ol class="cues" lang=${track.language}>
      ${cues.map(
        (cue) => html`<li>
          <button type="button" data-start=${cue.startTime} @click=${() => { jump(cue.startTime); }}>
            <time>${clock(cue.startTime)}</time> <span>${spoken(cue)}</span>
          </button>
        </li>`,
      )}
    </ol>`,
    list,
  );
}

/** Marks the line that is being spoken at `seconds`. */
export function markLine(place: HTMLElement, track: TextTrack, seconds: number): void {
  const spokenNow = [...(track.cues ?? [])].find((cue) => cue.startTime <= seconds && seconds < cue.endTime);
  for (const button of place.querySelectorAll<HTMLButtonElement>("button[data-start]")) {
    if (button.dataset["start"] === String(spokenNow?.startTime)) button.setAttribute("aria-current", "true");
    else button.removeAttribute("aria-current");
  }
}
