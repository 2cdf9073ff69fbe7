import type { Engine } from '../engine/engine.ts';

const IDLE_MS = 120_000;

/** Ends an engine that still holds the models of a try that nobody repeats: they may be gigabytes. */
export interface IdleRelease {
  /** Call after each use. */
  used(): void;
}

/** `isBusy`: a job works in the engine, which then ends it by itself, or needs it. */
export function createIdleRelease(
  engine: Pick<Engine, 'recycle'>,
  isBusy: () => boolean,
  idleMs = IDLE_MS,
): IdleRelease {
  let timer: NodeJS.Timeout | undefined;
  function used(): void {
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (isBusy()) used();
      else void engine.recycle();
    }, idleMs).unref();
  }
  return { used };
}
