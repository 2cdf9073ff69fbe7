import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Sampling } from '../../../src-shared/domain/generation.ts';
import type { Graph } from '../../graph/graph.ts';
import type { Network } from '../model-folder/component-files.ts';
import {
  addInput,
  all,
  castInput,
  castOutput,
  copyModel,
  type ModelCopy,
  nanForSomePrompts,
  renameInput,
  reshapeInput,
  scalarInput,
  tinyModel,
  withUnknownOperator,
} from '../testing/model-copy.ts';
import { ModelClock } from './model-clock.ts';
import { openPipeline } from './pipeline.ts';
import { sampleBatch } from './sample-batch.ts';

const requests = ['a crane', 'a boat at night', '鶴'].map((prompt, i) => ({ prompt, seed: 5 + i }));
const guided: Sampling = {
  scheduler: 'ddim',
  steps: 4,
  guidanceScale: 3,
  width: 16,
  height: 16,
  negativePrompt: '',
  provider: 'cpu',
};
const unguided: Sampling = { ...guided, guidanceScale: 1 };

let copy: ModelCopy | undefined;
afterEach(() => {
  copy?.remove();
  copy = undefined;
});

async function edited(network: Network, change: (graph: Graph) => Graph): Promise<string> {
  copy = await copyModel();
  copy.edit(network, change);
  return copy.folder;
}

/** Pictures of all requests, a batch for each sampling; undefined for those that failed. */
async function pictures(folder: string, ...samplings: Sampling[]): Promise<(Uint8Array | undefined)[]> {
  const pipeline = await openPipeline(folder);
  try {
    const made: (Uint8Array | undefined)[] = [];
    for (const sampling of samplings) {
      const batch = await sampleBatch(pipeline, requests, sampling, { clock: new ModelClock() });
      made.push(...batch.map(({ pixels }) => pixels?.data));
    }
    return made;
  } finally {
    await pipeline.dispose();
  }
}

function largestDifference(ones: readonly (Uint8Array | undefined)[], others: typeof ones): number {
  return Math.max(
    ...ones.flatMap((one, i) => Array.from(one!, (value, at) => Math.abs(value - others[i]![at]!))),
  );
}

describe('exports that declare other inputs make the same pictures', () => {
  let expected: (Uint8Array | undefined)[];
  beforeAll(async () => {
    expected = await pictures(tinyModel, guided, unguided);
  });

  const variants: [name: string, network: Network, change: (graph: Graph) => Graph][] = [
    ['32-bit ids', 'text_encoder', castInput('input_ids', 'int32')],
    ['an attention mask', 'text_encoder', addInput('attention_mask', 'int64', ['batch_size', 20])],
    ['one prompt at a time', 'text_encoder', reshapeInput('input_ids', [1, 20])],
    ['a scalar timestep', 'unet', scalarInput('timestep')],
    ['a scalar float32 timestep', 'unet', all(castInput('timestep', 'float32'), scalarInput('timestep'))],
    ['a float16 timestep', 'unet', castInput('timestep', 'float16')],
    ['a float64 timestep', 'unet', castInput('timestep', 'float64')],
    ['a timestep of one value', 'unet', reshapeInput('timestep', [1])],
    ['another name', 'unet', renameInput('sample', 'x_in')],
    [
      'two rows a run',
      'unet',
      all(reshapeInput('sample', [2, 4, 8, 8]), reshapeInput('encoder_hidden_states', [2, 20, 16])),
    ],
    ['one picture at a time', 'vae_decoder', reshapeInput('latent_sample', [1, 4, 8, 8])],
    ['two pictures at a time', 'vae_decoder', reshapeInput('latent_sample', [2, 4, 8, 8])],
  ];
  test.each(variants)('%s', async (_name, network, change) => {
    const folder = await edited(network, change);
    const made = await pictures(folder, guided, unguided);
    expect(largestDifference(made, expected)).toBeLessThanOrEqual(1);
  });

  test('float16 in and out, as near as half precision is', async () => {
    copy = await copyModel();
    copy.edit('text_encoder', castOutput('float16'));
    const half = all(
      castInput('sample', 'float16'),
      castInput('encoder_hidden_states', 'float16'),
      castOutput('float16'),
    );
    copy.edit('unet', half);
    copy.edit('vae_decoder', all(castInput('latent_sample', 'float16'), castOutput('float16')));
    const made = await pictures(copy.folder, guided);
    expect(largestDifference(made, expected)).toBeLessThanOrEqual(8);
  });
});

test('without guidance the model sees one row a picture, with it two', async () => {
  const folder = await edited('unet', reshapeInput('sample', [3, 4, 8, 8]));
  const made = await pictures(folder, unguided);
  expect(made.every(Boolean)).toBe(true);
});

test('a picture of NaN fails alone', async () => {
  const sound = await pictures(tinyModel, unguided);
  const made = await pictures(await edited('unet', nanForSomePrompts), unguided);
  const failed = made.map((picture) => picture === undefined);
  expect(failed).toContain(true);
  expect(failed).toContain(false);
  for (const [i, picture] of made.entries()) if (picture) expect(picture).toEqual(sound[i]);
});

describe('models that cannot be used say why', () => {
  const opened = (folder: string): Promise<unknown> =>
    openPipeline(folder).then(
      () => 'opened',
      (error: unknown) => error,
    );

  test('an operator that the provider lacks', async () => {
    const folder = await edited('unet', withUnknownOperator);
    expect(await opened(folder)).toMatchObject({
      code: 'unsupported',
      message:
        'unet/model.onnx uses the operator com.example:FlashTranspose, which the CPU provider does not have.',
    });
  });

  test('an input that only other pipelines have', async () => {
    const folder = await edited('unet', addInput('time_ids', 'float32', ['batch_size', 6]));
    expect(await opened(folder)).toMatchObject({
      code: 'unsupported',
      message: expect.stringContaining('unet/model.onnx wants an input "time_ids"'),
    });
  });

  test('a text model that gives one vector a text', async () => {
    const folder = await edited('text_encoder', (graph) => ({ ...graph, outputs: ['pooler_output'] }));
    expect(await opened(folder)).toMatchObject({
      code: 'unsupported',
      message: expect.stringContaining('gives no states of the tokens'),
    });
  });

  test('a size that the export was not made for', async () => {
    const folder = await edited('unet', reshapeInput('sample', ['batch_size', 4, 8, 8]));
    const made = pictures(folder, { ...guided, width: 24 });
    await expect(made).rejects.toMatchObject({
      code: 'bad-input',
      message: 'This model makes images of 16 × 16 pixels only.',
    });
  });
});
