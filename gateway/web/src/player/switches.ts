import type { Film } from "./film";
import type { Keyboard } from "./keys";
import type { Surroundings } from "./operation";

export interface Switch {
  short: string;
  name: string;
  /** Whether the film has it. */
  there: boolean;
  on: boolean;
  toggle: () => void;
}

/** What EN 301 549 (7.3) wants as near as play. */
export function switchesOf({ captions, described, signed }: Film, keyboard: Keyboard, around: Surroundings): Switch[] {
  return [
    { short: "UT", name: "Untertitel", there: captions.chosen !== null, on: captions.shown, toggle: () => { keyboard.toggleCaptions(); } },
    { short: "AD", name: "Audiodeskription", there: around.canDescribe, on: described, toggle: () => { keyboard.toggleDescription(); } },
    { short: "DGS", name: "Gebärdensprache", there: around.canSign, on: signed, toggle: () => { keyboard.toggleSigning(); } },
  ];
}
