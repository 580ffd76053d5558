const STALLED_MS = 60_000;

/**
 * Sends bytes to the object store. Tells how many are on their way, and gives the HTTP status, or 0 where there was no
 * answer or nothing moved for a minute. `fetch` tells nothing of progress.
 */
export async function put(url: string, body: Blob, signal: AbortSignal, tell: (bytes: number) => void): Promise<number> {
  signal.throwIfAborted();
  const request = new XMLHttpRequest();
  let stalled = 0;
  const moved = (): void => {
    window.clearTimeout(stalled);
    stalled = window.setTimeout(() => { request.abort(); }, STALLED_MS);
  };
  const stop = (): void => { request.abort(); };
  signal.addEventListener("abort", stop);
  try {
    const ended = new Promise((resolve) => { request.addEventListener("loadend", resolve, { once: true }); });
    request.upload.addEventListener("progress", ({ loaded }) => { moved(); tell(loaded); });
    request.open("PUT", url);
    request.send(body);
    moved();
    await ended;
  } finally {
    window.clearTimeout(stalled);
    signal.removeEventListener("abort", stop);
  }
  signal.throwIfAborted();
  return request.status;
}
