import { Unreachable } from "./graphql";

/** Milliseconds between attempts. */
export const PAUSES: readonly number[] = [500, 1_000, 2_000, 4_000, 8_000, 15_000];

export async function rest(milliseconds: number, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  await new Promise((resolve, reject) => {
    const stop = (): void => {
      window.clearTimeout(timer);
      reject(signal.reason as Error);
    };
    const timer = window.setTimeout(() => {
      signal.removeEventListener("abort", stop);
      resolve(undefined);
    }, milliseconds);
    signal.addEventListener("abort", stop, { once: true });
  });
}

/** Does work that may be repeated, for half a minute, while the hub is `Unreachable`; says when it waits. */
export async function patiently<T>(work: () => Promise<T>, signal: AbortSignal, waits: () => void): Promise<T> {
  for (const pause of PAUSES) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof Unreachable)) throw error;
      waits();
      await rest(pause, signal);
    }
  }
  return work();
}

/** The same work for many things, a few at a time; the first failure ends all of it. */
export async function inParallel<T>(things: readonly T[], atOnce: number, work: (thing: T) => Promise<void>): Promise<void> {
  const left = [...things];
  const one = async (): Promise<void> => {
    for (let thing = left.shift(); thing !== undefined; thing = left.shift()) await work(thing);
  };
  await Promise.all(Array.from({ length: atOnce }, one));
}
