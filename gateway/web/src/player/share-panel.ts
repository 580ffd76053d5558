import { html, nothing, type TemplateResult } from "lit";

import { t } from "../messages/words";
import { clock, linkTo } from "./clock";
import { Panel } from "./panel";

export interface Download {
  url: string;
  label: string;
}

/** The address of this moment, and what can be kept. */
export class SharePanel extends Panel {
  static override properties = { ...Panel.properties, page: {}, seconds: { type: Number }, downloads: { attribute: false }, told: { state: true } };
  declare page: string;
  declare seconds: number;
  declare downloads: readonly Download[];
  declare told: string;
  protected override readonly heading = t("Weitergeben und herunterladen");

  constructor() {
    super();
    this.page = "";
    this.seconds = 0;
    this.downloads = [];
    this.told = "";
  }

  override enter(): Promise<void> {
    this.told = "";
    return super.enter();
  }

  protected override content(): unknown {
    return html`
      <label>${t("Link zu dieser Stelle (%(time)s)", { time: clock(this.seconds) })}
        <input readonly .value=${linkTo(this.page, this.seconds)} @focus=${(event: Event) => { (event.target as HTMLInputElement).select(); }}>
      </label>
      <p><button type="button" @click=${this.copy}>${t("Link kopieren")}</button> <output>${this.told}</output></p>
      ${this.downloads.length > 0 ? this.files() : nothing}
    `;
  }

  private files(): TemplateResult {
    return html`<h3>${t("Herunterladen")}</h3><ul>${this.downloads.map(({ url, label }) => html`<li><a href=${url} download>${label}</a></li>`)}</ul>`;
  }

  private readonly copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(linkTo(this.page, this.seconds));
      this.told = t("Kopiert.");
    } catch {
      this.renderRoot.querySelector("input")?.focus();
      this.told = t("Der Link ist markiert. Bitte kopieren Sie ihn mit Strg + C.");
    }
  };
}
