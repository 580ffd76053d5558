import { html, type TemplateResult } from "lit";

import { speaks, t } from "../messages/words";
import type { Captions } from "./captions";
import { Transcript } from "./transcript";

type Jump = (seconds: number) => void;

/** Puts a transcript into the place that the page has for it. */
export function transcriptIn(place: HTMLElement, jump: Jump): Transcript {
  const transcript = new Transcript();
  transcript.addEventListener("jump", (event) => { jump((event as CustomEvent<number>).detail); });
  (place.querySelector("[data-cues]") ?? place).replaceChildren(transcript);
  place.hidden = false;
  return transcript;
}

/** What a transcript shows of the captions. */
export function spoken({ all, now, language }: Captions): Pick<Transcript, "cues" | "language" | "moment"> {
  return { cues: all, language, moment: now[0]?.startTime ?? -1 };
}

/** A transcript below the controls, where the page has no place for one. */
export function transcriptBelow(captions: Captions, jump: Jump): TemplateResult {
  const { cues, language, moment } = spoken(captions);
  return html`<details class="inside" lang=${speaks()}><summary>${t("Mitlesen")}</summary>
    <hub-transcript .cues=${cues} .language=${language} .moment=${moment} @jump=${(event: CustomEvent<number>) => { jump(event.detail); }}></hub-transcript>
  </details>`;
}
