import type { Progress } from "./progress";

/** Everything that can be ticked, in the order of the page; each step gets a box of its own. */
export class Ticks {
  private readonly boxes: HTMLInputElement[];

  constructor(host: HTMLElement) {
    for (const step of host.querySelectorAll<HTMLElement>(".step__text")) step.append(doneBox());
    this.boxes = [...host.querySelectorAll<HTMLInputElement>('input[type="checkbox"]')];
  }

  /** Tells versions of an item apart in which the same place is another thing. */
  get shape(): string {
    return String(this.boxes.length);
  }

  bind(progress: Progress): void {
    for (const box of this.boxes) {
      box.addEventListener("change", () => { progress.keep({ ticks: this.boxes.map((each) => each.checked) }); });
    }
    const show = (): void => {
      this.boxes.forEach((box, index) => { box.checked = progress.state.ticks[index] === true; });
    };
    progress.addEventListener("change", show);
    show();
  }
}

function doneBox(): HTMLElement {
  const label = document.createElement("label");
  label.className = "done";
  label.lang = "de";
  const box = document.createElement("input");
  box.type = "checkbox";
  label.append(box, " Dieser Schritt ist erledigt");
  return label;
}
