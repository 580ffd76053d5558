import { t } from "../messages/words";
import type { Film } from "./film";
import type { Keyboard } from "./keys";
import type { Surroundings } from "./operation";

export interface Switch {
  what: "captions" | "description" | "signing";
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
    { what: "captions", short: t("UT"), name: t("Untertitel"), there: captions.chosen !== null, on: captions.shown, toggle: () => { keyboard.toggleCaptions(); } },
    { what: "description", short: "AD", name: t("Audiodeskription"), there: around.canDescribe, on: described, toggle: () => { keyboard.toggleDescription(); } },
    { what: "signing", short: "DGS", name: t("Gebärdensprache"), there: around.canSign, on: signed, toggle: () => { keyboard.toggleSigning(); } },
  ];
}
