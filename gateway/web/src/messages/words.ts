/**
 * What the browser's code says, in German or in English: `t("Weiter")` in the language of the page's interface.
 * German is the source; `make messages` collects the texts and writes `en.json`.
 */
export type Text = keyof typeof import("./en.json");
type Values = Readonly<Record<string, string | number>>;

let english: Partial<Record<Text, string | string[]>> | null = null;

/** Before the first text is shown. Only a page with an English interface loads anything for it. */
export async function speak(): Promise<void> {
  if (document.documentElement.dataset["ui"] !== "en") return;
  try {
    english = (await import("./en.json")).default;
  } catch { /* Without a connection it goes on in German. */ }
}

/** The tag of the interface's language; what is published may be in any other. */
export function speaks(): "de" | "en" {
  return english === null ? "de" : "en";
}

/** The address of one of our pages in the interface's language. */
export function to(path: string): string {
  return english === null ? path : `/en${path}`;
}

/** For numbers and dates. */
export function locale(): string {
  return english === null ? "de-DE" : "en-GB";
}

/** A German text in the interface's language, with what stands in it for `%(name)s`. */
export function t(text: Text, values: Values = {}): string {
  return filled([english?.[text] ?? text].flat()[0] ?? text, values);
}

/** The German text that fits the amount; both languages have the singular for exactly one. */
export function ofMany(amount: number, one: Text, many: string): string {
  const [single = one, several = many] = [english?.[one] ?? [one, many]].flat();
  return amount === 1 ? single : several;
}

/** Marks a text that is translated where it is shown. */
export function N_(text: Text): Text {
  return text;
}

function filled(text: string, values: Values): string {
  return text.replace(/%\((\w+)\)s/g, (mark, name: string) => String(values[name] ?? mark));
}
