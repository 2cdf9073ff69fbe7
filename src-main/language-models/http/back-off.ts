import type { Random } from '../../../src-shared/random.ts';

const LONGEST_MS = 30_000;
/** A server that asks for more than this is not waited for. */
const LONGEST_ASKED_MS = 120_000;

/**
 * Milliseconds to wait after go number `go` (from 1): doubling, with half of it random so that callers do not come back together; not less
 * than the server asks for. Null when it asks for too much.
 */
export function backOff(wait: {
  readonly go: number;
  readonly firstMs: number;
  readonly asks: number | null;
  readonly random: Random;
}): number | null {
  if (wait.asks !== null && wait.asks > LONGEST_ASKED_MS) return null;
  const full = Math.min(LONGEST_MS, wait.firstMs * 2 ** (wait.go - 1));
  return Math.max(wait.asks ?? 0, full * wait.random.between(0.5, 1));
}
