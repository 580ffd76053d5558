import { t } from "../messages/words";

/** What a key can ask of the player. */
export interface Keyboard {
  togglePlay(): void;
  seekBy(seconds: number): void;
  seekToPart(part: number): void;
  changeVolume(by: number): void;
  toggleMute(): void;
  changeRate(by: number): void;
  toggleCaptions(): void;
  toggleDescription(): void;
  toggleSigning(): void;
  toggleFullscreen(): void;
  togglePip(): void;
  showHelp(): void;
}

interface Shortcut {
  keys: readonly string[];
  /** How the help names the keys. */
  shown: () => string;
  does: () => string;
  run(player: Keyboard, key: string): void;
}

/** All shortcuts: the help dialog lists what is here. */
export const SHORTCUTS: readonly Shortcut[] = [
  { keys: [" ", "k"], shown: () => t("Leertaste, K"), does: () => t("Abspielen und anhalten"), run: (player) => { player.togglePlay(); } },
  { keys: ["ArrowLeft"], shown: () => "←", does: () => t("5 Sekunden zurück"), run: (player) => { player.seekBy(-5); } },
  { keys: ["ArrowRight"], shown: () => "→", does: () => t("5 Sekunden vor"), run: (player) => { player.seekBy(5); } },
  { keys: ["j"], shown: () => "J", does: () => t("10 Sekunden zurück"), run: (player) => { player.seekBy(-10); } },
  { keys: ["l"], shown: () => "L", does: () => t("10 Sekunden vor"), run: (player) => { player.seekBy(10); } },
  { keys: ["Home"], shown: () => t("Pos 1"), does: () => t("An den Anfang"), run: (player) => { player.seekToPart(0); } },
  { keys: ["End"], shown: () => t("Ende"), does: () => t("An das Ende"), run: (player) => { player.seekToPart(1); } },
  { keys: Array.from("0123456789"), shown: () => t("0 bis 9"), does: () => t("An 0 bis 90 Prozent"), run: (player, key) => { player.seekToPart(Number(key) / 10); } },
  { keys: ["ArrowUp"], shown: () => "↑", does: () => t("Lauter"), run: (player) => { player.changeVolume(0.05); } },
  { keys: ["ArrowDown"], shown: () => "↓", does: () => t("Leiser"), run: (player) => { player.changeVolume(-0.05); } },
  { keys: ["m"], shown: () => "M", does: () => t("Ton aus und an"), run: (player) => { player.toggleMute(); } },
  { keys: ["c"], shown: () => "C", does: () => t("Untertitel aus und an"), run: (player) => { player.toggleCaptions(); } },
  { keys: ["d"], shown: () => "D", does: () => t("Audiodeskription aus und an"), run: (player) => { player.toggleDescription(); } },
  { keys: ["g"], shown: () => "G", does: () => t("Gebärdensprache aus und an"), run: (player) => { player.toggleSigning(); } },
  { keys: ["<"], shown: () => "<", does: () => t("Langsamer"), run: (player) => { player.changeRate(-0.25); } },
  { keys: [">"], shown: () => ">", does: () => t("Schneller"), run: (player) => { player.changeRate(0.25); } },
  { keys: ["f"], shown: () => "F", does: () => t("Vollbild aus und an"), run: (player) => { player.toggleFullscreen(); } },
  { keys: ["p"], shown: () => "P", does: () => t("Bild im Bild aus und an"), run: (player) => { player.togglePip(); } },
  { keys: ["?"], shown: () => "?", does: () => t("Diese Hilfe"), run: (player) => { player.showHelp(); } },
];

const WRITES = "input:not([type=range], [type=checkbox]), textarea, select";
const PRESSES = "button, a, summary, input[type=checkbox]";
/** What is moved with the arrow keys itself. */
const MOVES = "[data-moves]";
/** On the volume range, left and right are quieter and louder. */
const ON_VOLUME: Readonly<Record<string, string>> = { ArrowLeft: "ArrowDown", ArrowRight: "ArrowUp" };

/** Whether the element that has the focus needs the key itself. */
function isTaken(key: string, target: Element): boolean {
  if (target.matches(WRITES)) return true;
  if (key.startsWith("Arrow")) return target.closest(MOVES) !== null;
  return key === " " && target.closest(PRESSES) !== null;
}

function wantedKey({ key }: KeyboardEvent, path: readonly Element[]): string {
  if (path.some(({ localName }) => localName === "media-volume-range")) return ON_VOLUME[key] ?? key;
  return key.length === 1 ? key.toLowerCase() : key;
}

/** Runs the shortcut of a key that nothing else needs; only with the focus in the player (WCAG 2.1.4). */
export function handleKey(event: KeyboardEvent, player: Keyboard): void {
  const path = event.composedPath().filter((target) => target instanceof Element);
  const [target] = path;
  if (event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented || target === undefined) return;
  if (isTaken(event.key, target)) return;
  // These buttons act when the key comes up again; the page must not scroll meanwhile.
  const pressed = event.key === " " && target.localName.startsWith("media-") && target.localName.endsWith("-button");
  const wanted = wantedKey(event, path);
  const shortcut = pressed ? undefined : SHORTCUTS.find(({ keys }) => keys.includes(wanted));
  if (pressed || shortcut !== undefined) event.preventDefault();
  shortcut?.run(player, wanted);
}
