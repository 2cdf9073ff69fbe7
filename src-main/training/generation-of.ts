import { createHash } from 'node:crypto';
import type { RunGeneration } from '../../src-shared/domain/run.ts';
import type { Database } from '../project/database.ts';

/** The generation that made all images of some synthetic sets, rejected ones apart; null where it was not one, or is not known. */
export async function generationOf(
  database: Database,
  syntheticSetIds: readonly number[],
): Promise<RunGeneration | null> {
  if (syntheticSetIds.length === 0) return null;
  const { origins, prompts } = await database.call('generations.origins', syntheticSetIds);
  const [seed, ...others] = new Set(origins.map((origin) => origin.seed));
  if (seed === undefined || seed === null || others.length > 0) return null;
  const made = new Set(
    origins.map(({ generator, model, modelHash, settings }) =>
      JSON.stringify([generator, model, modelHash, settings]),
    ),
  );
  const described = JSON.stringify([[...made].toSorted(), prompts]);
  return { seed, of: createHash('sha256').update(described).digest('hex') };
}
