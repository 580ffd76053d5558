const UNFOLDED: Readonly<Record<string, string>> = { ä: "ae", ö: "oe", ü: "ue", ß: "ss" };

interface Folded {
  text: string;
  /** For each letter of `text`, where it stands in the original. */
  places: number[];
}

/** Small letters, umlauts spelled out: as "laerm", "Lärm" is found too. */
function folded(original: string): Folded {
  const text: string[] = [];
  const places: number[] = [];
  for (const [place, letter] of Array.from(original.normalize("NFC").toLowerCase()).entries()) {
    for (const part of UNFOLDED[letter] ?? letter) {
      text.push(part);
      places.push(place);
    }
  }
  return { text: text.join(""), places };
}

/** Where `wanted` stands in `text`, as begin and end; null where it does not. */
export function findWords(text: string, wanted: string): [begin: number, end: number] | null {
  const needle = folded(wanted.trim()).text;
  if (needle === "") return null;
  const { text: hay, places } = folded(text);
  const found = hay.indexOf(needle);
  if (found < 0) return null;
  const last = places[found + needle.length - 1] ?? 0;
  return [places[found] ?? 0, last + 1];
}
