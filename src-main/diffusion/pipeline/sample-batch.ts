import type { Sampling } from '../../../src-shared/domain/generation.ts';
import { UserError } from '../../../src-shared/errors.ts';
import type { RgbPixels } from '../../imaging/image-facts.ts';
import { planSteps } from '../scheduler/plan-steps.ts';
import { takeStep } from '../scheduler/sampler-step.ts';
import type { PromptTokens } from '../types.ts';
import { initialNoise } from './initial-noise.ts';
import type { ModelClock } from './model-clock.ts';
import type { Pipeline } from './pipeline.ts';
import { joined } from './row-chunks.ts';
import { type EncodedPrompt, stacked } from './text-encoder.ts';

export interface PictureRequest {
  readonly prompt: string;
  readonly seed: number;
}

export interface SampledPicture {
  /** Undefined when the model gave values that are not finite. */
  readonly pixels: RgbPixels | undefined;
  readonly tokens: PromptTokens;
}

/** Told after each step. */
export interface StepReport {
  /** Steps taken, from 1. */
  readonly step: number;
  readonly steps: number;
  /** Decodes the first picture of the batch as the model predicts it by now; undefined when it is not finite. */
  readonly preview: () => Promise<RgbPixels | undefined>;
}

export interface SampleOptions {
  readonly clock: ModelClock;
  readonly signal?: AbortSignal;
  readonly onStep?: (report: StepReport) => Promise<void>;
}

/** Where the networks run is the pipeline's matter. */
type PictureSampling = Omit<Sampling, 'provider'>;

type LatentDims = readonly [channels: number, height: number, width: number];

/** Throws a `UserError` for a size that the model cannot make. */
function latentDims({ configs, fixedSize }: Pipeline, { width, height }: PictureSampling): LatentDims {
  const { pixelsPerLatent, latentChannels, latentHeight, latentWidth } = configs;
  const rows = height / pixelsPerLatent;
  const columns = width / pixelsPerLatent;
  if (!Number.isInteger(rows) || !Number.isInteger(columns)) {
    throw new UserError(
      'bad-input',
      `This model makes images whose sides are multiples of ${pixelsPerLatent} pixels, not ${width} × ${height}.`,
      'Choose another size.',
    );
  }
  if (fixedSize && (rows !== latentHeight || columns !== latentWidth)) {
    const size = `${latentWidth * pixelsPerLatent} × ${latentHeight * pixelsPerLatent}`;
    throw new UserError('bad-input', `This model makes images of ${size} pixels only.`, `Choose ${size}.`);
  }
  return [latentChannels, rows, columns];
}

/** Classifier-free guidance (Ho and Salimans 2021): the first half of the rows had the negative prompt, the second the prompt. */
function guided(output: Float32Array, scale: number): Float32Array {
  const half = output.length / 2;
  const result = new Float32Array(half);
  for (let i = 0; i < half; i++) {
    const without = output[i]!;
    result[i] = without + scale * (output[half + i]! - without);
  }
  return result;
}

/** A function from latents to the model's output, guided where the scale is above 1; up to 1 no second half is computed, as in diffusers. */
async function createPredictor(
  { unet, textEncoder, configs }: Pipeline,
  prompts: readonly EncodedPrompt[],
  { guidanceScale, negativePrompt }: PictureSampling,
  dims: LatentDims,
  clock: ModelClock,
): Promise<(latents: Float32Array, timestep: number) => Promise<Float32Array>> {
  const textDims = [configs.tokenizer.maxLength, prompts[0]!.width] as const;
  if (guidanceScale <= 1) {
    const text = stacked(prompts);
    return (latents, timestep) =>
      unet.predict({ rows: prompts.length, latentDims: dims, latents, timestep, textDims, text }, clock);
  }
  const negative = await textEncoder.encode(negativePrompt, clock);
  const text = stacked([...prompts.map(() => negative), ...prompts]);
  const rows = prompts.length * 2;
  return async (latents, timestep) => {
    const twice = joined([latents, latents]);
    const input = { rows, latentDims: dims, latents: twice, timestep, textDims, text };
    return guided(await unet.predict(input, clock), guidanceScale);
  };
}

/**
 * Makes one batch of pictures. Each depends on its own prompt and seed, the sampling and the model only. Throws the signal's reason when aborted
 * (between steps), and a `UserError` when the sampling does not fit the model.
 */
export async function sampleBatch(
  pipeline: Pipeline,
  requests: readonly PictureRequest[],
  sampling: PictureSampling,
  { clock, signal, onStep }: SampleOptions,
): Promise<SampledPicture[]> {
  const dims = latentDims(pipeline, sampling);
  const plan = planSteps(pipeline.configs.scheduler, sampling.scheduler, sampling.steps);
  const prompts: EncodedPrompt[] = [];
  for (const { prompt } of requests) prompts.push(await pipeline.textEncoder.encode(prompt, clock));
  const predict = await createPredictor(pipeline, prompts, sampling, dims, clock);

  const perPicture = dims[0] * dims[1] * dims[2];
  const seeds = requests.map(({ seed }) => seed);
  let latents = initialNoise(seeds, perPicture);
  let picture: Float32Array = new Float32Array(latents.length);
  const decode = (values: Float32Array, index: number) =>
    pipeline.vaeDecoder.decode(values.slice(index * perPicture, (index + 1) * perPicture), dims, clock);

  for (const [i, step] of plan.entries()) {
    signal?.throwIfAborted();
    const taken = takeStep(step, latents, await predict(latents, step.timestep), picture);
    latents = taken.x;
    picture = taken.picture;
    await onStep?.({ step: i + 1, steps: plan.length, preview: () => decode(taken.picture, 0) });
  }

  const sampled: SampledPicture[] = [];
  for (const [i, { tokens }] of prompts.entries()) {
    signal?.throwIfAborted();
    sampled.push({ pixels: await decode(latents, i), tokens });
  }
  return sampled;
}
