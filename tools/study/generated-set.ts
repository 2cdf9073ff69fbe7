import { z } from 'zod';
import { setsOf, syntheticSet, type Terminal } from './terminal.ts';

/** How often the place of a rejected image may be tried: enough that every class of the drawn data sets gets its number. */
const ATTEMPTS = '12';

const verdictsSchema = z.object({
  unscored: z.number(),
  groups: z.array(z.object({ by: z.string(), keep: z.number() })),
});

/** Scores what has no score yet. */
export function scoreMissing(terminal: Terminal, set: string): void {
  const { unscored } = verdictsSchema.parse(terminal.run('filter', '--preview', '--set', set));
  if (unscored > 0) terminal.run('score', '--set', set);
}

/** Scores and filters; the least that CLIP keeps of any class. */
function leastKept(terminal: Terminal, set: string): number {
  scoreMissing(terminal, set);
  const { groups } = verdictsSchema.parse(terminal.run('filter', '--set', set));
  return Math.min(...groups.filter(({ by }) => by === 'class').map(({ keep }) => keep));
}

/**
 * Generates, scores and filters until every class has exactly `perClass` kept images, each rejected one replaced from the same prompt.
 * Whatever an interruption left is completed. Throws where a place stays empty after all attempts.
 */
export function fillGeneratedSet(terminal: Terminal, set: string, perClass: number): void {
  const amount = ['--top-up', String(perClass), '--attempts', ATTEMPTS];
  let kept = syntheticSet(setsOf(terminal), set) ? leastKept(terminal, set) : 0;
  while (kept < perClass) {
    terminal.run('generate', '--set', set, ...amount, '--seed', '100', '--batch', '8');
    kept = leastKept(terminal, set);
  }
}
