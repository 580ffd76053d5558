import { css, html, nothing } from "lit";

import { t } from "../messages/words";
import { clock } from "./clock";
import { Panel } from "./panel";

/** The chapters; the one that is played is marked. Tells `jump`. */
export class ChaptersPanel extends Panel {
  static override properties = { ...Panel.properties, cues: { attribute: false }, language: {}, moment: { type: Number } };
  declare cues: readonly VTTCue[];
  declare language: string;
  /** When the chapter begins that is played. */
  declare moment: number;
  protected override readonly heading = t("Kapitel");

  static override styles = [
    Panel.styles,
    css`
      li button { display: grid; grid-template-columns: 4rem 1fr; width: 100%; padding: 0.5rem; border: 0; border-top: 1px solid #3b5b64; border-radius: 0; text-align: start; }
      li button[aria-current] { background: #14515f; box-shadow: inset 4px 0 0 #f4b942; }
      time { font-variant-numeric: tabular-nums; color: #f7cd78; padding-inline-start: 0.5rem; }
    `,
  ];

  constructor() {
    super();
    this.cues = [];
    this.language = "";
    this.moment = -1;
  }

  protected override content(): unknown {
    return html`<ol>${this.cues.map(
      (cue) => html`<li>
        <button type="button" aria-current=${cue.startTime === this.moment ? "true" : nothing} @click=${() => { this.tell("jump", cue.startTime); }}>
          <time>${clock(cue.startTime)}</time> <span lang=${this.language || nothing} dir="auto">${cue.getCueAsHTML().textContent}</span>
        </button>
      </li>`,
    )}</ol>`;
  }
}
