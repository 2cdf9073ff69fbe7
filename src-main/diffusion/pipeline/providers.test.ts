import { afterEach, expect, test } from 'vitest';
import type { ExecutionProvider } from '../../../src-shared/domain/execution-provider.ts';
import { requireProvider } from '../../graph/executors/check-provider.ts';
import { tinyModel } from '../testing/model-copy.ts';
import { releasePipelines, withPipeline } from './loaded-pipelines.ts';
import { ModelClock } from './model-clock.ts';
import { sampleBatch } from './sample-batch.ts';

afterEach(releasePipelines);

const requests = ['a crane', 'a boat at night'].map((prompt, i) => ({ prompt, seed: 5 + i }));
const sampling = {
  scheduler: 'dpm-solver++',
  steps: 4,
  guidanceScale: 3,
  width: 16,
  height: 16,
  negativePrompt: 'snow',
} as const;

const picturesOn = (provider: ExecutionProvider) =>
  withPipeline(tinyModel, provider, async ({ pipeline, provenance }) => {
    expect(provenance.provider).toBe(provider);
    const sampled = await sampleBatch(pipeline, requests, sampling, { clock: new ModelClock() });
    return sampled.map(({ pixels }) => pixels?.data ?? new Uint8Array());
  });

for (const provider of ['webgpu', 'cuda'] as const) {
  const problem = await requireProvider(provider).then(
    () => null,
    (error: unknown) => error,
  );

  test.skipIf(problem !== null)(
    `${provider} makes the picture that the CPU makes, but for rounding`,
    async () => {
      const expected = await picturesOn('cpu');
      const made = await picturesOn(provider);
      for (const [i, picture] of made.entries()) {
        expect(picture).toHaveLength(16 * 16 * 3);
        for (const [at, value] of picture.entries()) {
          expect(Math.abs(value - expected[i]![at]!)).toBeLessThanOrEqual(2);
        }
      }
    },
  );

  test.skipIf(problem === null)(
    `${provider} that does not work here is refused with what to do`,
    async () => {
      await expect(picturesOn(provider)).rejects.toMatchObject({
        code: 'unavailable',
        message: expect.stringMatching(/^(?:WebGPU|CUDA) cannot be used here: ./) as string,
        advice: expect.stringContaining('or choose the CPU') as string,
      });
      expect(await picturesOn('cpu')).toHaveLength(2);
    },
  );
}
