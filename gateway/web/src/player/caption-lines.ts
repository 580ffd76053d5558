import { css, html, LitElement, type PropertyValues, type TemplateResult } from "lit";

import { ASPECTS, type Look, lookOf } from "./look";

/** The lines that are said now, in the look that the viewer chose. */
export class CaptionLines extends LitElement {
  static override properties = { cues: { attribute: false }, look: { attribute: false } };
  declare cues: readonly VTTCue[];
  declare look: Look;

  static override styles = css`
    :host {
      --scale: 1;
      --ink: #fff;
      --ground: #000;
      display: block;
      text-align: center;
      font: 600 calc(clamp(0.875rem, 3.1cqi, 2.25rem) * var(--scale)) / 1.35 var(--font-text, Verdana, sans-serif);
      color: var(--ink);
    }
    :host([size="small"]) { --scale: 0.8; }
    :host([size="large"]) { --scale: 1.35; }
    :host([size="huge"]) { --scale: 1.8; }
    :host([colour="yellow"]) { --ink: #ffe94a; }
    :host([colour="cyan"]) { --ink: #8ff0ff; }
    :host([colour="green"]) { --ink: #9dff9d; }
    :host([background="veil"]) { --ground: rgb(0 0 0 / 0.75); }
    :host([background="none"]) { --ground: transparent; text-shadow: 0 0 3px #000, 0 0 3px #000, 1px 1px 2px #000, -1px -1px 2px #000; }
    :host([background="paper"]) { --ground: #fff; --ink: #000; }
    :host([font="serif"]) { font-family: Georgia, "Times New Roman", serif; }
    :host([font="mono"]) { font-family: ui-monospace, Consolas, "DejaVu Sans Mono", monospace; }
    p { margin: 0.15em 0 0; }
    span {
      padding: 0.08em 0.4em;
      background: var(--ground);
      box-decoration-break: clone;
      -webkit-box-decoration-break: clone;
      white-space: pre-line;
      border-radius: 0.15em;
    }
    @media (forced-colors: active) {
      span { background: Canvas; color: CanvasText; text-shadow: none; }
    }
  `;

  constructor() {
    super();
    this.cues = [];
    this.look = lookOf({});
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("look")) for (const aspect of ASPECTS) this.setAttribute(aspect, this.look[aspect]);
  }

  protected override render(): TemplateResult[] {
    return this.cues.map((cue) => html`<p dir="auto"><span>${cue.getCueAsHTML()}</span></p>`);
  }
}
