/** How captions can look; the German words are what the menu says. The first choice is the usual one. */
export const LOOKS = {
  size: { name: "Größe", choices: { normal: "Normal", small: "Klein", large: "Groß", huge: "Sehr groß" } },
  colour: { name: "Schriftfarbe", choices: { white: "Weiß", yellow: "Gelb", cyan: "Hellblau", green: "Hellgrün" } },
  background: {
    name: "Hintergrund",
    choices: { solid: "Schwarz", veil: "Schwarz, durchscheinend", none: "Keiner, mit Umriss", paper: "Weiß, Schrift schwarz" },
  },
  position: { name: "Platz", choices: { bottom: "Unten im Bild", top: "Oben im Bild", below: "Unter dem Bild" } },
  font: { name: "Schriftart", choices: { hub: "Wie auf der Seite", serif: "Mit Serifen", mono: "Gleich breite Buchstaben" } },
} as const;

export type Aspect = keyof typeof LOOKS;
export type Look = Record<Aspect, string>;

export const ASPECTS = Object.keys(LOOKS) as Aspect[];

export function choicesOf(aspect: Aspect): [value: string, label: string][] {
  return Object.entries(LOOKS[aspect].choices);
}

/** The look that was given as far as it is one; what is missing or unknown is the usual. */
export function lookOf(given: Partial<Record<Aspect, unknown>>): Look {
  const chosen = ASPECTS.map((aspect) => {
    const values = choicesOf(aspect).map(([value]) => value);
    return [aspect, values.find((value) => value === given[aspect]) ?? values[0] ?? ""] as const;
  });
  return Object.fromEntries(chosen) as Look;
}
