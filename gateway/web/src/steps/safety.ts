import type { Progress } from "./progress";

/** The boxes under the safety notes; without them nobody comes to the first step. */
export class Safety {
  private readonly boxes: HTMLInputElement[] = [];
  private readonly told = document.createElement("p");
  private readonly mark: string;

  constructor(readonly section: HTMLElement, private readonly progress: Progress) {
    // The wording itself: when the notes change, they are to be read anew.
    this.mark = fingerprint(section.textContent);
    const group = document.createElement("fieldset");
    group.className = "understood";
    group.lang = "de";
    const legend = document.createElement("legend");
    legend.textContent = "Bevor es losgeht";
    group.append(legend, ...this.questions());
    this.told.setAttribute("role", "alert");
    group.append(this.told);
    section.append(group);
    progress.addEventListener("change", () => { this.show(); });
    this.show();
  }

  get understood(): boolean {
    return this.progress.state.understood === this.mark;
  }

  /** Says what is missing and leads there. */
  insist(): void {
    this.told.textContent = "Bitte lesen Sie die Hinweise und setzen Sie die Häkchen. Dann geht es weiter.";
    this.boxes.find((box) => !box.checked)?.focus();
  }

  private *questions(): Generator<HTMLElement> {
    if (this.section.querySelector(".hazard") !== null) yield this.question("Wir haben die Hinweise zur Sicherheit gelesen und verstanden.");
    const supervision = this.section.querySelector(".safety__supervision");
    if (supervision !== null) yield this.question("Dafür ist gesorgt: Jemand passt auf, so wie es hier steht.");
  }

  private question(text: string): HTMLElement {
    const label = document.createElement("label");
    const box = document.createElement("input");
    box.type = "checkbox";
    label.append(box, ` ${text}`);
    box.addEventListener("change", () => {
      this.told.textContent = "";
      this.progress.keep({ understood: this.boxes.every((each) => each.checked) ? this.mark : "" });
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
