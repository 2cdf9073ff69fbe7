import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { schedulerSchema } from '../../src-shared/domain/generation.ts';

/** People write these files: whatever is wrong in one counts as not said, and the rest stands. */
const modelCardSchema = z.object({
  name: z.string().trim().min(1).max(120).nullable().catch(null),
  license: z.string().trim().min(1).max(400).nullable().catch(null),
  /** `drawn-world`: the model knows the words of the tutorial world only. */
  vocabulary: z.literal('drawn-world').nullable().catch(null),
  defaults: z
    .object({
      steps: z.number().int().min(1).max(200).nullable().catch(null),
      guidanceScale: z.number().min(0).max(30).nullable().catch(null),
      scheduler: schedulerSchema.nullable().catch(null),
    })
    .catch({ steps: null, guidanceScale: null, scheduler: null }),
});
export type ModelCard = z.infer<typeof modelCardSchema>;

const noCard = (): ModelCard => modelCardSchema.parse({});

/** What `model-card.json` in a model's folder says; nulls where it says nothing. Never rejects. */
export async function readModelCard(folder: string): Promise<ModelCard> {
  try {
    const content: unknown = JSON.parse(await readFile(join(folder, 'model-card.json'), 'utf8'));
    return modelCardSchema.safeParse(content).data ?? noCard();
  } catch {
    return noCard();
  }
}
