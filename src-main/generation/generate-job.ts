import type { HostEvent } from '../../src-shared/api/services.ts';
import { UserError } from '../../src-shared/errors.ts';
import type { Engine } from '../engine/engine.ts';
import type { GenerateOutput, ModelReference, PictureTask } from '../diffusion/types.ts';
import type { JobContext, JobHandler, JobItem, PlannedItem } from '../jobs/handler.ts';
import type { Log } from '../log/log.ts';
import { allotImages } from './allot-images.ts';
import { type EnterOptions, enterPictures, filesOf } from './enter-pictures.ts';
import {
  type GenerateItem,
  generateItemSchema,
  type GenerateSettings,
  generateSettingsSchema,
} from './generate-settings.ts';
import { JobPace } from './job-pace.ts';
import { livePreview } from './live-preview.ts';
import { placeSeeds } from './place-seeds.ts';
import type { Previews } from './previews.ts';
import type { TextToImageLibrary } from './text-to-image-library.ts';

export interface GenerateOptions extends EnterOptions {
  /** The engine that computes. */
  engine: Engine;
  library: TextToImageLibrary;
  previews: Previews;
  emit: (event: HostEvent) => void;
  log: Log;
}

type Context = JobContext<GenerateSettings>;
type Item = JobItem<GenerateItem>;

/** Taken from the queue at once; divides into sampling batches of every usual size. */
const ITEMS_AT_ONCE = 64;

/** Makes images from prompts: one item an image, sampled in batches. The models are loaded once and stay until the job ends or pauses. */
export function generateJob(options: GenerateOptions): JobHandler<GenerateSettings, GenerateItem> {
  const paces = new Map<number, JobPace>();
  const paceOf = (jobId: number): JobPace => {
    const pace = paces.get(jobId) ?? new JobPace();
    paces.set(jobId, pace);
    return pace;
  };
  /** A job that is taken up again is timed anew. */
  const leave = async (jobId: number): Promise<void> => {
    const pace = paces.get(jobId);
    paces.delete(jobId);
    if (pace) options.log.info('generated', { jobId, ...pace.facts() });
    // Sessions leak memory when they are created and released again.
    await options.engine.recycle();
  };
  return {
    kind: 'generate',
    unit: 'images',
    lane: 'compute',
    computesOn: ({ sampling }) => sampling.provider,
    settings: generateSettingsSchema,
    payload: generateItemSchema,
    batch: ITEMS_AT_ONCE,
    plan: planItems,
    run: async (items, context) => {
      const { jobId } = context;
      try {
        await generateItems(items, context, { ...options, pace: paceOf(jobId) });
      } catch (error) {
        await leave(jobId);
        throw error;
      }
      if (isStopped(context)) await leave(jobId);
    },
    finish: ({ jobId }) => leave(jobId),
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

const isStopped = ({ signal, pauseSignal }: Context): boolean => signal.aborted || pauseSignal.aborted;

/** While the engine samples some pictures, the rows of those before are committed. */
async function generateItems(
  items: readonly Item[],
  context: Context,
  options: GenerateOptions & { pace: JobPace },
): Promise<void> {
  const { settings } = context;
  const { pace } = options;
  const model = await modelOf(settings, options);
  let committing: Promise<void> = Promise.resolve();
  try {
    for (let first = 0; first < items.length && !isStopped(context); ) {
      const some = items.slice(first, first + settings.batch * pace.batches);
      const output = await sample(some, model, context, options);
      pace.add(output.timing, Math.ceil(some.length / settings.batch), output.results.length);
      first += some.length;
      await committing;
      committing = enterPictures(some, output, context, options);
      committing.catch(() => undefined);
    }
  } finally {
    await committing;
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

async function sample(
  items: readonly Item[],
  model: ModelReference,
  context: Context,
  options: GenerateOptions,
): Promise<GenerateOutput> {
  const { settings, jobId, signal, pauseSignal } = context;
  const pictures = items.map((item): PictureTask => {
    const { copy, thumbnail } = filesOf(item, context, options);
    const { prompt, seed } = item.payload;
    return { prompt: settings.prompts[prompt]!.text, seed, copyTo: copy, thumbnailTo: thumbnail };
  });
  const show = livePreview(jobId, options);
  return options.engine.run(
    'generation.generate',
    { model, pictures, sampling: settings.sampling, batch: settings.batch, previews: true },
    {
      signal,
      pauseSignal,
      onProgress: (progress) => show(progress, pictures[progress.done]?.prompt ?? ''),
    },
  );
}
