import { speaks, t } from "../messages/words";
import type { Progress } from "./progress";

/** Everything that can be ticked, in the order of the page; each step gets a box of its own. */
export class Ticks {
  /** Tells versions of an item apart in which the same place is another thing. */
  readonly shape: string;
  private readonly boxes: HTMLInputElement[];

  constructor(host: HTMLElement) {
    const named = [...host.querySelectorAll(".step h3, .step .checklist label")].map(ownText);
    for (const step of host.querySelectorAll<HTMLElement>(".step__text")) step.append(doneBox());
    this.boxes = [...host.querySelectorAll<HTMLInputElement>('input[type="checkbox"]')];
    this.shape = `${String(this.boxes.length)} ${fingerprint(named.join("\n"))}`;
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

/** Without what the interface says in it, which is not the same in each of its languages. */
function ownText(element: Element): string {
  const own = element.cloneNode(true) as Element;
  for (const said of own.querySelectorAll(".hidden")) said.remove();
  return own.textContent.trim();
}

/** FNV-1a, 32 bits, over UTF-16. */
function fingerprint(text: string): string {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return (hash >>> 0).toString(36);
}

function doneBox(): HTMLElement {
  const label = document.createElement("label");
  label.className = "done";
  label.lang = speaks();
  const box = document.createElement("input");
  box.type = "checkbox";
  label.append(box, ` ${t("Dieser Schritt ist erledigt")}`);
  return label;
}
