import { UserError } from '../../../src-shared/errors.ts';
import type { TaskImplementation } from '../../engine/tasks.ts';
import { pictureTexts } from '../picture-settings.ts';
import { withPipeline } from '../pipeline/loaded-pipelines.ts';
import { ModelClock } from '../pipeline/model-clock.ts';
import { sampleBatch } from '../pipeline/sample-batch.ts';
import { encodePng } from '../write-picture.ts';
import type { GenerateProgress } from '../types.ts';
import { timingOf } from './generate.ts';
import { reportProgress } from './report-progress.ts';

/** `generation.preview`: one picture, in memory, the same that a job would write. */
export const previewPicture: TaskImplementation<'generation.preview'> = (input, context) => {
  const start = performance.now();
  const { model, prompt, seed, sampling } = input;
  return withPipeline(model.folder, sampling.provider, async (loaded, loadMs) => {
    const clock = new ModelClock();
    const counts = { done: 0, batch: 1, steps: sampling.steps };
    const send = (progress: GenerateProgress) => context.progress(progress);
    const onStep = reportProgress({ loaded, clock, previews: true, counts, send });
    const options = { clock, signal: context.signal, onStep };
    const [picture] = await sampleBatch(loaded.pipeline, [{ prompt, seed }], sampling, options);
    if (!picture?.pixels) {
      throw new UserError(
        'diverged',
        'The model gave values that are not numbers (NaN or infinite) for this prompt and seed.',
        'Try a lower guidance scale or another seed.',
      );
    }
    const { provenance } = loaded;
    const texts = pictureTexts({ prompt, seed, sampling, modelName: model.name, provenance });
    const png = await encodePng(picture.pixels, texts);
    return { png, ...picture.tokens, timing: timingOf(start, loadMs, clock), provenance };
  });
};
