import { promptKey } from '../../src-shared/domain/prompt.ts';
import type { MadeFrom } from '../metadata/made-from.ts';
import type { Database } from '../project/database.ts';
import type { PromptKey } from '../project/queries/prompt-matches.ts';
import type { NewProvenance } from '../project/queries/provenance.ts';

/** A picture that tells how it was made, and where it goes. */
export interface ToldImage {
  readonly classId: number;
  readonly madeFrom: MadeFrom;
}

/**
 * What is entered of how pictures were made, in their order. A prompt that the class has on its list (case, width and spaces do not count) lends
 * its origin, context and style; any other stays a text of its own.
 */
export async function importedProvenance(
  database: Database,
  jobId: number,
  images: readonly ToldImage[],
): Promise<NewProvenance[]> {
  const wanted = images.filter(({ madeFrom }) => madeFrom.prompt !== '').map(keyOf);
  const matches = wanted.length === 0 ? [] : await database.call('prompts.matches', wanted);
  const prompts = new Map(matches.map((prompt) => [nameOf(prompt), prompt]));
  return images.map((image) => {
    const { generator, model, modelHash, prompt, negativePrompt, seed, settings } = image.madeFrom;
    const match = prompts.get(nameOf(keyOf(image)));
    return {
      generation: {
        jobId,
        generator,
        model: model === '' ? 'unknown' : model,
        modelHash,
        settings: { ...settings },
      },
      promptId: match?.id ?? null,
      promptText: prompt,
      negativePrompt,
      origin: match?.origin ?? 'imported',
      context: match?.context ?? null,
      style: match?.style ?? null,
      seed,
      attempt: 1,
    };
  });
}

const keyOf = ({ classId, madeFrom }: ToldImage): PromptKey => ({ classId, key: promptKey(madeFrom.prompt) });
const nameOf = ({ classId, key }: PromptKey): string => `${classId} ${key}`;
