import type { z } from 'zod';
import type { previewSensesSchema, SensePreviews } from '../../src-shared/api/senses.ts';
import { samplingSchema, type TextToImageModel } from '../../src-shared/domain/generation.ts';
import { UserError } from '../../src-shared/errors.ts';
import { withArticle } from '../../src-shared/prompts/prompt-template.ts';
import type { MakePreview } from '../generation/make-preview.ts';
import type { Database } from '../project/database.ts';

export interface PreviewingOptions {
  readonly database: Database;
  readonly makePreview: MakePreview;
  readonly textToImageModels: () => Promise<readonly TextToImageModel[]>;
}

/**
 * What each sense of a class looks like to the generator, one after the other: its phrase alone, with the same seeds for all senses.
 *
 * @throws UserError also 'cancelled' once `signal` is aborted.
 */
export async function* previewSenses(
  { classId, modelId, count, seed }: z.infer<typeof previewSensesSchema>,
  { database, makePreview, textToImageModels }: PreviewingOptions,
  signal?: AbortSignal,
): AsyncGenerator<SensePreviews> {
  const entry = (await database.call('senses.list')).find((each) => each.classId === classId);
  if (!entry) throw new UserError('not-found', 'That class is no longer in the project.');
  if (entry.senses.length === 0) {
    throw new UserError('conflict', 'The class has no senses yet.', 'Find or add some first.');
  }
  const model = chosenModel(await textToImageModels(), modelId);
  const sampling = samplingSchema.parse({
    ...model.defaults,
    width: model.defaultWidth,
    height: model.defaultHeight,
  });
  for (const { id, phrase } of entry.senses) {
    const previewIds: string[] = [];
    for (let i = 0; i < count; i++) {
      const input = { modelId: model.id, prompt: withArticle(phrase), sampling, seed: seed + i };
      previewIds.push((await makePreview(input, 'senses', signal)).previewId);
    }
    yield { senseId: id, phrase, previewIds };
  }
}

function chosenModel(models: readonly TextToImageModel[], modelId: string | undefined): TextToImageModel {
  const found =
    modelId === undefined
      ? (models.find(({ problem }) => problem === null) ?? models[0])
      : models.find(({ id }) => id === modelId);
  if (!found) {
    throw new UserError(
      'not-found',
      modelId === undefined ? 'There is no text-to-image model.' : 'That model is no longer there.',
      'Add one on the Models screen.',
    );
  }
  return found;
}
