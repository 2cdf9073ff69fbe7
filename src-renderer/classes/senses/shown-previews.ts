import type { SensePreviews } from '../../../src-shared/api/senses.ts';
import type { Sense } from '../../../src-shared/domain/sense.ts';

/** Pictures of each sense by its id; those made from a phrase that it no longer has show nothing of it. */
export function previewsBySense(
  senses: readonly Pick<Sense, 'id' | 'phrase'>[],
  previews: readonly SensePreviews[] = [],
): ReadonlyMap<number, readonly string[]> {
  const phrases = new Map(senses.map(({ id, phrase }) => [id, phrase]));
  return new Map(
    previews
      .filter(({ senseId, phrase }) => phrases.get(senseId) === phrase)
      .map(({ senseId, previewIds }) => [senseId, previewIds]),
  );
}
