import { css, type CSSResultGroup, html, LitElement, type PropertyDeclarations, type TemplateResult } from "lit";

import { t } from "../messages/words";
import { closeIcon } from "./icons";

/** A window with a heading at the player's controls: it does not hold the focus, Escape closes it. */
export abstract class Panel extends LitElement {
  static override properties: PropertyDeclarations = { open: { type: Boolean, reflect: true } };
  declare open: boolean;
  protected abstract readonly heading: string;

  static override styles: CSSResultGroup = css`
    :host { display: none; }
    :host([open]) { display: block; }
    section { padding: 0.75rem 1rem 1rem; background: #0d2f39; color: #fff; font-size: 1rem; line-height: 1.4; }
    header { display: flex; justify-content: space-between; align-items: center; gap: 1rem; margin-bottom: 0.5rem; }
    h2 { margin: 0; font-size: 1.125rem; }
    h3 { margin: 1rem 0 0.4rem; font-size: 1rem; }
    p { margin: 0.35rem 0; }
    a { display: inline-block; padding: 0.3rem 0; color: #8edbd6; }
    .fields { display: grid; gap: 0.6rem 0.75rem; grid-template-columns: repeat(auto-fill, minmax(min(100%, 8rem), 1fr)); }
    label { display: block; }
    label.row { display: flex; gap: 0.6rem; align-items: start; margin-top: 1rem; }
    select, input:not([type="checkbox"]) {
      box-sizing: border-box; width: 100%; min-height: 2.75rem; margin-top: 0.15rem; padding: 0 0.6rem;
      font: inherit; color: #fff; background: #082831; border: 2px solid #7f979c; border-radius: 8px;
    }
    input[type="checkbox"] { flex: none; width: 1.5rem; height: 1.5rem; margin: 0; accent-color: #f4b942; }
    button {
      min-height: 2.75rem; padding: 0 0.9rem; font: inherit; color: #fff; cursor: pointer;
      background: none; border: 2px solid #7f979c; border-radius: 8px;
    }
    button.close { display: grid; place-items: center; min-width: 2.75rem; padding: 0; border: 0; }
    button:hover { background: rgb(31 138 140 / 0.9); }
    :focus-visible { outline: 3px solid #f4b942; outline-offset: 2px; }
    section:focus-visible { outline-offset: -3px; }
    /* The picture stays at the top of a phone's screen: what has the focus is not under it. */
    select, input, button { scroll-margin-top: 15rem; }
    ol, ul { list-style: none; margin: 0; padding: 0; }
    small { color: #cfe0e0; font-size: 0.9375rem; }
  `;

  constructor() {
    super();
    this.open = false;
    this.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      this.leave();
    });
  }

  /** Where the focus goes when it opens. */
  async enter(): Promise<void> {
    this.open = true;
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>("section")?.focus();
  }

  protected readonly leave = (): void => {
    this.dispatchEvent(new Event("close"));
  };

  protected tell(name: string, detail: unknown): void {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }

  protected abstract content(): unknown;

  protected override render(): TemplateResult {
    return html`<section role="dialog" aria-labelledby="heading" tabindex="-1">
      <header><h2 id="heading">${this.heading}</h2><button type="button" class="close" aria-label=${t("Schließen")} @click=${this.leave}>${closeIcon}</button></header>
      ${this.content()}
    </section>`;
  }
}
