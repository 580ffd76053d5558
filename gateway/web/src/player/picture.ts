import { html, nothing, type TemplateResult } from "lit";

import { speaks, t } from "../messages/words";
import { clock } from "./clock";
import { FAILURES } from "./failure";
import type { Film } from "./film";
import { playMark } from "./icons";

/** The film with what lies over it: captions, and the film in sign language. */
export function picture(film: Film, duration: number, signing: string): TemplateResult {
  return html`
    <div class="picture" ?data-captions=${film.captions.shown}>
      <media-controller
        id="film" lang=${speaks()} nohotkeys gesturesdisabled
        novolumepref nomutedpref nosubtitleslangpref defaultduration=${duration || nothing}
        @click=${() => { film.togglePlay(); }}
      >
        <slot name="media" slot="media"></slot>
        <media-loading-indicator slot="centered-chrome" noautohide></media-loading-indicator>
      </media-controller>
      <span class="mark">${playMark}</span>
      ${film.captions.shown ? lines(film) : nothing}
      ${film.signed && signing !== "" ? signPicture(film, signing) : nothing}
    </div>
  `;
}

function lines({ captions, look }: Film): TemplateResult {
  return html`<caption-lines lang=${captions.language} .cues=${captions.now} .look=${look}></caption-lines>`;
}

function signPicture(film: Film, signing: string): TemplateResult {
  return html`<sign-picture .address=${signing} .main=${film.video} @close=${() => { film.sign(false); }}></sign-picture>`;
}

/** What went wrong and what can be done, or that the film went on where it was left. */
export function notices(film: Film): TemplateResult | typeof nothing {
  if (film.failure !== null) return failure(film);
  if (film.resumedAt > 0) return resumed(film);
  return nothing;
}

function failure(film: Film): TemplateResult | typeof nothing {
  if (film.failure === null) return nothing;
  const { text, retry } = FAILURES[film.failure];
  const { file } = film.addresses;
  return html`<div class="notice" role="alert">
    <p>${t(text)}</p>
    ${retry ? html`<button type="button" @click=${() => { void film.retry(); }}>${t("Noch einmal versuchen")}</button>` : nothing}
    ${film.failure === "media" && file !== null ? html`<a href=${file} download>${t("Video herunterladen")}</a>` : nothing}
  </div>`;
}

function resumed(film: Film): TemplateResult {
  return html`<div class="notice" role="status">
    <p>${t("Es geht weiter bei %(time)s.", { time: clock(film.resumedAt) })}</p>
    <button type="button" @click=${() => { film.restart(); }}>${t("Von vorn")}</button>
  </div>`;
}
