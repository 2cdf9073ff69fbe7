import type { HostEvent } from '../../src-shared/api/services.ts';
import { UserError } from '../../src-shared/errors.ts';
import type { Engine } from '../engine/engine.ts';
import type { GenerateOutput, ModelReference, PictureResult, PictureTask } from '../generation/types.ts';
import type { CompletedItem, JobContext, JobHandler, JobItem, PlannedItem } from '../jobs/handler.ts';
import { storageError } from '../intake/storage-error.ts';
import { placeImages, type StagedImage, stagedFiles } from '../intake/store-image.ts';
import type { Log } from '../log/log.ts';
import type { Project } from '../project/project.ts';
import type { NewProvenance } from '../project/queries/provenance.ts';
import { allotImages, placeSeeds } from './allot-images.ts';
import {
  type GenerateItem,
  generateItemSchema,
  type GenerateSettings,
  generateSettingsSchema,
} from './generate-settings.ts';
import { livePreview } from './live-preview.ts';
import type { Previews } from './previews.ts';
import type { TextToImageLibrary } from './text-to-image-library.ts';

export interface GenerateOptions {
  project: Project;
  /** The engine that computes. */
  engine: Engine;
  library: TextToImageLibrary;
  previews: Previews;
  emit: (event: HostEvent) => void;
  /** Told after each batch, so that open views read again. */
  onImages: (setId: number) => void;
  log: Log;
}

type Context = JobContext<GenerateSettings>;
type Item = JobItem<GenerateItem>;

/** Taken from the queue at once; divides into sampling batches of every usual size. */
const ITEMS_AT_ONCE = 64;

/** Makes images from prompts: one item an image, sampled in batches. The models are loaded once and stay until the job ends or pauses. */
export function generateJob(options: GenerateOptions): JobHandler<GenerateSettings, GenerateItem> {
  return {
    kind: 'generate',
    unit: 'images',
    lane: 'compute',
    settings: generateSettingsSchema,
    payload: generateItemSchema,
    batch: ITEMS_AT_ONCE,
    plan: planItems,
    run: (items, context) => generateItems(items, context, options),
    // Sessions leak memory when they are created and released again.
    finish: () => options.engine.recycle(),
  };
}

async function planItems({ jobId, settings, database }: Context): Promise<PlannedItem<GenerateItem>[]> {
  const { setId } = settings;
  const { allotments } = allotImages(settings, await database.call('generations.tally', setId));
  const used = await database.call('generations.usedSeeds', { setId, jobId });
  return placeSeeds(settings, allotments, used).map((payload) => ({
    label: settings.prompts[payload.prompt]!.text,
    units: 1,
    payload,
  }));
}

/** While the engine samples a batch, the rows of the one before are committed. */
async function generateItems(
  items: readonly Item[],
  context: Context,
  options: GenerateOptions,
): Promise<void> {
  const { settings, signal, pauseSignal } = context;
  const stopped = () => signal.aborted || pauseSignal.aborted;
  let committing: Promise<void> = Promise.resolve();
  try {
    const model = await modelOf(settings, options);
    for (let first = 0; first < items.length && !stopped(); first += settings.batch) {
      const batch = items.slice(first, first + settings.batch);
      const output = await sample(batch, model, context, options);
      await committing;
      committing = enter(batch, output, context, options);
      committing.catch(() => undefined);
    }
    await committing;
    if (stopped()) await options.engine.recycle();
  } catch (error) {
    await Promise.allSettled([committing, options.engine.recycle()]);
    throw error;
  }
}

async function modelOf({ model }: GenerateSettings, { library }: GenerateOptions): Promise<ModelReference> {
  const { folder, inspection } = await library.usableModel(model.id);
  if (inspection.modelHash === model.hash) return { folder, name: model.name };
  throw new UserError(
    'conflict',
    `The files of the model "${model.name}" are not those that this job was started with.`,
    'Put the earlier files back and let the job go on, or start a new one.',
  );
}

const filesOf = (item: Item, { jobId }: Context, { project }: GenerateOptions) =>
  stagedFiles(project, jobId, item.id);

async function sample(
  batch: readonly Item[],
  model: ModelReference,
  context: Context,
  options: GenerateOptions,
): Promise<GenerateOutput> {
  const { settings, jobId, signal } = context;
  const pictures = batch.map((item): PictureTask => {
    const { copy, thumbnail } = filesOf(item, context, options);
    const { prompt, seed } = item.payload;
    return { prompt: settings.prompts[prompt]!.text, seed, copyTo: copy, thumbnailTo: thumbnail };
  });
  const show = livePreview(jobId, options);
  return options.engine.run(
    'generation.generate',
    { model, pictures, sampling: settings.sampling, batch: settings.batch, previews: true },
    { signal, onProgress: (progress) => show(progress, pictures[0]!.prompt) },
  );
}

/** Enters the pictures of a batch together with their items; one that is none, or that the set has already, fails its item. */
async function enter(
  batch: readonly Item[],
  { results, provenance }: GenerateOutput,
  context: Context,
  options: GenerateOptions,
): Promise<void> {
  const { settings } = context;
  const staged: StagedImage[] = [];
  for (const [i, result] of results.entries()) {
    const image = stagedImage(batch[i]!, result, provenance, context, options);
    if (image) staged.push(image);
    else await context.fail(batch[i]!.id, { code: 'diverged', message: failureWords(result) });
  }
  const placements = await placeImages(options.project, settings.setId, staged);
  const done: CompletedItem[] = [];
  for (const placement of placements) {
    if (placement.kind === 'placed') {
      done.push({ itemId: placement.itemId, result: { kind: 'generated' }, also: [placement.row] });
    } else {
      await context.fail(placement.itemId, {
        code: 'conflict',
        message: `The same picture, pixel by pixel, as "${placement.sameAs}" of the set.`,
        advice: 'Top up the set: new seeds are drawn for what is missing.',
      });
    }
  }
  await context.completeMany(done);
  options.onImages(settings.setId);
}

const failureWords = (result: PictureResult): string =>
  result.kind === 'generation-failed' ? result.message : 'The picture could not be made.';

/** Null for a picture that the model could not make. */
function stagedImage(
  item: Item,
  result: PictureResult,
  provenance: GenerateOutput['provenance'],
  context: Context,
  options: GenerateOptions,
): StagedImage | null {
  switch (result.kind) {
    case 'storage-failed':
      throw storageError(result);
    case 'generation-failed':
      return null;
    case 'image':
      break;
    default:
      return result satisfies never;
  }
  const prompt = context.settings.prompts[item.payload.prompt]!;
  const className = context.settings.classes.find(({ id }) => id === prompt.classId)?.name ?? 'image';
  return {
    itemId: item.id,
    staged: filesOf(item, context, options),
    image: result,
    classId: prompt.classId,
    split: null,
    sourceName: `${className} ${item.payload.seed}.png`,
    referencePath: null,
    caption: prompt.text,
    spec: null,
    generated: provenanceOf(item.payload, provenance, context),
  };
}

function provenanceOf(
  { prompt, seed, attempt }: GenerateItem,
  { modelHash, provider, runtime }: GenerateOutput['provenance'],
  { jobId, settings }: Context,
): NewProvenance {
  const { id, text, origin, context, style } = settings.prompts[prompt]!;
  const { negativePrompt, ...sampling } = settings.sampling;
  return {
    generation: {
      jobId,
      generator: 'built-in',
      model: settings.model.name,
      modelHash,
      settings: { ...sampling, provider, runtime },
    },
    promptId: id,
    promptText: text,
    negativePrompt,
    origin,
    context,
    style,
    seed,
    attempt,
  };
}
