/**
 * What is kept for use without a network: for each item one cache of its own, whole in itself: the page, its
 * pictures, and the styles, scripts and fonts of the version that it was saved with. Used by pages and worker.
 */
const FORMAT = "hub-pack-1";
const MOST = 30;
export const OFFLINE_PAGE = "/offline";

/** One name for a page in both languages of the interface: `/en/experimente/x` → `/experimente/x`. */
export function neutral(path: string): string {
  return path.replace(/^\/en(?=\/|$)/, "") || "/";
}

function isSame(one: string, other: string): boolean {
  return neutral(one) === neutral(other);
}

const TAGS = /<(script|img|link)\b[^>]*>/g;
const ADDRESS = /\s(?:src|href)="([^"]+)"/;
const NEEDED_LINKS = /\srel="(?:stylesheet|preload|modulepreload|icon|manifest)"/;

export interface Pack {
  name: string;
  path: string;
  /** Milliseconds since 1970. */
  savedAt: number;
}

/** The item is not there for the public: never published, or withdrawn. */
export class NotOffered extends Error {
  constructor(readonly status: number) {
    super(`The page answers ${String(status)}.`);
  }
}

/** The items that are kept, the oldest first; the offline page itself does not count. */
export async function packs(): Promise<Pack[]> {
  return (await allPacks()).filter((pack) => !isSame(pack.path, OFFLINE_PAGE));
}

async function allPacks(): Promise<Pack[]> {
  const found = (await caches.keys()).map((name) => ({ name, match: /^([^:]+):(\d+):(.+)$/.exec(name) }));
  return found
    .flatMap(({ name, match }) => (match?.[1] === FORMAT ? [{ name, savedAt: Number(match[2]), path: match[3] ?? "" }] : []))
    .sort((one, other) => one.savedAt - other.savedAt);
}

/**
 * The newest complete answer that is kept for the address; what was asked for behind `?` does not matter. Of a page
 * that is kept in the other language of the interface, that.
 */
export async function kept(address: string): Promise<Response | null> {
  const url = new URL(address, location.origin);
  const all = (await allPacks()).reverse();
  for (const { name } of all) {
    const answer = await (await caches.open(name)).match(url.pathname);
    if (answer !== undefined) return answer;
  }
  const other = all.find(({ path }) => isSame(path, url.pathname));
  return other === undefined ? null : (await (await caches.open(other.name)).match(other.path)) ?? null;
}

export async function isKept(path: string): Promise<boolean> {
  return (await allPacks()).some((pack) => isSame(pack.path, path));
}

/**
 * Fetches what the public sees at `path` with all that it needs and keeps it, under the address that it has now and
 * in one language of the interface; an unchanged page is left as it is. Raises NotOffered, TypeError without a
 * connection, and QuotaExceededError.
 */
export async function keep(path: string): Promise<void> {
  const page = await fetch(path, { credentials: "omit", cache: "no-cache", headers: { Accept: "text/html" } });
  if (!page.ok) throw new NotOffered(page.status);
  const text = await page.text();
  const there = new URL(page.url).pathname;
  const before = (await allPacks()).filter((pack) => isSame(pack.path, path) || isSame(pack.path, there));
  if (before.length === 1 && await pageOf(before[0], there) === text) return;
  const name = `${FORMAT}:${String(Date.now())}:${there}`;
  try {
    await fill(await caches.open(name), there, text);
  } catch (error) {
    await caches.delete(name);
    throw error;
  }
  for (const old of before) if (old.name !== name) await caches.delete(old.name);
  await dropOldest();
}

async function pageOf(pack: Pack | undefined, path: string): Promise<string | null> {
  const answer = pack && await (await caches.open(pack.name)).match(path);
  return answer === undefined ? null : answer.text();
}

async function fill(cache: Cache, path: string, page: string): Promise<void> {
  const { needed, pictures } = addresses(page);
  await cache.addAll(needed);
  await Promise.allSettled(pictures.map((picture) => cache.add(picture)));
  // Last: a pack that holds its page is complete.
  await cache.put(path, new Response(page, { headers: { "Content-Type": "text/html; charset=utf-8" } }));
}

/** What a page of ours asks for by itself, without videos: those are played from the network only. */
function addresses(page: string): { needed: string[]; pictures: string[] } {
  const needed = new Set<string>();
  const pictures = new Set<string>();
  for (const [tag, kind] of page.matchAll(TAGS)) {
    const address = ADDRESS.exec(tag)?.[1]?.replaceAll("&amp;", "&");
    if (!address?.startsWith("/") || (kind === "link" && !NEEDED_LINKS.test(tag))) continue;
    (kind === "img" ? pictures : needed).add(address);
  }
  return { needed: [...needed], pictures: [...pictures] };
}

async function dropOldest(): Promise<void> {
  const all = await packs();
  for (const pack of all.slice(0, Math.max(0, all.length - MOST))) await caches.delete(pack.name);
}

export async function drop(path: string): Promise<void> {
  for (const pack of await allPacks()) if (isSame(pack.path, path)) await caches.delete(pack.name);
}

/** Caches of earlier formats, which nothing reads any more. */
export async function dropOtherFormats(): Promise<void> {
  for (const name of await caches.keys()) {
    if (name.startsWith("hub-") && !name.startsWith(`${FORMAT}:`)) await caches.delete(name);
  }
}
