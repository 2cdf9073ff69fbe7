import { createRandom, hashSeed, shuffled } from '../../../src-shared/random.ts';
import type { KnownPrompt } from '../../project/queries/prompts.ts';
import type { NamedContext, NamedStyle } from '../vocabularies/vocabulary.ts';

/** What one prompt is to be about. */
export type Slot =
  | { readonly origin: 'contextualized'; readonly context: NamedContext }
  | { readonly origin: 'stylized'; readonly style: NamedStyle };

export interface Quota {
  readonly perClass: number;
  readonly stylizedShare: number;
  readonly seed: number;
  readonly contexts: readonly NamedContext[];
  readonly styles: readonly NamedStyle[];
}

type Origin = Slot['origin'];

/** Diversified prompts of each kind that the class still lacks; what it has of either kind counts. */
export function missingOf(quota: Quota, present: readonly KnownPrompt[]): Record<Origin, number> {
  const has = (origin: Origin): number => present.filter((prompt) => prompt.origin === origin).length;
  const stylized = Math.round(quota.perClass * quota.stylizedShare);
  const left = Math.max(0, quota.perClass - has('contextualized') - has('stylized'));
  const missing = (wanted: number, origin: Origin): number =>
    Math.min(left, Math.max(0, wanted - has(origin)));
  return {
    contextualized: missing(quota.perClass - stylized, 'contextualized'),
    stylized: missing(stylized, 'stylized'),
  };
}

/**
 * The next up to `count` of what the class lacks. Contexts and styles come in an order that follows from the seed alone, those used least
 * first: all classes get the same ones, each equally often before any repeats.
 */
export function nextSlots(quota: Quota, present: readonly KnownPrompt[], count: number): Slot[] {
  const missing = missingOf(quota, present);
  const contexts = inTurn(quota.contexts, 'context', quota.seed, present, missing.contextualized);
  const styles = inTurn(quota.styles, 'style', quota.seed, present, missing.stylized);
  const slots: Slot[] = [
    ...contexts.map((context): Slot => ({ origin: 'contextualized', context })),
    ...styles.map((style): Slot => ({ origin: 'stylized', style })),
  ];
  return slots.slice(0, count);
}

function inTurn<Named extends { name: string }>(
  items: readonly Named[],
  field: 'context' | 'style',
  seed: number,
  present: readonly KnownPrompt[],
  count: number,
): Named[] {
  if (items.length === 0) return [];
  const origin: Origin = field === 'context' ? 'contextualized' : 'stylized';
  const turns = shuffled(items, createRandom(hashSeed(seed, `${field}s`))).map((item) => ({
    item,
    used: present.filter((prompt) => prompt.origin === origin && prompt[field] === item.name).length,
  }));
  return Array.from({ length: count }, () => {
    const least = turns.reduce((best, turn) => (turn.used < best.used ? turn : best));
    least.used += 1;
    return least.item;
  });
}
