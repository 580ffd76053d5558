/** Where the second picture lies: its left and upper edge as parts of the free space, and its part of the width. */
export interface Place {
  x: number;
  y: number;
  width: number;
}

export const SMALLEST = 0.2;
export const LARGEST = 0.7;

export const BEGIN: Place = { x: 1, y: 0, width: 0.3 };
const CORNERS: readonly [x: number, y: number][] = [[1, 1], [0, 1], [0, 0], [1, 0]];
const STEP = 0.1;

const within = (value: number, low: number, high: number): number => Math.max(low, Math.min(high, value));

export function moved(place: Place, x: number, y: number): Place {
  return { ...place, x: within(place.x + x, 0, 1), y: within(place.y + y, 0, 1) };
}

export function sized(place: Place, by: number): Place {
  return { ...place, width: within(place.width + by, SMALLEST, LARGEST) };
}

/** The next corner of the picture, counted clockwise from the lower right one. */
export function cornered(place: Place): Place {
  const at = CORNERS.findIndex(([x, y]) => Math.abs(x - place.x) < 0.5 && Math.abs(y - place.y) < 0.5);
  const [x, y] = CORNERS[(at + 1) % CORNERS.length] ?? [1, 1];
  return { ...place, x, y };
}

/** What an arrow, plus or minus key does to the place; null for other keys. */
export function keyed(place: Place, key: string): Place | null {
  switch (key) {
    case "ArrowLeft": return moved(place, -STEP, 0);
    case "ArrowRight": return moved(place, STEP, 0);
    case "ArrowUp": return moved(place, 0, -STEP);
    case "ArrowDown": return moved(place, 0, STEP);
    case "+": return sized(place, STEP / 2);
    case "-": return sized(place, -STEP / 2);
    default: return null;
  }
}
