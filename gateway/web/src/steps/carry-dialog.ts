import { html, nothing, render } from "lit";

import { speaks, t } from "../messages/words";
import type { Carry, Found } from "./carry";
import type { Carried } from "./resume-code";

/** Shows the code to take along, and takes one that was brought. */
export class CarryDialog {
  private readonly dialog = document.createElement("dialog");
  private drawing: SVGSVGElement | null = null;
  private message = "";
  private brought: Carried | null = null;

  constructor(host: HTMLElement, private readonly carry: Carry, private readonly onTaken: () => void) {
    this.dialog.className = "code";
    this.dialog.lang = speaks();
    this.dialog.setAttribute("aria-labelledby", "code-heading");
    host.append(this.dialog);
  }

  async show(): Promise<void> {
    this.open(null);
    try {
      const { drawCode } = await import("./qr-drawing");
      this.drawing = drawCode(this.carry.address, t("QR-Code: Er öffnet diesen Inhalt mit Ihrem Fortschritt."));
      this.draw();
    } catch { /* Without a connection the drawing may be missing; the code is there. */ }
  }

  /** Asks before anything that was brought is written down here. */
  offer(found: Found): void {
    this.open(found);
  }

  private open(found: Found | null): void {
    this.drawing = null;
    this.message = found !== null && "message" in found ? found.message : "";
    this.brought = found !== null && "carried" in found ? found.carried : null;
    this.draw();
    if (!this.dialog.open) this.dialog.showModal();
  }

  private draw(): void {
    render(this.brought === null ? this.exchange() : this.question(this.brought), this.dialog);
  }

  private exchange(): unknown {
    return html`
      <h2 id="code-heading" tabindex="-1" autofocus>${t("Auf einem anderen Gerät weitermachen")}</h2>
      <p>${t("Öffnen Sie mit dem anderen Gerät diesen QR-Code. Oder öffnen Sie dort diese Seite und geben Sie den Code ein.")}</p>
      ${this.drawing ?? nothing}
      <p class="code__text" data-code translate="no">${this.carry.code}</p>
      <form class="code__form" @submit=${(event: SubmitEvent) => { this.enter(event); }}>
        <label for="code-entry">${t("Sie haben einen Code von einem anderen Gerät?")}</label>
        <input id="code-entry" name="code" autocomplete="off" autocapitalize="characters" spellcheck="false" maxlength="1000" aria-describedby="code-problem">
        <p id="code-problem" class="code__problem" role="alert">${this.message}</p>
        <div class="code__buttons">
          <button class="button">${t("Code übernehmen")}</button>
          ${this.closeButton(t("Schließen"))}
        </div>
      </form>`;
  }

  private question(brought: Carried): unknown {
    return html`
      <h2 id="code-heading" tabindex="-1" autofocus>${t("Fortschritt übernehmen?")}</h2>
      <p>${t("Ihr Fortschritt von einem anderen Gerät ist da. Wenn Sie ihn übernehmen, wird er auf diesem Gerät gespeichert und ersetzt, was hier war.")}</p>
      <div class="code__buttons">
        <button type="button" class="button" @click=${() => { this.take(brought); }}>${t("Übernehmen")}</button>
        ${this.closeButton(t("Nicht übernehmen"))}
      </div>`;
  }

  private closeButton(text: string): unknown {
    return html`<button type="button" class="button button--quiet" @click=${() => { this.dialog.close(); }}>${text}</button>`;
  }

  private enter(event: SubmitEvent): void {
    event.preventDefault();
    const entry = this.dialog.querySelector<HTMLInputElement>("#code-entry");
    const found = this.carry.read(entry?.value ?? "");
    if ("carried" in found) {
      this.take(found.carried);
      return;
    }
    this.message = found.message;
    this.draw();
    entry?.focus();
  }

  private take(brought: Carried): void {
    this.carry.take(brought);
    this.dialog.close();
    this.onTaken();
  }
}
