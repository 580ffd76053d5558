import { type Look, lookOf } from "./look";

const KEY = "hub-player";
const MOST_PLACES = 50;
/** Whoever is this close to the end has seen the film. */
const END_SECONDS = 5;

export interface Preferences {
  look: Look;
  captions: boolean;
  language: string;
  rate: number;
  described: boolean;
  signed: boolean;
}

interface Kept {
  preferences: Partial<Preferences>;
  /** The second at which each film was left, the latest last. */
  places: Record<string, number>;
}

/** What the viewer wants remembered, on this device alone; nothing is kept before they say so. */
export class Memory {
  constructor(private readonly film: string) {}

  get wanted(): boolean {
    return read() !== null;
  }

  get place(): number {
    return read()?.places[this.film] ?? 0;
  }

  get preferences(): Partial<Preferences> {
    return read()?.preferences ?? {};
  }

  begin(preferences: Preferences): void {
    write({ preferences, places: {} });
  }

  forget(): void {
    try {
      localStorage.removeItem(KEY);
    } catch {
      // A browser that keeps nothing has nothing to forget.
    }
  }

  keepPreferences(preferences: Preferences): void {
    const kept = read();
    if (kept !== null) write({ ...kept, preferences });
  }

  keepPlace(seconds: number, duration: number): void {
    const kept = read();
    if (kept === null) return;
    const others = Object.entries(kept.places).filter(([film]) => film !== this.film);
    const seen = seconds < 1 || seconds > duration - END_SECONDS;
    const places = seen ? others : [...others, [this.film, Math.floor(seconds)] as const];
    write({ ...kept, places: Object.fromEntries(places.slice(-MOST_PLACES)) });
  }
}

/** Null where nothing is kept, or the browser keeps nothing. */
function read(): Kept | null {
  try {
    const text = localStorage.getItem(KEY);
    return text === null ? null : checked(JSON.parse(text));
  } catch {
    return null;
  }
}

function write(kept: Kept): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(kept));
  } catch {
    // The store is full or closed: the film plays all the same.
  }
}

function checked(given: unknown): Kept {
  const { preferences, places } = Object(given) as Record<string, unknown>;
  const known = Object.entries(Object(places) as Record<string, unknown>).filter(([, at]) => Number.isFinite(at));
  const chosen = Object(preferences) as Partial<Preferences>;
  return {
    preferences: { ...chosen, look: lookOf(Object(chosen.look) as Partial<Look>) },
    places: Object.fromEntries(known) as Record<string, number>,
  };
}
