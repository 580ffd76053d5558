import { html, type TemplateResult } from "lit";

import type { PanelName } from "./bars";
import { downloadsOf } from "./downloads";
import type { Film } from "./film";
import { chooseQuality, qualitiesOf, qualityOf } from "./quality";

/** Who opens and closes the windows. */
export interface PanelHost {
  film: string;
  page: string;
  panel: PanelName | null;
  toggle(panel: PanelName): void;
  jump(seconds: number): void;
}

type Told<T> = CustomEvent<T>;

/** The windows at the controls; what a viewer chooses in them is done at once. */
export function panels(film: Film, host: PanelHost): TemplateResult {
  const { panel } = host;
  const close = () => { if (host.panel !== null) host.toggle(host.panel); };
  return html`
    ${chapters(film, host, close)} ${settings(film, host, close)}
    <share-panel
      class="panel share" ?open=${panel === "share"} @close=${close}
      .page=${host.page || window.location.href} .seconds=${film.video.currentTime}
      .downloads=${downloadsOf(film.addresses, film.captions.elements)}
    ></share-panel>
    <help-panel class="panel help" ?open=${panel === "help"} @close=${close}></help-panel>
  `;
}

function chapters({ chapters: { all, language, now } }: Film, host: PanelHost, close: () => void): TemplateResult {
  return html`<chapters-panel
    class="panel chapters" ?open=${host.panel === "chapters"} @close=${close}
    .cues=${all} .language=${language} .moment=${now}
    @jump=${(event: Told<number>) => { host.jump(event.detail); }}
  ></chapters-panel>`;
}

function settings(film: Film, host: PanelHost, close: () => void): TemplateResult {
  const { captions, stream, video, memory } = film;
  return html`<settings-panel
    class="panel settings" ?open=${host.panel === "settings"} @close=${close}
    .captions=${captions.elements.map(({ srclang, label }) => ({ language: srclang, label }))}
    .caption=${captions.shown ? captions.language : ""}
    .look=${film.look} .rate=${video.playbackRate}
    .qualities=${qualitiesOf(stream)} .quality=${qualityOf(stream)}
    .remembers=${host.film === "" ? null : memory.wanted}
    @caption=${({ detail }: Told<string>) => { if (detail === "") captions.show(false); else captions.choose(detail); }}
    @look=${({ detail }: Told<Film["look"]>) => { film.adorn(detail); }}
    @rate=${({ detail }: Told<number>) => { video.playbackRate = detail; }}
    @quality=${({ detail }: Told<number>) => { chooseQuality(stream, detail); }}
    @help=${() => { host.toggle("help"); }}
    @remember=${({ detail }: Told<boolean>) => { film.remember(detail); }}
  ></settings-panel>`;
}
