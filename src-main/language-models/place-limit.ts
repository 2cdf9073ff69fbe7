import { setTimeout as sleep } from 'node:timers/promises';

/** Places for requests under way at once, shared by all who ask the same server, first come first served. */
export interface PlaceLimit {
  /** Waits for a place, works, and frees it whatever happens. Rejects with the signal's reason while waiting. */
  take<T>(work: () => Promise<T>, signal?: AbortSignal): Promise<T>;
  /** Nobody begins before `ms` have passed. */
  holdBack(ms: number): void;
}

export function createPlaceLimit(places: number): PlaceLimit {
  const waiting: (() => void)[] = [];
  let free = places;
  let closedUntil = 0;

  function leave(): void {
    const next = waiting.shift();
    if (next) next();
    else free += 1;
  }

  async function enter(signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    if (free > 0) {
      free -= 1;
      return;
    }
    await new Promise<void>((resolve, reject) => {
      const begin = (): void => {
        signal?.removeEventListener('abort', giveUp);
        resolve();
      };
      const giveUp = (): void => {
        waiting.splice(waiting.indexOf(begin), 1);
        reject(signal?.reason instanceof Error ? signal.reason : new Error('aborted'));
      };
      waiting.push(begin);
      signal?.addEventListener('abort', giveUp, { once: true });
    });
  }

  async function whenOpen(signal?: AbortSignal): Promise<void> {
    for (let rest = closedUntil - Date.now(); rest > 0; rest = closedUntil - Date.now()) {
      await sleep(rest, undefined, signal ? { signal } : {});
    }
  }

  return {
    take: async (work, signal) => {
      await enter(signal);
      try {
        await whenOpen(signal);
        return await work();
      } finally {
        leave();
      }
    },
    holdBack: (ms) => {
      closedUntil = Math.max(closedUntil, Date.now() + ms);
    },
  };
}
