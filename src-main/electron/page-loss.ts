/** Why a page's process is gone, in Electron's words, or any other. */
export type PageLoss = 'ignore' | 'reload' | 'ask';

/** A page that is gone again so soon after it was loaded again would only go on like this. */
const SOON_MS = 30_000;

/**
 * What to do about a page whose process is gone. Loaded again is what crashed or was killed, e.g. because memory was short; who sees it
 * happen twice is asked.
 *
 * @param reason as Electron gives it with `render-process-gone`
 * @param sinceLastMs since the page was loaded again the last time; null if it never was
 */
export function afterPageLoss(reason: string, sinceLastMs: number | null): PageLoss {
  if (reason === 'clean-exit') return 'ignore';
  return sinceLastMs !== null && sinceLastMs < SOON_MS ? 'ask' : 'reload';
}
