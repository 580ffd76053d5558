import { css, html } from "lit";

import { t } from "../messages/words";
import { SHORTCUTS } from "./keys";
import { Panel } from "./panel";

/** All shortcuts. */
export class HelpPanel extends Panel {
  protected override readonly heading = t("Tastenkürzel");

  static override styles = [
    Panel.styles,
    css`
      dl { display: grid; grid-template-columns: max-content 1fr; gap: 0.3rem 1.25rem; margin: 0.75rem 0 0; }
      dt { font-weight: 700; }
      dd { margin: 0; }
    `,
  ];

  protected override content(): unknown {
    return html`
      <p>${t("Sie wirken, solange der Player ausgewählt ist.")}</p>
      <dl>${SHORTCUTS.map(({ shown, does }) => html`<dt>${shown()}</dt><dd>${does()}</dd>`)}</dl>
    `;
  }
}
