import { html, nothing, render } from "lit";

import { t } from "../messages/words";
import type { OfflinePack } from "../offline/offline-pack";
import type { Progress } from "./progress";

interface Actions {
  start: () => void;
  carry: () => void;
  labelOf: (place: number) => string;
}

/** The start, and what can be done with the progress: take it along, delete it, keep the item offline. */
export class Panel {
  private readonly start: HTMLElement | null;
  private readonly rest = document.createElement("div");

  constructor(
    private readonly host: HTMLElement,
    private readonly progress: Progress,
    private readonly pack: OfflinePack | null,
    private readonly actions: Actions,
  ) {
    this.start = host.querySelector("[data-start]");
    this.start?.addEventListener("click", (event) => {
      event.preventDefault();
      actions.start();
    });
    this.rest.className = "follow__rest";
    host.querySelector(".follow")?.append(this.rest);
    progress.addEventListener("change", () => { this.draw(); });
    pack?.addEventListener("change", () => { this.draw(); });
    this.draw();
  }

  /** The address at which the sheet is printed for as many groups as are asked for. */
  printFor(groups: number): void {
    const link = this.host.querySelector<HTMLAnchorElement>("[data-print]");
    if (link !== null) link.search = groups > 1 ? `?gruppen=${String(groups)}` : "";
  }

  private draw(): void {
    const { place } = this.progress.state;
    const text = this.start?.querySelector("span");
    if (text) text.textContent = this.progress.stored && place > 0 ? t("Weitermachen: %(place)s", { place: this.actions.labelOf(place) }) : t("Schritt für Schritt starten");
    render(html`
      ${this.pack === null ? nothing : this.offline(this.pack)}
      <button type="button" class="follow__link" @click=${() => { this.actions.carry(); }}>${t("Auf anderem Gerät weitermachen")}</button>
      ${this.progress.stored ? html`<button type="button" class="follow__link" @click=${() => { this.forget(); }}>${t("Fortschritt löschen")}</button>` : nothing}
      <p class="hint follow__hint" role="status">${this.hint()}</p>`, this.rest);
  }

  private offline(pack: OfflinePack): unknown {
    return html`<button type="button" class="follow__link" aria-pressed=${pack.saved} aria-disabled=${pack.busy}
      @click=${() => void (pack.saved ? pack.remove() : pack.save())}>${pack.saved ? t("Offline verfügbar") : t("Offline verfügbar machen")}</button>`;
  }

  private hint(): string {
    if (this.pack !== null && this.pack.told !== "") return this.pack.told;
    if (this.progress.outdated) return t("Dieser Inhalt wurde geändert, seit Sie zuletzt hier waren. Bitte beginnen Sie von vorn.");
    const kept = this.progress.stored ? t("Ihr Fortschritt ist nur auf diesem Gerät gespeichert.") : "";
    const will = this.pack === null || this.pack.saved || this.pack.removed ? "" : t("Wenn Sie starten, speichert Ihr Gerät den Inhalt, damit es auch ohne Netz weitergeht.");
    return `${kept} ${will}`.trim();
  }

  private forget(): void {
    this.progress.forget();
    this.start?.focus();
  }
}
