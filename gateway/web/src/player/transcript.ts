import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";

import { t } from "../messages/words";
import { clock } from "./clock";
import { transcriptStyles } from "./transcript-styles";
import { findWords } from "./words";

interface Line {
  start: number;
  text: string;
}

/**
 * What is said, line by line: a click jumps, the line of the moment is marked and kept in sight
 * until the reader scrolls, and words are found. Tells `jump` (the detail is a second).
 */
export class Transcript extends LitElement {
  static override styles = transcriptStyles;
  static override properties = {
    cues: { attribute: false },
    language: {},
    /** When the line begins that is being said. */
    moment: { type: Number },
    wanted: { state: true },
    hit: { state: true },
    follows: { state: true },
  };
  declare cues: readonly VTTCue[];
  declare language: string;
  declare moment: number;
  declare wanted: string;
  declare hit: number;
  declare follows: boolean;
  private lines: Line[] = [];
  private hits: number[] = [];

  constructor() {
    super();
    this.cues = [];
    this.language = "";
    this.moment = -1;
    this.wanted = "";
    this.hit = -1;
    this.follows = true;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("cues")) this.lines = this.cues.map(lineOf);
    if (!changed.has("cues") && !changed.has("wanted")) return;
    this.hits = [...this.lines.keys()].filter((place) => findWords(this.lines[place]?.text ?? "", this.wanted) !== null);
    this.hit = this.hits.length > 0 ? 0 : -1;
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has("hit") || changed.has("wanted")) this.bringIntoSight(".hit");
    else if (this.follows && changed.has("moment")) this.bringIntoSight("[aria-current]");
  }

  /** Scrolls the list alone: the page stays where the reader has it. */
  private bringIntoSight(what: string): void {
    const list = this.renderRoot.querySelector<HTMLElement>("ol");
    const line = list?.querySelector<HTMLElement>(what);
    if (list === null || line == null) return;
    list.scrollTop = line.offsetTop - (list.clientHeight - line.offsetHeight) / 2;
  }

  private jump(seconds: number): void {
    this.follows = true;
    this.dispatchEvent(new CustomEvent("jump", { detail: seconds }));
  }

  private readonly search = (event: InputEvent): void => {
    this.wanted = (event.target as HTMLInputElement).value;
    this.follows = this.wanted === "";
  };

  private step(by: number): void {
    if (this.hits.length > 0) this.hit = (this.hit + by + this.hits.length) % this.hits.length;
  }

  private readonly press = (event: KeyboardEvent): void => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    this.step(event.shiftKey ? -1 : 1);
  };

  private readonly stay = (): void => {
    this.follows = false;
  };

  private readonly jumpToHit = (): void => {
    const line = this.lines[this.hits[this.hit] ?? -1];
    if (line !== undefined) this.jump(line.start);
  };

  protected override render(): TemplateResult {
    return html`
      <search>
        <label>${t("Im Text suchen")} <input type="search" .value=${this.wanted} @input=${this.search} @keydown=${this.press} autocomplete="off" enterkeyhint="next"></label>
        ${this.wanted.trim() === "" ? nothing : this.steps()}
        <output>${this.told}</output>
      </search>
      <ol lang=${this.language} dir="auto" @wheel=${this.stay} @touchmove=${this.stay} @keydown=${this.stay}>
        ${this.lines.map((line, place) => this.line(line, place))}
      </ol>
      ${this.follows ? nothing : html`<button type="button" class="follow" @click=${() => { this.follows = true; }}>${t("Wieder mitlaufen")}</button>`}
    `;
  }

  private get told(): string {
    if (this.wanted.trim() === "") return "";
    if (this.hits.length === 0) return t("Nichts gefunden");
    return t("Treffer %(number)s von %(all)s", { number: this.hit + 1, all: this.hits.length });
  }

  private steps(): TemplateResult {
    const none = this.hits.length === 0;
    return html`
      <button type="button" ?disabled=${none} @click=${() => { this.step(-1); }}>${t("Voriger")}</button>
      <button type="button" ?disabled=${none} @click=${() => { this.step(1); }}>${t("Nächster")}</button>
      <button type="button" ?disabled=${none} @click=${this.jumpToHit}>${t("Hier abspielen")}</button>
    `;
  }

  private line(line: Line, place: number): TemplateResult {
    const now = line.start === this.moment;
    const isHit = this.hits[this.hit] === place && this.hit >= 0;
    return html`<li>
      <button type="button" class=${isHit ? "hit" : ""} aria-current=${now ? "true" : nothing} @click=${() => { this.jump(line.start); }}>
        <time>${clock(line.start)}</time> <span>${marked(line.text, this.wanted)}</span>
      </button>
    </li>`;
  }
}

function lineOf(cue: VTTCue): Line {
  return { start: cue.startTime, text: cue.getCueAsHTML().textContent.replaceAll("\n", " ") };
}

function marked(text: string, wanted: string): unknown {
  const found = findWords(text, wanted);
  if (found === null) return text;
  const letters = Array.from(text.normalize("NFC"));
  const [before, hit, after] = [letters.slice(0, found[0]), letters.slice(...found), letters.slice(found[1])];
  return html`${before.join("")}<mark>${hit.join("")}</mark>${after.join("")}`;
}
