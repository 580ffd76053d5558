import { speaks, t } from "../messages/words";
import type { Progress } from "./progress";

/** So many are kept: the notes as they read in each language of the interface. */
const WORDINGS = 2;

/** The boxes under the safety notes; without them nobody comes to the first step. */
export class Safety {
  private readonly boxes: HTMLInputElement[] = [];
  private readonly told = document.createElement("p");
  private readonly mark: string;

  constructor(readonly section: HTMLElement, private readonly progress: Progress) {
    // The wording itself, as it was read: when the notes change, they are to be read anew.
    this.mark = fingerprint(section.textContent);
    const group = document.createElement("fieldset");
    group.className = "understood";
    group.lang = speaks();
    const legend = document.createElement("legend");
    legend.textContent = t("Bevor es losgeht");
    group.append(legend, ...this.questions());
    this.told.setAttribute("role", "alert");
    group.append(this.told);
    section.append(group);
    progress.addEventListener("change", () => { this.show(); });
    this.show();
  }

  get understood(): boolean {
    return this.marks.includes(this.mark);
  }

  private get marks(): string[] {
    return this.progress.state.understood.split(" ").filter(Boolean);
  }

  /** Says what is missing and leads there. */
  insist(): void {
    this.told.textContent = t("Bitte lesen Sie die Hinweise und setzen Sie die Häkchen. Dann geht es weiter.");
    this.boxes.find((box) => !box.checked)?.focus();
  }

  private *questions(): Generator<HTMLElement> {
    if (this.section.querySelector(".hazard") !== null) yield this.question(t("Wir haben die Hinweise zur Sicherheit gelesen und verstanden."));
    const supervision = this.section.querySelector(".safety__supervision");
    if (supervision !== null) yield this.question(t("Dafür ist gesorgt: Jemand passt auf, so wie es hier steht."));
  }

  private question(text: string): HTMLElement {
    const label = document.createElement("label");
    const box = document.createElement("input");
    box.type = "checkbox";
    label.append(box, ` ${text}`);
    box.addEventListener("change", () => {
      this.told.textContent = "";
      const others = this.marks.filter((mark) => mark !== this.mark);
      const marks = this.boxes.every((each) => each.checked) ? [...others, this.mark] : others;
      this.progress.keep({ understood: marks.slice(-WORDINGS).join(" ") });
    });
    this.boxes.push(box);
    return label;
  }

  private show(): void {
    if (this.understood) for (const box of this.boxes) box.checked = true;
    else if (!this.progress.stored) for (const box of this.boxes) box.checked = false;
  }
}

/** FNV-1a, 32 bits. */
function fingerprint(text: string): string {
  let sum = 0x811c9dc5;
  for (const letter of text.replace(/\s+/g, " ")) sum = Math.imul(sum ^ (letter.codePointAt(0) ?? 0), 0x01000193);
  return (sum >>> 0).toString(36);
}
