import { count, euro, people, quantity } from "../messages/amounts";
import { t } from "../messages/words";

const MOST_GROUPS = 100;

/** Recomputes amounts and costs as somebody types; without script the server does it. */
export class Materials {
  private readonly groups: HTMLInputElement | null;
  private readonly people: HTMLInputElement | null;

  constructor(private readonly section: HTMLElement, private readonly onChange: (groups: number) => void) {
    this.groups = section.querySelector('input[name="gruppen"]');
    this.people = section.querySelector('input[name="personen"]');
    for (const button of section.querySelectorAll<HTMLElement>(".scale button")) button.hidden = true;
    for (const form of section.querySelectorAll("form")) form.addEventListener("submit", (event) => { event.preventDefault(); });
    this.groups?.addEventListener("input", () => { this.ask(this.groups, 1); });
    this.people?.addEventListener("input", () => { this.ask(this.people, this.largest ?? 1); });
  }

  /** What the address asks for: a page that was kept for use without a network was made for one group. */
  get asked(): number {
    const asked = Number(new URLSearchParams(location.search).get("gruppen"));
    return fits(asked, 1) ? asked : Number(this.section.dataset["groups"]);
  }

  show(groups: number): void {
    if (this.groups !== null && document.activeElement !== this.groups) this.groups.value = String(groups);
    for (const row of this.section.querySelectorAll<HTMLElement>("li[data-quantity]")) showRow(row, groups);
    const told = this.section.querySelector("[data-told]");
    if (told !== null) told.replaceChildren(...this.told(groups));
  }

  private get largest(): number | null {
    return this.section.dataset["largest"] === undefined ? null : Number(this.section.dataset["largest"]);
  }

  private ask(input: HTMLInputElement | null, each: number): void {
    const number = Number(input?.value);
    const good = fits(number, each);
    input?.setAttribute("aria-invalid", String(!good));
    this.section.querySelector("#scale-problem")?.remove();
    if (good) this.onChange(Math.ceil(number / each));
  }

  private told(groups: number): (string | Node)[] {
    const { largest } = this;
    const smallest = Number(this.section.dataset["smallest"] ?? 1);
    const who = largest === null ? "" : `, ${people(groups * smallest, groups * largest)}`;
    const cost = [...this.section.querySelectorAll<HTMLElement>("li[data-cost]")]
      .reduce((sum, row) => sum + Number(row.dataset["cost"]), 0);
    const all = count(groups, "Gruppe", "Gruppen") + who;
    if (cost === 0) return [all];
    const text = t("%(groups)s: zusammen etwa <strong>%(cost)s</strong>", { groups: all, cost: euro(cost * groups) });
    const [before = "", sum = "", after = ""] = text.split(/<\/?strong>/);
    const total = document.createElement("strong");
    total.textContent = sum;
    return [before, total, after];
  }
}

function fits(number: number, each: number): boolean {
  return Number.isInteger(number) && number >= 1 && number <= MOST_GROUPS * each;
}

function showRow(row: HTMLElement, groups: number): void {
  const { quantity: amount = "1", unit = "", cost = "0" } = row.dataset;
  const shown = row.querySelector("[data-amount]");
  if (shown !== null) shown.textContent = quantity(Number(amount) * groups, unit);
  const price = row.querySelector("[data-price]");
  if (price !== null) price.textContent = euro(Number(cost) * groups);
}
