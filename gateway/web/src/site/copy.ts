import { speaks, t } from "../messages/words";

/** Puts a button under each text that people copy, such as the line that names the source. */
export function offerCopying(root: ParentNode): void {
  for (const text of root.querySelectorAll<HTMLElement>("[data-copy]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button--quiet copy";
    button.textContent = t("Kopieren");
    const told = document.createElement("output");
    told.className = "hint";
    button.lang = told.lang = speaks();
    button.addEventListener("click", () => void copy(text, told));
    text.after(button, told);
  }
}

async function copy(text: HTMLElement, told: HTMLOutputElement): Promise<void> {
  try {
    await navigator.clipboard.writeText(text.textContent.trim());
    told.textContent = ` ${t("Kopiert.")}`;
  } catch {
    getSelection()?.selectAllChildren(text);
    told.textContent = ` ${t("Der Text ist markiert. Bitte kopieren Sie ihn mit Strg + C.")}`;
  }
}
