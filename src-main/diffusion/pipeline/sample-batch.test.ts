import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { schedulerSchema } from '../../../src-shared/domain/generation.ts';
import { initialNoise } from './initial-noise.ts';
import { ModelClock } from './model-clock.ts';
import { openPipeline, type Pipeline } from './pipeline.ts';
import { sampleBatch } from './sample-batch.ts';

const fixtures = fileURLToPath(new URL('../fixtures/', import.meta.url));
const fixture = z
  .object({
    diffusers: z.string(),
    sets: z.array(
      z.object({
        folder: z.string(),
        noise: z.array(z.number()),
        cases: z.array(
          z.object({
            prompt: z.string(),
            negativePrompt: z.string(),
            seed: z.number(),
            steps: z.number(),
            guidanceScale: z.number(),
            scheduler: schedulerSchema,
            width: z.number(),
            height: z.number(),
            rgb: z.base64(),
          }),
        ),
      }),
    ),
  })
  .parse(JSON.parse(readFileSync(`${fixtures}pictures.json`, 'utf8')));

const pipelines = new Map<string, Promise<Pipeline>>();
function pipelineOf(folder: string): Promise<Pipeline> {
  const pipeline = pipelines.get(folder) ?? openPipeline(`${fixtures}${folder}`);
  pipelines.set(folder, pipeline);
  return pipeline;
}
afterAll(async () => {
  for (const pipeline of pipelines.values()) await (await pipeline).dispose();
});

describe.each(fixture.sets)(`$folder makes the pictures of diffusers ${fixture.diffusers}`, (set) => {
  test('the noise is the same', () => {
    for (const [i, value] of initialNoise([3], set.noise.length).entries()) {
      expect(value).toBeCloseTo(set.noise[i]!, 6);
    }
  });

  test.each(set.cases)('$scheduler, $steps steps, guidance $guidanceScale: "$prompt"', async (example) => {
    const pipeline = await pipelineOf(set.folder);
    const [picture] = await sampleBatch(pipeline, [example], example, { clock: new ModelClock() });
    const { width, height, data } = picture!.pixels!;
    expect({ width, height }).toEqual({ width: example.width, height: example.height });
    const expected = Buffer.from(example.rgb, 'base64');
    const differences = Array.from(data, (value, i) => Math.abs(value - expected[i]!));
    expect(data).toHaveLength(expected.length);
    expect(Math.max(...differences)).toBeLessThanOrEqual(1);
  });
});

const sampling = {
  scheduler: 'dpm-solver++',
  steps: 5,
  guidanceScale: 3,
  width: 16,
  height: 16,
  negativePrompt: 'snow',
} as const;
const requests = ['a crane', 'a boat', '', '鶴', 'a kite at night', 'a small house', 'a tree', 'a crane'].map(
  (prompt, i) => ({ prompt, seed: 40 + i }),
);

test('the same picture at batch 1, 4 and 8, and in any company', async () => {
  const pipeline = await pipelineOf('tiny');
  const made = async (batch: typeof requests) =>
    (await sampleBatch(pipeline, batch, sampling, { clock: new ModelClock() })).map(
      ({ pixels }) => pixels!.data,
    );
  const alone: Uint8Array[] = [];
  for (const request of requests) alone.push(...(await made([request])));
  const four = [...(await made(requests.slice(0, 4))), ...(await made(requests.slice(4)))];
  const eight = await made(requests);
  const backwards = (await made(requests.toReversed())).toReversed();
  for (const other of [four, eight, backwards]) {
    for (const [i, picture] of alone.entries()) {
      const differences = picture.map((value, at) => Math.abs(value - other[i]![at]!));
      expect(Math.max(...differences)).toBeLessThanOrEqual(1);
    }
  }
  expect(Buffer.from(alone[0]!).equals(alone[7]!)).toBe(false);
});

test('tells each step, with a preview that ends as the picture', async () => {
  const pipeline = await pipelineOf('tiny');
  const steps: number[] = [];
  let last: Uint8Array | undefined;
  const clock = new ModelClock();
  const [picture] = await sampleBatch(pipeline, requests.slice(0, 2), sampling, {
    clock,
    onStep: async ({ step, preview }) => {
      steps.push(step);
      last = (await preview())?.data;
    },
  });
  expect(steps).toEqual([1, 2, 3, 4, 5]);
  expect(last).toEqual(picture!.pixels!.data);
  expect(clock.ms).toBeGreaterThan(0);
});

test('stops between two steps', async () => {
  const pipeline = await pipelineOf('tiny');
  const abort = new AbortController();
  const steps: number[] = [];
  const sampled = sampleBatch(pipeline, requests, sampling, {
    clock: new ModelClock(),
    signal: abort.signal,
    onStep: async ({ step }) => {
      steps.push(step);
      if (step === 2) abort.abort(new Error('enough'));
      await Promise.resolve();
    },
  });
  await expect(sampled).rejects.toThrow('enough');
  expect(steps).toEqual([1, 2]);
});

test('says what became of each prompt', async () => {
  const pipeline = await pipelineOf('tiny');
  const long = 'a photo of a crane in the lake at night '.repeat(5);
  const batch = [long, '', '🐦🏽', 'журавль'].map((prompt, seed) => ({ prompt, seed }));
  const made = await sampleBatch(pipeline, batch, { ...sampling, steps: 1 }, { clock: new ModelClock() });
  expect(made.map(({ tokens }) => tokens.truncated)).toEqual([true, false, false, false]);
  expect(long.trim().endsWith(made[0]!.tokens.unseen)).toBe(true);
  expect(made[1]!.tokens.tokens).toBe(2);
  expect(made.every(({ pixels }) => pixels)).toBe(true);
});

test('refuses sizes and numbers of steps that the model does not have', async () => {
  const pipeline = await pipelineOf('tiny');
  const clock = new ModelClock();
  const odd = sampleBatch(pipeline, requests, { ...sampling, width: 17 }, { clock });
  await expect(odd).rejects.toMatchObject({ code: 'bad-input', message: /multiples of 2 pixels/ });
  const many = sampleBatch(pipeline, requests, { ...sampling, steps: 2000 }, { clock });
  await expect(many).rejects.toMatchObject({ code: 'bad-input', message: /cannot take 2000 steps/ });
});
