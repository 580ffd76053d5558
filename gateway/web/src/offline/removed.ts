import { neutral } from "./packs";

/** What somebody has removed from this device stays away until they ask for it again. */
const KEY = "hub-offline-removed";
const MOST = 100;

export function isRemoved(path: string): boolean {
  return removed().includes(neutral(path));
}

export function noteRemoved(path: string, is: boolean): void {
  const item = neutral(path);
  const all = removed().filter((each) => each !== item);
  if (is) all.push(item);
  try {
    if (all.length > 0) localStorage.setItem(KEY, JSON.stringify(all.slice(-MOST)));
    else localStorage.removeItem(KEY);
  } catch { /* A browser that keeps nothing forgets this too. */ }
}

function removed(): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(kept) ? kept.filter((each) => typeof each === "string") : [];
  } catch {
    return [];
  }
}
