import { N_, t, type Text } from "../messages/words";

/** How captions can look; the German words are what the menu says. The first choice is the usual one. */
export const LOOKS = {
  size: { name: N_("Größe"), choices: { normal: N_("Normal"), small: N_("Klein"), large: N_("Groß"), huge: N_("Sehr groß") } },
  colour: { name: N_("Schriftfarbe"), choices: { white: N_("Weiß"), yellow: N_("Gelb"), cyan: N_("Hellblau"), green: N_("Hellgrün") } },
  background: {
    name: N_("Hintergrund"),
    choices: { solid: N_("Schwarz"), veil: N_("Schwarz, durchscheinend"), none: N_("Keiner, mit Umriss"), paper: N_("Weiß, Schrift schwarz") },
  },
  position: { name: N_("Platz"), choices: { bottom: N_("Unten im Bild"), top: N_("Oben im Bild"), below: N_("Unter dem Bild") } },
  font: { name: N_("Schriftart"), choices: { hub: N_("Wie auf der Seite"), serif: N_("Mit Serifen"), mono: N_("Gleich breite Buchstaben") } },
} as const;

export type Aspect = keyof typeof LOOKS;
export type Look = Record<Aspect, string>;

export const ASPECTS = Object.keys(LOOKS) as Aspect[];

export function choicesOf(aspect: Aspect): [value: string, label: string][] {
  return Object.entries<Text>(LOOKS[aspect].choices).map(([value, label]) => [value, t(label)]);
}

/** The look that was given as far as it is one; what is missing or unknown is the usual. */
export function lookOf(given: Partial<Record<Aspect, unknown>>): Look {
  const chosen = ASPECTS.map((aspect) => {
    const values = choicesOf(aspect).map(([value]) => value);
    return [aspect, values.find((value) => value === given[aspect]) ?? values[0] ?? ""] as const;
  });
  return Object.fromEntries(chosen) as Look;
}
