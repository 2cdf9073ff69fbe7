import type { GenerationService } from '../../src-shared/api/generation.ts';
import type { PromptsService } from '../../src-shared/api/prompts.ts';
import type { ScoringService } from '../../src-shared/api/scoring.ts';
import type { ImagesService, TrainingService, WorldService } from '../../src-shared/api/services.ts';
import { startGenerationSchema } from '../../src-shared/api/generation.ts';
import { startScoringSchema } from '../../src-shared/api/scoring.ts';
import { writePromptsSchema } from '../../src-shared/api/prompts.ts';
import type { TextToImageModel } from '../../src-shared/domain/generation.ts';
import type { ImageSet } from '../../src-shared/domain/image-set.ts';
import type { JobKind } from '../../src-shared/domain/job.ts';
import { trainRequestSchema } from '../../src-shared/domain/training.ts';
import type { TutorialSettings, TutorialStep } from '../../src-shared/domain/tutorial.ts';
import { UserError } from '../../src-shared/errors.ts';

/** What the steps call. */
export interface TutorialServices {
  readonly world: WorldService;
  readonly prompts: PromptsService;
  readonly generation: Pick<GenerationService, 'start'>;
  readonly textToImageModels: () => Promise<readonly TextToImageModel[]>;
  readonly scoring: ScoringService;
  readonly images: ImagesService;
  readonly training: Pick<TrainingService, 'start'>;
}

/** The kind of job that a step starts; null for one that is done at once. */
export const jobOfStep: Readonly<Record<TutorialStep, JobKind | null>> = {
  draw: 'draw',
  prompts: null,
  generate: 'generate',
  score: 'score',
  filter: null,
  train: 'train',
};

/** Name of the synthetic set that receives the generated images. */
export const GENERATED_SET = 'Generated';

/** Does a step, or starts its job and returns the job's id. */
export async function performStep(
  step: TutorialStep,
  settings: TutorialSettings,
  services: TutorialServices,
): Promise<number | null> {
  switch (step) {
    case 'draw':
      return draw(settings, services);
    case 'prompts':
      await writePrompts(settings, services);
      return null;
    case 'generate':
      return generate(settings, services);
    case 'score':
      return score(services);
    case 'filter':
      await services.scoring.apply({ thresholds: [], keepAtLeast: leastKept(settings) });
      return null;
    case 'train':
      return train(settings, services);
    default:
      return step satisfies never;
  }
}

async function draw({ dataSet, perClass, seed }: TutorialSettings, { world }: TutorialServices) {
  const { train, val, test, ood } = perClass;
  const parts = { train, val, test, ood, oracle: 0 };
  const { jobId } = await world.startDraw({ dataSet, size: 64, seed, perClass: parts });
  return jobId;
}

async function writePrompts({ perClass, stylizedShare, seed }: TutorialSettings, services: TutorialServices) {
  const input = writePromptsSchema.parse({
    perClass: perClass.prompts,
    seed,
    vocabulary: 'drawn-world',
    recipe: { kind: 'diversified', stylizedShare },
  });
  await services.prompts.write(input);
}

/** A class must not come away empty, however poor its images are. */
const leastKept = ({ perClass }: TutorialSettings): number => Math.ceil(perClass.generated / 5);

/** The first bundled model that knows the drawn world. */
function bundledModel<M extends { id: string; bundled: boolean; problem: string | null }>(
  models: readonly M[],
  what: string,
): M {
  const model = models.find(({ bundled }) => bundled);
  if (model === undefined || model.problem !== null) {
    throw new UserError(
      'not-found',
      model?.problem ?? `The starter pack's ${what} is missing.`,
      'Install the program again.',
    );
  }
  return model;
}

async function generate({ perClass, seed }: TutorialSettings, services: TutorialServices) {
  const model = bundledModel(await services.textToImageModels(), 'text-to-image model');
  const input = startGenerationSchema.parse({
    modelId: model.id,
    sampling: { ...model.defaults, width: model.defaultWidth, height: model.defaultHeight },
    setName: GENERATED_SET,
    amount: { kind: 'per-class', images: perClass.generated },
    seed,
    batch: 8,
  });
  const { jobId } = await services.generation.start(input);
  return jobId;
}

async function score({ scoring }: TutorialServices): Promise<number> {
  const model = bundledModel(await scoring.models(), 'CLIP');
  const { jobId } = await scoring.start(startScoringSchema.parse({ modelId: model.id }));
  return jobId;
}

async function train({ training: { seeds, steps, ...sizes } }: TutorialSettings, services: TutorialServices) {
  const sets = await services.images.sets();
  const real = sets.findLast(({ role, origin }) => role === 'real' && origin.kind === 'drawn');
  const synthetic = sets.filter(({ role, origin }) => role === 'synthetic' && origin.kind === 'generated');
  if (real === undefined) throw new UserError('not-found', 'The drawn real set is no longer in the project.');
  const request = trainRequestSchema.parse({
    name: 'Tutorial',
    realSetId: real.id,
    syntheticSetIds: synthetic.map(({ id }) => id),
    oodSetIds: sets.filter((set) => isOodOf(set, real)).map(({ id }) => id),
    recipes: ['real-only', 'synthetic-only', 'mixed'],
    seeds,
    settings: {
      ...sizes,
      budget: { kind: 'steps', steps },
      validateEvery: Math.max(1, Math.ceil(steps / 6)),
    },
  });
  const { jobId } = await services.training.start(request);
  return jobId;
}

function isOodOf({ role, origin }: ImageSet, real: ImageSet): boolean {
  if (role !== 'ood' || origin.kind !== 'drawn' || real.origin.kind !== 'drawn') return false;
  return origin.dataSet === real.origin.dataSet;
}
