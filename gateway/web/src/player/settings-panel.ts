import { html, nothing, type TemplateResult } from "lit";

import { number } from "../messages/amounts";
import { t } from "../messages/words";
import { type Aspect, ASPECTS, choicesOf, type Look, lookOf, LOOKS } from "./look";
import { Panel } from "./panel";
import type { Quality } from "./quality";
import { RATES } from "./rates";

const OFF = "off";

export interface CaptionChoice {
  language: string;
  label: string;
}

/** Captions and their look, speed, size, and whether the viewer wants it all remembered. */
export class SettingsPanel extends Panel {
  static override properties = {
    ...Panel.properties,
    captions: { attribute: false },
    caption: {},
    look: { attribute: false },
    rate: { type: Number },
    qualities: { attribute: false },
    quality: { type: Number },
    remembers: { attribute: false },
  };
  declare captions: readonly CaptionChoice[];
  /** The language that is shown; empty where captions are off. */
  declare caption: string;
  declare look: Look;
  declare rate: number;
  declare qualities: readonly Quality[];
  declare quality: number;
  /** Null where the film has no name to remember it by. */
  declare remembers: boolean | null;
  protected override readonly heading = t("Einstellungen");

  constructor() {
    super();
    this.captions = [];
    this.caption = "";
    this.look = lookOf({});
    this.rate = 1;
    this.qualities = [];
    this.quality = -1;
    this.remembers = null;
  }

  protected override content(): unknown {
    return html`
      <div class="fields">${this.rates()}${this.sizes()}${this.languages()}</div>
      ${this.captions.length > 0 ? html`<h3>${t("So sehen die Untertitel aus")}</h3><div class="fields">${ASPECTS.map((aspect) => this.aspect(aspect))}</div>` : nothing}
      ${this.remembers === null ? nothing : this.memory(this.remembers)}
      <p><button type="button" @click=${() => { this.tell("help", null); }}>${t("Tastenkürzel zeigen")}</button></p>
    `;
  }

  private rates(): TemplateResult {
    const choices = RATES.map((rate): [string, string] => [rate.toString(), rate === 1 ? t("Normal") : t("%(rate)s-fach", { rate: number(rate) })]);
    return choice("rate", t("Geschwindigkeit"), choices, this.rate.toString(), (value) => { this.tell("rate", Number(value)); });
  }

  private sizes(): unknown {
    if (this.qualities.length === 0) return nothing;
    const choices = this.qualities.map(({ level, label }): [string, string] => [level.toString(), label]);
    return choice("quality", t("Bildqualität"), choices, this.quality.toString(), (value) => { this.tell("quality", Number(value)); });
  }

  private languages(): unknown {
    if (this.captions.length === 0) return nothing;
    const choices = this.captions.map(({ language, label }): [string, string] => [language, label]);
    return choice("captions", t("Untertitel"), [[OFF, t("Aus")], ...choices], this.caption === "" ? OFF : this.caption, (value) => {
      this.tell("caption", value === OFF ? "" : value);
    });
  }

  private aspect(aspect: Aspect): TemplateResult {
    return choice(aspect, t(LOOKS[aspect].name), choicesOf(aspect), this.look[aspect], (value) => { this.tell("look", { ...this.look, [aspect]: value }); });
  }

  private memory(remembers: boolean): TemplateResult {
    return html`<label class="row">
      <input type="checkbox" .checked=${remembers} @change=${(event: Event) => { this.tell("remember", (event.target as HTMLInputElement).checked); }}>
      <span>${t("Merken, wo ich war und was ich eingestellt habe")}<br><small>${t("Nur in diesem Browser. Ausschalten löscht alles wieder.")}</small></span>
    </label>`;
  }
}

function choice(id: string, name: string, choices: readonly [value: string, label: string][], chosen: string, choose: (value: string) => void): TemplateResult {
  return html`<div>
    <label for=${id}>${name}</label>
    <select id=${id} @change=${(event: Event) => { choose((event.target as HTMLSelectElement).value); }}>
      ${choices.map(([value, label]) => html`<option value=${value} .selected=${value === chosen}>${label}</option>`)}
    </select>
  </div>`;
}
