import { html, nothing, render } from "lit";

import { remaining } from "../messages/amounts";
import { speaks, t } from "../messages/words";
import { Bell } from "./bell";
import type { Progress } from "./progress";

/** The waiting times of the steps. A timer that was started goes on in other steps and after a reload. */
export class Timers {
  /** For all running timers, wherever in the item somebody is. */
  readonly bar = document.createElement("div");
  private readonly alarm = document.createElement("p");
  private readonly mute = document.createElement("div");
  private readonly places = new Map<string, { row: HTMLElement; minutes: number }>();
  private readonly over = new Set<string>();
  private readonly bell = new Bell(() => { this.tick(); });
  private ticking: number | undefined;

  constructor(host: HTMLElement, private readonly progress: Progress) {
    this.bar.className = "timers";
    this.alarm.setAttribute("role", "alert");
    this.alarm.className = "timers__alarm";
    this.bar.append(this.alarm, document.createElement("ul"), this.mute);
    this.bar.lang = speaks();
    this.bar.role = "group";
    this.bar.ariaLabel = t("Wartezeiten");
    this.bar.tabIndex = -1;
    host.querySelectorAll<HTMLElement>(".step").forEach((step, index) => {
      const wait = step.querySelector<HTMLElement>("[data-wait]");
      if (wait === null) return;
      const row = document.createElement("div");
      row.className = "timer";
      row.lang = speaks();
      wait.after(row);
      this.places.set(String(index + 1), { row, minutes: Number(wait.dataset["wait"]) });
    });
    progress.addEventListener("change", () => { this.show(); });
    this.show();
  }

  private show(): void {
    const { timers } = this.progress.state;
    const running = Object.keys(timers).filter((step) => this.places.has(step));
    window.clearInterval(this.ticking);
    if (running.length > 0) this.ticking = window.setInterval(() => { this.tick(); }, 1000);
    this.tick();
  }

  private tick(): void {
    const { timers } = this.progress.state;
    for (const [step, place] of this.places) render(this.row(step, place.minutes, timers[step]), place.row);
    const running = Object.entries(timers).filter(([step]) => this.places.has(step));
    const list = this.bar.querySelector("ul");
    if (list !== null) render(running.map(([step, end]) => this.entry(step, end)), list);
    this.bar.hidden = running.length === 0;
    render(this.bell.allowed || running.every(([, end]) => end <= Date.now()) ? nothing : this.silent(), this.mute);
    for (const [step, end] of running) if (end <= Date.now() && !this.over.has(step)) this.ring(step);
    if (running.every(([, end]) => end > Date.now())) this.alarm.textContent = "";
  }

  private row(step: string, minutes: number, end: number | undefined): unknown {
    if (end === undefined) {
      return html`<button type="button" class="button button--quiet" @click=${() => { this.start(step, minutes); }}>${t("Zeit starten")}</button>`;
    }
    return html`<p class="timer__left" role="timer">${left(end)}</p>
      <button type="button" class="button button--quiet" @click=${() => { this.stop(step); }}>${end > Date.now() ? t("Zeit abbrechen") : t("Fertig")}</button>`;
  }

  private entry(step: string, end: number): unknown {
    const over = end <= Date.now();
    return html`<li class=${over ? "timers__over" : ""}>${t("Schritt %(number)s:", { number: step })} <strong>${left(end)}</strong>${over
      ? html` <button type="button" class="timers__end" aria-label=${t("Fertig mit dem Warten in Schritt %(number)s", { number: step })} @click=${() => { this.stop(step); }}>${t("Fertig")}</button>`
      : nothing}</li>`;
  }

  /** After a reload: the browser lets nothing sound before somebody has pressed something. */
  private silent(): unknown {
    return html`<p class="timers__silent">${t("Am Ende der Wartezeit bleibt es still, bis Sie den Ton einschalten.")}
      <button type="button" class="timers__end" @click=${() => { this.sound(); }}>${t("Ton einschalten")}</button></p>`;
  }

  private sound(): void {
    void this.bell.allow().then(() => { this.bell.ring([0]); });
    this.tick();
    this.bar.focus(); // the button has gone
  }

  private start(step: string, minutes: number): void {
    void this.bell.allow();
    this.over.delete(step);
    this.progress.keep({ timers: { ...this.progress.state.timers, [step]: Date.now() + minutes * 60_000 } });
    this.keepFocus(step);
  }

  private stop(step: string): void {
    this.over.delete(step);
    this.progress.keep({ timers: Object.fromEntries(Object.entries(this.progress.state.timers).filter(([each]) => each !== step)) });
    this.keepFocus(step);
  }

  /** The button that was pressed has gone; the one in its place goes on. */
  private keepFocus(step: string): void {
    if (document.activeElement === document.body) this.places.get(step)?.row.querySelector("button")?.focus();
  }

  private ring(step: string): void {
    this.over.add(step);
    this.alarm.textContent = t("Die Wartezeit von Schritt %(number)s ist um.", { number: step });
    if ("vibrate" in navigator) navigator.vibrate([300, 200, 300]);
    this.bell.ring();
  }
}

function left(end: number): string {
  return end > Date.now() ? remaining(end - Date.now(), end) : t("Zeit ist um");
}
