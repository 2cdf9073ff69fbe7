import { samplingSchema, type Sampling } from '../../../src-shared/domain/generation.ts';
import { hashSeed } from '../../../src-shared/random.ts';
import { offeredModel } from '../../../src-main/generation/text-to-image-library.ts';
import { ModelClock } from '../../../src-main/diffusion/pipeline/model-clock.ts';
import { withPipeline } from '../../../src-main/diffusion/pipeline/loaded-pipelines.ts';
import { sampleBatch } from '../../../src-main/diffusion/pipeline/sample-batch.ts';
import { inspectModelFolder } from '../../../src-main/diffusion/tasks/inspect.ts';
import type { ModelFacts } from '../../../src-main/diffusion/types.ts';
import { resizeRgb } from '../../../src-main/imaging/pillow-resize.ts';
import { createModelLibrary } from '../../../src-main/model-library/model-library.ts';

export interface ImageRequest {
  readonly prompt: string;
  readonly count: number;
}

export interface GenerateOptions {
  readonly folder: string;
  /** Width and height of the pictures that are given back. */
  readonly size: number;
  readonly batch: number;
  readonly say: (line: string) => void;
}

/** What the program offers for a model folder before anybody changes a thing. */
export async function defaultSampling(folder: string): Promise<Sampling> {
  const library = createModelLibrary<ModelFacts>({
    kind: 'text-to-image',
    inspect: (path) => inspectModelFolder(path),
    bundledFolder: folder,
  });
  const model = (await library.listModels()).find(({ bundled }) => bundled);
  if (model === undefined) throw new Error(`There is no model in ${folder}.`);
  const { defaults, defaultWidth: width, defaultHeight: height, problem } = offeredModel(model);
  if (problem !== null) throw new Error(problem);
  return samplingSchema.parse({ ...defaults, width, height });
}

/** Images for every request, in order, with the model's default settings; a request's images are the same whatever else is asked for. */
export async function generateImages(
  requests: readonly ImageRequest[],
  { folder, size, batch, say }: GenerateOptions,
): Promise<Uint8Array[][]> {
  const sampling = await defaultSampling(folder);
  const tasks = requests.flatMap(({ prompt, count }, request) =>
    Array.from({ length: count }, (_, i) => ({
      request,
      prompt,
      seed: hashSeed('starter report', prompt, i),
    })),
  );
  const images: Uint8Array[][] = requests.map(() => []);
  const clock = new ModelClock();
  await withPipeline(folder, sampling.provider, async ({ pipeline }) => {
    for (let from = 0; from < tasks.length; from += batch) {
      const some = tasks.slice(from, from + batch);
      const sampled = await sampleBatch(pipeline, some, sampling, { clock });
      for (const [i, { pixels }] of sampled.entries()) {
        const { request, prompt } = some[i]!;
        if (pixels === undefined) throw new Error(`The model gave no picture for "${prompt}".`);
        const { data } =
          pixels.width === size && pixels.height === size ? pixels : resizeRgb(pixels, size, size, 'bicubic');
        images[request]!.push(Uint8Array.from(data));
      }
      const done = from + some.length;
      if (Math.floor(done / 200) > Math.floor(from / 200)) say(`Images: ${done} of ${tasks.length}`);
    }
  });
  return images;
}
