import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";

import { t } from "../messages/words";
import { type Failure, FAILURES } from "./failure";
import { closeIcon, cornerIcon, largerIcon, smallerIcon } from "./icons";
import { InStep } from "./in-step";
import { BEGIN, cornered, keyed, moved, type Place, sized } from "./sign-place";
import { Stream } from "./stream";

const STEP = 0.05;

/**
 * The film in sign language, in a window over the picture that is moved and sized by pointer, by
 * buttons and by keys. Tells `close`. It has to lie in the element that it moves in.
 */
export class SignPicture extends LitElement {
  static override properties = {
    address: {},
    main: { attribute: false },
    place: { state: true },
    failure: { state: true },
  };
  declare address: string;
  declare main: HTMLVideoElement | null;
  declare place: Place;
  declare failure: Failure | null;
  inStep: InStep | null = null;
  private stream: Stream | null = null;
  private held: { pointer: number; x: number; y: number; sizes: boolean } | null = null;

  static override styles = css`
    :host {
      --w: 0.3;
      --x: 1;
      --y: 1;
      position: absolute;
      z-index: 2;
      --edge: 8px;
      width: max(var(--w) * 100%, 8.5rem);
      left: calc(var(--edge) + var(--x) * (100% - max(var(--w) * 100%, 8.5rem) - 2 * var(--edge)));
      top: calc(var(--edge) + var(--y) * (100% - 2 * var(--edge)));
      transform: translateY(calc(var(--y) * -100%));
      background: #082831;
      color: #fff;
      border-radius: 8px;
      box-shadow: 0 0 0 2px #fff, 0 2px 12px rgb(0 0 0 / 0.5);
      touch-action: none;
      cursor: grab;
    }
    :host(:active) { cursor: grabbing; }
    [data-moves]:focus-visible { outline: 3px solid var(--sun, #f4b942); outline-offset: 2px; border-radius: 8px; }
    video { display: block; width: 100%; aspect-ratio: 16 / 9; object-fit: contain; border-radius: 8px 8px 0 0; pointer-events: none; }
    .tools { display: flex; justify-content: space-between; }
    button { flex: 1; min-height: 2rem; min-width: 1.75rem; padding: 0; border: 0; background: none; color: inherit; cursor: pointer; display: grid; place-items: center; border-radius: 6px; }
    button svg { width: 1.15rem; height: 1.15rem; }
    button:hover { background: rgb(31 138 140 / 0.9); }
    button:focus-visible { outline: 3px solid var(--sun, #f4b942); outline-offset: -3px; }
    p { margin: 0; padding: 0.5rem; font-size: 0.875rem; line-height: 1.35; }
    .corner { position: absolute; z-index: 1; top: 0; left: 0; width: 28px; height: 28px; cursor: nwse-resize; border-radius: 8px 0 0; background: linear-gradient(135deg, #fff 0 8px, #082831 8px 11px, #fff 11px 13px, transparent 13px); }
  `;

  constructor() {
    super();
    this.address = "";
    this.main = null;
    this.place = BEGIN;
    this.failure = null;
    this.addEventListener("pointerdown", (event) => { this.take(event); });
    this.addEventListener("pointermove", (event) => { this.drag(event); });
    for (const event of ["pointerup", "pointercancel"]) this.addEventListener(event, () => { this.held = null; });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.inStep?.end();
    this.stream?.close();
  }

  protected override firstUpdated(): void {
    const video = this.renderRoot.querySelector("video");
    if (video === null || this.main === null) return;
    video.muted = true;
    this.stream = new Stream(video, { stream: this.address, file: null });
    this.stream.addEventListener("failure", (event) => { this.failure = (event as CustomEvent<Failure>).detail; });
    void this.stream.connect(this.main.currentTime);
    this.inStep = new InStep(this.main, video);
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (!changed.has("place")) return;
    const { x, y, width } = this.place;
    for (const [name, value] of Object.entries({ "--x": x, "--y": y, "--w": width })) this.style.setProperty(name, value.toFixed(3));
  }

  private take(event: PointerEvent): void {
    const target = event.composedPath()[0];
    if (target instanceof Element && target.closest("button") !== null) return;
    this.held = { pointer: event.pointerId, x: event.clientX, y: event.clientY, sizes: target instanceof Element && target.matches(".corner") };
    this.setPointerCapture(event.pointerId);
  }

  /** The window follows the pointer; by its corner it is sized. */
  private drag(event: PointerEvent): void {
    const { held } = this;
    const ground = this.offsetParent;
    if (held?.pointer !== event.pointerId || ground === null) return;
    const [x, y] = [event.clientX - held.x, event.clientY - held.y];
    const [width, height] = [ground.clientWidth, ground.clientHeight];
    this.place = held.sizes
      ? sized(this.place, -x / width)
      : moved(this.place, x / Math.max(1, width - this.offsetWidth), y / Math.max(1, height - this.offsetHeight));
    this.held = { ...held, x: event.clientX, y: event.clientY };
  }

  private readonly press = (event: KeyboardEvent): void => {
    const place = keyed(this.place, event.key);
    if (place === null) return;
    event.preventDefault();
    event.stopPropagation();
    this.place = place;
  };

  private readonly leave = (): void => {
    this.dispatchEvent(new Event("close"));
  };

  protected override render(): TemplateResult {
    return html`
      <div data-moves tabindex="0" role="group" aria-label=${t("Gebärdensprache. Pfeiltasten verschieben, Plus und Minus ändern die Größe.")} @keydown=${this.press}>
        <span class="corner"></span>
        <video playsinline muted tabindex="-1" aria-label=${t("Film in Gebärdensprache")}></video>
        ${this.failure ? html`<p role="alert">${t("Die Gebärdensprache fehlt gerade.")} ${t(FAILURES[this.failure].text)}</p>` : nothing}
        <div class="tools">
          ${this.tool(t("In die nächste Ecke"), cornerIcon, () => cornered(this.place))}
          ${this.tool(t("Kleiner"), smallerIcon, () => sized(this.place, -STEP))}
          ${this.tool(t("Größer"), largerIcon, () => sized(this.place, STEP))}
          <button type="button" aria-label=${t("Gebärdensprache schließen")} title=${t("Schließen")} @click=${this.leave}>${closeIcon}</button>
        </div>
      </div>
    `;
  }

  private tool(label: string, icon: unknown, place: () => Place): TemplateResult {
    return html`<button type="button" aria-label=${label} title=${label} @click=${() => { this.place = place(); }}>${icon}</button>`;
  }
}
