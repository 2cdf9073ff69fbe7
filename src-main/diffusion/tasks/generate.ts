import type { TaskContext, TaskImplementation } from '../../engine/tasks.ts';
import { pictureTexts } from '../picture-settings.ts';
import { type LoadedPipeline, withPipeline } from '../pipeline/loaded-pipelines.ts';
import { ModelClock } from '../pipeline/model-clock.ts';
import { sampleBatch, type SampledPicture } from '../pipeline/sample-batch.ts';
import type {
  GenerateInput,
  GenerateOutput,
  GenerationFailure,
  GenerationTiming,
  PictureResult,
  PictureTask,
} from '../types.ts';
import { writePicture } from '../write-picture.ts';
import { reportProgress } from './report-progress.ts';

type Context = TaskContext<'generation.generate'>;

/** `generation.generate`: the pictures of one batch are encoded and written while the next is sampled. */
export const generatePictures: TaskImplementation<'generation.generate'> = (input, context) => {
  const start = performance.now();
  return withPipeline(input.model.folder, input.sampling.provider, async (loaded, loadMs) => {
    const clock = new ModelClock();
    const results = await makeBatches(input, loaded, clock, context);
    const timing = timingOf(start, loadMs, clock);
    loaded.budget.addWork(clock.ms);
    return { results, timing, provenance: loaded.provenance } satisfies GenerateOutput;
  });
};

/** `start`: when the task began, by `performance.now()`. */
export const timingOf = (start: number, loadMs: number, clock: ModelClock): GenerationTiming => ({
  loadMs,
  modelMs: clock.ms,
  outsideMs: Math.max(0, performance.now() - start - loadMs - clock.ms),
});

async function makeBatches(
  input: GenerateInput,
  loaded: LoadedPipeline,
  clock: ModelClock,
  context: Context,
): Promise<PictureResult[]> {
  const results: Promise<PictureResult>[] = [];
  let diskRefuses = false;
  const store = async (task: PictureTask, picture: SampledPicture): Promise<PictureResult> => {
    const result = await storePicture(task, picture, input, loaded);
    diskRefuses ||= result.kind === 'storage-failed';
    return result;
  };
  try {
    for (let first = 0; first < input.pictures.length; first += input.batch) {
      if (context.pauseSignal.aborted || diskRefuses) break;
      const batch = input.pictures.slice(first, first + input.batch);
      const counts = { done: first, batch: batch.length, steps: input.sampling.steps };
      const onStep = reportProgress({
        loaded,
        clock,
        previews: input.previews,
        counts,
        send: (progress) => context.progress(progress),
      });
      const options = { clock, signal: context.signal, onStep };
      const sampled = await sampleBatch(loaded.pipeline, batch, input.sampling, options);
      results.push(...batch.map((task, i) => store(task, sampled[i]!)));
    }
    return await Promise.all(results);
  } finally {
    // Nothing may be written any more once the host was answered.
    await Promise.allSettled(results);
  }
}

const notFinite = (task: PictureTask): GenerationFailure => ({
  kind: 'generation-failed',
  source: task.copyTo,
  reason: 'not-finite',
  message:
    'The model gave values that are not numbers (NaN or infinite) for this prompt and seed. Try a lower guidance scale or another seed; if all pictures fail, the model was damaged in its conversion to half precision.',
});

async function storePicture(
  task: PictureTask,
  { pixels, tokens }: SampledPicture,
  { model, sampling }: GenerateInput,
  { provenance }: LoadedPipeline,
): Promise<PictureResult> {
  if (!pixels) return notFinite(task);
  const { prompt, seed } = task;
  const texts = pictureTexts({ prompt, seed, sampling, modelName: model.name, provenance });
  return writePicture(task, pixels, texts, tokens);
}
