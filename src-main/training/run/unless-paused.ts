interface Signals {
  readonly signal: AbortSignal;
  readonly pauseSignal: AbortSignal;
}

/** Gives `work` a signal that a pause aborts too. Null when it was given up because of a pause. */
export async function unlessPaused<T>(
  { signal, pauseSignal }: Signals,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T | null> {
  try {
    return await work(AbortSignal.any([signal, pauseSignal]));
  } catch (error) {
    if (pauseSignal.aborted && !signal.aborted) return null;
    throw error;
  }
}
