import { html, nothing, render } from "lit";

import { speaks, t } from "../messages/words";
import type { OfflinePack } from "../offline/offline-pack";
import { Awake } from "./awake";
import { addressOf, placeInAddress } from "./place";
import type { Progress } from "./progress";
import type { Safety } from "./safety";
import { forwardIsLeft, onSwipe } from "./swipe";
import type { Timers } from "./timers";
import { unsaved } from "./unsaved";

const OWN_KEYS = "input:not([type='checkbox']), textarea, select, video, [contenteditable]";

export interface Slide {
  element: HTMLElement;
  label: string;
}

/** One thing at a time on the whole screen: safety, materials, each step, the end. */
export class Following {
  private readonly top = document.createElement("div");
  private readonly nav = document.createElement("nav");
  private readonly awake = new Awake();
  private behind: HTMLElement[] = [];
  /** The slide on the screen: safety, until it is acknowledged, wherever somebody had come to. */
  private place = 0;

  constructor(
    private readonly host: HTMLElement,
    private readonly slides: Slide[],
    private readonly progress: Progress,
    private readonly safety: Safety | null,
    timers: Timers,
    private readonly pack: OfflinePack | null,
  ) {
    this.top.className = "following-top";
    this.nav.className = "following-nav";
    this.nav.setAttribute("aria-label", t("Schritt für Schritt"));
    this.top.lang = this.nav.lang = speaks();
    host.prepend(this.top);
    host.append(timers.bar, this.nav);
    onSwipe(host, (pages) => { if (this.open) this.turn(pages); });
    document.addEventListener("keydown", (event) => { if (this.open) this.onKey(event); });
    pack?.addEventListener("change", () => { if (this.open) this.draw(); });
    window.addEventListener("popstate", () => { this.followAddress(); });
  }

  get open(): boolean {
    return this.behind.length > 0;
  }

  /** After safety it goes on where somebody had come to before. */
  private get next(): number {
    const before = this.progress.state.place;
    return this.place === 0 && before > 1 ? before : this.place + 1;
  }

  /** After a reload, or when somebody goes back and forth in the browser's history. */
  followAddress(): void {
    const place = placeInAddress();
    if (place !== null) this.show(place);
    else if (this.open) this.leave();
  }

  start(place: number): void {
    history.pushState(null, "", addressOf(place));
    this.show(place);
  }

  close(): void {
    history.pushState(null, "", location.pathname + location.search);
    this.leave();
  }

  private turn(pages: number): void {
    this.go(pages > 0 ? this.next : this.place - 1);
  }

  private go(place: number): void {
    if (place < 0 || place >= this.slides.length) return;
    if (place > 0 && !this.mayPass) {
      this.safety?.insist();
      return;
    }
    history.replaceState(null, "", addressOf(place));
    this.show(place);
  }

  private get mayPass(): boolean {
    return this.safety === null || this.safety.understood;
  }

  private show(asked: number): void {
    const place = Math.min(asked, this.slides.length - 1);
    if (!this.open) this.cover();
    this.progress.note({ place });
    this.place = this.mayPass ? place : 0;
    this.slides.forEach(({ element }, index) => { element.toggleAttribute("data-current", index === this.place); });
    for (const video of this.host.querySelectorAll("video")) video.pause();
    this.draw();
    window.scrollTo({ top: 0, behavior: "instant" });
    this.focusHeading();
  }

  private focusHeading(): void {
    if (this.open) headingIn(this.slides[this.place]?.element)?.focus({ preventScroll: true });
  }

  /** Hides all of the page but this; what is hidden can be neither reached nor read out. */
  private cover(): void {
    for (let inner: HTMLElement = this.host; inner !== document.body; inner = inner.parentElement ?? document.body) {
      const beside = [...(inner.parentElement?.children ?? [])];
      this.behind.push(...beside.filter((each): each is HTMLElement => each instanceof HTMLElement && each !== inner));
    }
    for (const each of this.behind) each.toggleAttribute("data-behind", true);
    document.documentElement.classList.add("is-following");
    this.host.toggleAttribute("following", true);
    this.awake.start();
  }

  private leave(): void {
    for (const each of this.behind) each.removeAttribute("data-behind");
    this.behind = [];
    document.documentElement.classList.remove("is-following");
    this.host.removeAttribute("following");
    this.awake.stop();
    // The end shows in this view alone; whoever has come there goes on with what follows the steps.
    const atEnd = this.place === this.slides.length - 1;
    const there = atEnd ? (this.host.nextElementSibling ?? this.host) : this.slides[this.place]?.element;
    there?.scrollIntoView({ block: "start", behavior: "instant" });
    headingIn(there)?.focus({ preventScroll: true });
    render(nothing, this.top);
    render(nothing, this.nav);
  }

  private onKey(event: KeyboardEvent): void {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (event.target instanceof Element && event.target.closest(OWN_KEYS) !== null) return;
    const forward = forwardIsLeft(this.host) ? "ArrowRight" : "ArrowLeft";
    if (event.key === "Escape") this.close();
    else if (event.key === "ArrowRight" || event.key === "ArrowLeft") this.turn(event.key === forward ? 1 : -1);
    else return;
    event.preventDefault();
  }

  private draw(): void {
    const { place, slides } = this;
    const last = slides.length - 1;
    render(html`
      <div class="following-top__line">
        <div><p><strong>${slides[place]?.label}</strong></p><h1 class="following-top__title" lang=${document.documentElement.lang}>${this.host.getAttribute("heading")}</h1></div>
        <button type="button" class="button button--quiet following-top__close" @click=${() => { this.close(); }}>${t("Ganze Seite")}</button>
      </div>
      <progress max=${last} value=${place} aria-label=${t("Fortschritt")}></progress>
      <div role="status">${unsaved(this.pack, () => { this.focusHeading(); })}</div>`, this.top);
    render(html`
      <button type="button" class="button button--quiet" ?disabled=${place === 0} @click=${() => { this.turn(-1); }}>${t("Zurück")}</button>
      ${place === last
        ? html`<button type="button" class="button" @click=${() => { this.close(); }}>${t("Fertig")}</button>`
        : html`<button type="button" class="button" aria-label=${t("Weiter zu: %(place)s", { place: slides[this.next]?.label ?? "" })} @click=${() => { this.turn(1); }}>${t("Weiter")}</button>`}`, this.nav);
  }
}

/** The heading, made ready to take the focus. */
function headingIn(element: Element | undefined): HTMLElement | null {
  const heading = element?.querySelector<HTMLElement>("h2, h3") ?? null;
  if (heading !== null) heading.tabIndex = -1;
  return heading;
}
