/** Keeps the screen on while somebody follows; a page that was away asks again when it is back. */
export class Awake {
  private lock: WakeLockSentinel | null = null;
  private wanted = false;

  constructor() {
    document.addEventListener("visibilitychange", () => {
      if (this.wanted && document.visibilityState === "visible") void this.acquire();
    });
  }

  start(): void {
    this.wanted = true;
    void this.acquire();
  }

  stop(): void {
    this.wanted = false;
    void this.lock?.release();
    this.lock = null;
  }

  private async acquire(): Promise<void> {
    if (!("wakeLock" in navigator)) return;
    try {
      const lock = await navigator.wakeLock.request("screen");
      if (this.wanted) this.lock = lock;
      else await lock.release();
    } catch { /* A low battery may forbid it; following works all the same. */ }
  }
}
