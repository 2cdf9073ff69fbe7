import type { GenerationPlan, StartGenerationInput } from '../../src-shared/api/generation.ts';
import type { ImageClass } from '../../src-shared/domain/image-class.ts';
import { usualVocabulary } from '../../src-shared/domain/vocabulary.ts';
import { reportError, UserError } from '../../src-shared/errors.ts';
import type { Project } from '../project/project.ts';
import type { SetTally } from '../project/queries/generations.ts';
import { type Allotments, allotImages, imagesOf } from './allot-images.ts';
import { bytesPerImage, fits, freeBytes } from './disk-need.ts';
import type { GenerateSettings } from './generate-settings.ts';
import { modelProblems, type PlannedModel, samplingProblems, worldWarnings } from './plan-model.ts';
import { setProblems } from './plan-set.ts';
import { amountProblems, classWarnings, diskWords, givenUpWarnings, lengthWarnings } from './plan-words.ts';
import type { PromptLengths } from './prompt-lengths.ts';
import type { TextToImageLibrary } from './text-to-image-library.ts';

export interface PlanOptions {
  project: Project;
  library: TextToImageLibrary;
  lengths: PromptLengths;
}

/** Everything that a start needs, worked out; `settings` lack their set until it is made, and are null where the model is unusable. */
export interface PreparedGeneration {
  plan: GenerationPlan;
  settings: Omit<GenerateSettings, 'setId'> | null;
  setId: number | null;
  drawnWorld: boolean;
}

/** Works out what a start would do and what stands against it; changes nothing. */
export async function prepareGeneration(
  input: StartGenerationInput,
  options: PlanOptions,
): Promise<PreparedGeneration> {
  const { database, folder } = options.project;
  const [model, classes, prompts, sets, setId, bytesFree] = await Promise.all([
    plannedModel(input.modelId, options.library),
    database.call('classes.list'),
    database.call('generations.prompts', input),
    database.call('sets.list'),
    database.call('sets.findByName', { role: 'synthetic', name: input.setName }),
    freeBytes(folder),
  ]);
  const tally = setId === null ? emptyTally : await database.call('generations.tally', setId);
  const allotted = allotImages({ ...input, prompts, classes }, tally);
  const images = allotted.allotments.reduce((sum, entry) => sum + imagesOf(entry), 0);
  const bytesNeeded = images * bytesPerImage(input.sampling);
  const settings = 'problem' in model ? null : snapshot(input, model, classes, prompts);
  const plan: GenerationPlan = {
    images,
    perClass: perClass(allotted, prompts, classes),
    bytesNeeded,
    bytesFree,
    problems: [
      ...modelProblems(model),
      ...('problem' in model ? [] : samplingProblems(model, input.sampling)),
      ...(await setProblems(setId, input, model, database)),
      ...amountProblems(input, images, prompts.length, allotted),
      ...(fits(bytesNeeded, bytesFree) ? [] : [diskWords(bytesNeeded, bytesFree)]),
    ],
    warnings: [
      ...('problem' in model ? [] : worldWarnings(model, usualVocabulary(sets))),
      ...classWarnings(input, prompts, classes),
      ...givenUpWarnings(allotted, classes, input.maxAttempts),
      ...('problem' in model ? [] : await lengthWarnings(model, allotted, prompts, options.lengths)),
    ],
  };
  return { plan, settings, setId, drawnWorld: !('problem' in model) && model.drawnWorld };
}

const emptyTally: SetTally = { classes: [], prompts: [], generators: [] };

async function plannedModel(id: string, library: TextToImageLibrary): Promise<PlannedModel> {
  try {
    const { folder, name, card, inspection } = await library.usableModel(id);
    const { facts, modelHash: hash } = inspection;
    return { id, folder, name, hash, facts, drawnWorld: card.vocabulary === 'drawn-world' };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { problem: reportError(error) };
  }
}

type Prompts = GenerateSettings['prompts'];

function snapshot(
  input: StartGenerationInput,
  { id, name, hash }: { id: string; name: string; hash: string },
  classes: readonly ImageClass[],
  prompts: Prompts,
): Omit<GenerateSettings, 'setId'> {
  const { sampling, amount, seed, batch, maxAttempts } = input;
  const taken = new Set(prompts.map(({ classId }) => classId));
  return {
    model: { id, name, hash },
    sampling,
    amount,
    seed,
    batch,
    maxAttempts,
    classes: classes
      .filter((entry) => taken.has(entry.id))
      .map((entry) => ({ id: entry.id, name: entry.name, wanted: entry.wanted })),
    prompts,
  };
}

function perClass(
  { allotments }: Allotments,
  prompts: Prompts,
  classes: readonly ImageClass[],
): GenerationPlan['perClass'] {
  const images = new Map<number, number>();
  for (const allotment of allotments) {
    const { classId } = prompts[allotment.prompt]!;
    images.set(classId, (images.get(classId) ?? 0) + imagesOf(allotment));
  }
  const byClass = Map.groupBy(prompts, ({ classId }) => classId);
  return classes
    .filter(({ id }) => byClass.has(id))
    .map(({ id, name }) => ({
      classId: id,
      className: name,
      images: images.get(id) ?? 0,
      prompts: byClass.get(id)?.length ?? 0,
    }));
}
