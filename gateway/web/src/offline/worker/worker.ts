import { drop, dropOtherFormats, isKept, keep, kept, NotOffered, OFFLINE_PAGE, packs } from "../packs";

declare const self: ServiceWorkerGlobalScope;

const PATIENCE_MS = 8_000;
const GONE = [404, 410];
/** What the build has named after its content. */
const FOR_EVER = /^\/assets\/.+-[\w-]{8}\.\w+$/;
const PARTS: RequestDestination[] = ["style", "script", "font", "image", "manifest"];

self.addEventListener("install", (event) => { event.waitUntil(self.skipWaiting()); });
self.addEventListener("activate", (event) => {
  event.waitUntil(dropOtherFormats().then(() => self.clients.claim()));
});
self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || new URL(request.url).origin !== self.location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(event));
  else if (PARTS.includes(request.destination)) event.respondWith(part(request));
});

/** From the network, as it is now; else as it was kept; else the page that says so. */
async function page(event: FetchEvent): Promise<Response> {
  const { request } = event;
  const { pathname } = new URL(request.url);
  try {
    const answer = (await isKept(pathname)) ? await soon(request) : await fetch(request);
    event.waitUntil(answer.status === 410 ? drop(pathname) : bringUpToDate(pathname));
    return answer;
  } catch {
    return (await kept(pathname)) ?? (await kept(OFFLINE_PAGE)) ?? Response.error();
  }
}

/** Where a weak network or a server in trouble would keep somebody waiting, what is kept is better. */
async function soon(request: Request): Promise<Response> {
  const waiting = new AbortController();
  const timer = setTimeout(() => { waiting.abort(); }, PATIENCE_MS);
  try {
    const answer = await fetch(request, { signal: waiting.signal });
    if (answer.status >= 500) throw new NotOffered(answer.status);
    return answer;
  } finally {
    clearTimeout(timer); // what has begun to come may take its time
  }
}

async function part(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  const before = FOR_EVER.test(pathname) ? await kept(request.url) : null;
  if (before) return before;
  try {
    return await fetch(request);
  } catch {
    return (await kept(request.url)) ?? Response.error();
  }
}

/** The item that is being looked at, and one other by chance: what was withdrawn goes soon, at little cost. */
async function bringUpToDate(pathname: string): Promise<void> {
  const paths = (await packs()).map((pack) => pack.path);
  const other = paths[Math.floor(Math.random() * paths.length)];
  if (paths.includes(pathname)) await renew(pathname);
  if (other !== undefined && other !== pathname) await renew(other);
}

async function renew(path: string): Promise<void> {
  try {
    await keep(path);
  } catch (error) {
    if (error instanceof NotOffered && GONE.includes(error.status)) await drop(path);
  }
}
