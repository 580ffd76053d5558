import { t } from "../messages/words";
import { suggested } from "./suggestions";

const PAUSE_MS = 120;
const FEWEST = 2;
let lists = 0;

/** Offers, under the search field in it, how the words might go on (ARIA's combobox pattern). */
export class HubSuggest extends HTMLElement {
  private readonly list = document.createElement("ul");
  private readonly leaving = new AbortController();
  private asking = new AbortController();
  private waiting = 0;

  private get input(): HTMLInputElement | null {
    return this.querySelector("input");
  }

  connectedCallback(): void {
    const { input, list } = this;
    if (input === null) return;
    list.id = `vorschlaege-${(++lists).toString()}`;
    list.className = "suggestions";
    list.role = "listbox";
    list.ariaLabel = t("Vorschläge");
    list.hidden = true;
    this.append(list);
    input.role = "combobox";
    input.setAttribute("aria-controls", list.id);
    input.setAttribute("aria-autocomplete", "list");
    input.ariaExpanded = "false";
    this.listen(input);
  }

  disconnectedCallback(): void {
    this.leaving.abort();
    this.asking.abort();
    clearTimeout(this.waiting);
  }

  private listen(input: HTMLInputElement): void {
    const { signal } = this.leaving;
    input.addEventListener("input", () => { this.ask(input.value); }, { signal });
    input.addEventListener("keydown", (event) => { this.press(event, input); }, { signal });
    input.addEventListener("blur", () => { this.close(); }, { signal });
    // The field keeps the focus, and with it the list, until it is clear what is wanted.
    this.list.addEventListener("pointerdown", (event) => { event.preventDefault(); }, { signal });
    this.list.addEventListener("click", (event) => {
      const option = (event.target as Element).closest("li");
      if (option !== null) this.take(input, option);
    }, { signal });
  }

  private ask(words: string): void {
    clearTimeout(this.waiting);
    this.asking.abort();
    this.asking = new AbortController();
    const { signal } = this.asking;
    if (words.trim().length < FEWEST) {
      this.show([]);
      return;
    }
    this.waiting = window.setTimeout(() => {
      suggested(words, signal).then(
        (texts) => { if (!signal.aborted) this.show(texts); },
        () => { if (!signal.aborted) this.show([]); },
      );
    }, PAUSE_MS);
  }

  /** Nothing that is still on its way opens the list again. */
  private close(): void {
    clearTimeout(this.waiting);
    this.asking.abort();
    this.show([]);
  }

  private show(texts: string[]): void {
    this.list.replaceChildren(...texts.map((text, number) => this.option(text, number)));
    this.list.hidden = texts.length === 0;
    const { input } = this;
    if (input === null) return;
    input.ariaExpanded = String(texts.length > 0);
    input.removeAttribute("aria-activedescendant");
  }

  private option(text: string, number: number): HTMLLIElement {
    const option = document.createElement("li");
    option.id = `${this.list.id}-${number.toString()}`;
    option.role = "option";
    option.ariaSelected = "false";
    option.textContent = text;
    option.dir = "auto";
    return option;
  }

  private press(event: KeyboardEvent, input: HTMLInputElement): void {
    if (this.list.hidden) return;
    const options = [...this.list.children] as HTMLElement[];
    const at = options.findIndex((option) => option.ariaSelected === "true");
    const chosen = options[at];
    if (event.key === "ArrowDown") this.select(input, options, (at + 1) % options.length);
    else if (event.key === "ArrowUp") this.select(input, options, at <= 0 ? options.length - 1 : at - 1);
    else if (event.key === "Escape") this.show([]);
    else if (event.key === "Enter" && chosen !== undefined) this.take(input, chosen);
    else return;
    event.preventDefault();
  }

  private select(input: HTMLInputElement, options: HTMLElement[], chosen: number): void {
    options.forEach((option, number) => { option.ariaSelected = String(number === chosen); });
    input.setAttribute("aria-activedescendant", options[chosen]?.id ?? "");
  }

  private take(input: HTMLInputElement, option: HTMLElement): void {
    input.value = option.textContent;
    this.show([]);
    input.form?.requestSubmit();
  }
}
