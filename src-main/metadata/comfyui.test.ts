import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readComfyUi } from './comfyui.ts';

type Inputs = Record<string, unknown>;
const node = (kind: string, inputs: Inputs) => ({ class_type: kind, inputs });
const read = (graph: object) => readComfyUi({ prompt: JSON.stringify(graph) });

const sampler = (inputs: Inputs = {}) =>
  node('KSampler', {
    seed: 7,
    steps: 20,
    cfg: 6,
    sampler_name: 'euler',
    scheduler: 'normal',
    denoise: 1,
    model: ['model', 0],
    positive: ['yes', 0],
    negative: ['no', 0],
    latent_image: ['latent', 0],
    ...inputs,
  });
const rest = {
  model: node('CheckpointLoaderSimple', { ckpt_name: 'birds.safetensors' }),
  yes: node('CLIPTextEncode', { text: 'a crane', clip: ['model', 1] }),
  no: node('CLIPTextEncode', { text: 'steel', clip: ['model', 1] }),
  latent: node('EmptyLatentImage', { width: 64, height: 64, batch_size: 1 }),
};

test('seed, sampler and scheduler are found where newer graphs keep them apart', () => {
  const graph = {
    ...rest,
    s: node('SamplerCustomAdvanced', {
      noise: ['noise', 0],
      guider: ['guider', 0],
      sampler: ['select', 0],
      sigmas: ['sigmas', 0],
      latent_image: ['latent', 0],
    }),
    noise: node('RandomNoise', { noise_seed: 99 }),
    guider: node('CFGGuider', {
      model: ['unet', 0],
      positive: ['guidance', 0],
      negative: ['zero', 0],
      cfg: 3.5,
    }),
    guidance: node('FluxGuidance', { guidance: 2.5, conditioning: ['yes', 0] }),
    zero: node('ConditioningZeroOut', { conditioning: ['yes', 0] }),
    select: node('KSamplerSelect', { sampler_name: 'dpmpp_2m' }),
    sigmas: node('BasicScheduler', { scheduler: 'simple', steps: 8, denoise: 1, model: ['unet', 0] }),
    unet: node('UNETLoader', { unet_name: 'big.safetensors', weight_dtype: 'default' }),
  };
  expect(read(graph)).toEqual({
    generator: 'comfyui',
    model: 'big.safetensors',
    modelHash: null,
    prompt: 'a crane',
    negativePrompt: '',
    seed: 99,
    settings: { sampler: 'dpmpp_2m', scheduler: 'simple', steps: 8, guidanceScale: 3.5, denoise: 1 },
  });
});

test('texts and numbers are followed through nodes of others', () => {
  const graph = {
    ...rest,
    s: sampler({ seed: ['seed', 0], positive: ['mystery', 0], sampler_name: ['choice', 0] }),
    seed: node('Seed (rgthree)', { seed: 123 }),
    choice: node('Sampler Selector', { sampler_name: 'heun' }),
    mystery: node('SomebodysConditioning', { strength: 1, cond: ['combined', 0], model: ['model', 0] }),
    combined: node('ConditioningCombine', { conditioning_1: ['yes', 0], conditioning_2: ['joined', 0] }),
    joined: node('CLIPTextEncode', { text: ['concat', 0], clip: ['model', 1] }),
    concat: node('StringConcatenate', { string_a: ['a', 0], string_b: 'at dusk', delimiter: ', ' }),
    a: node('PrimitiveString', { value: 'by a lake' }),
  };
  expect(read(graph)).toMatchObject({
    prompt: 'a crane, by a lake, at dusk',
    negativePrompt: 'steel',
    seed: 123,
    settings: { sampler: 'heun' },
  });
});

test('both sides of a node that takes both are kept apart', () => {
  const graph = {
    ...rest,
    s: sampler({ positive: ['control', 0], negative: ['control', 1] }),
    control: node('ControlNetApplyAdvanced', { positive: ['yes', 0], negative: ['no', 0], strength: 1 }),
  };
  expect(read(graph)).toMatchObject({ prompt: 'a crane', negativePrompt: 'steel' });
});

test('the first pass counts, not the one that enlarges its picture', () => {
  const graph = {
    ...rest,
    first: sampler(),
    larger: node('LatentUpscale', { samples: ['first', 0], width: 128 }),
    second: sampler({ seed: 8, denoise: 0.5, latent_image: ['larger', 0] }),
  };
  expect(read(graph)).toMatchObject({ seed: 7, settings: { denoise: 1 } });
});

test('where two pictures come out of one graph, only what they share is told', () => {
  const graph = {
    ...rest,
    first: sampler(),
    second: sampler({ seed: 8, positive: ['other', 0] }),
    other: node('CLIPTextEncode', { text: 'a heron', clip: ['model', 1] }),
  };
  expect(read(graph)).toBeNull();
  expect(read({ ...graph, second: sampler({ seed: 8 }) })).toMatchObject({
    prompt: 'a crane',
    seed: null,
    model: 'birds.safetensors',
    settings: { steps: 20 },
  });
});

test('circles and links to nowhere end', () => {
  const graph = {
    s: sampler({ positive: ['a', 0], negative: ['gone', 0], seed: ['b', 0], model: ['c', 0] }),
    a: node('X', { conditioning: ['a', 0], text: ['b', 0], value: ['a', 0] }),
    b: node('Y', { value: ['b', 0], text: ['a', 0], string: ['b', 0] }),
    c: node('Z', { model: ['c', 0] }),
  };
  expect(read(graph)).toBeNull();
});

test('NaN, which Python writes and JSON does not know, and seeds of 64 bits do not matter', () => {
  const text = JSON.stringify({ ...rest, s: sampler() })
    .replace('"seed":7', '"seed":18446744073709551615')
    .replace('"class_type":"KSampler"', '"is_changed":[NaN, -Infinity],"class_type":"KSampler"')
    .replace('a crane', 'a crane with NaN \\" in it');
  expect(readComfyUi({ prompt: text })).toMatchObject({
    prompt: 'a crane with NaN " in it',
    seed: null,
    settings: { seed: '18446744073709551615' },
  });
});

test('the drawn graph serves where the one that was run is missing', () => {
  const workflow = {
    last_node_id: 9,
    nodes: [
      { id: 1, type: 'CheckpointLoaderSimple', widgets_values: ['birds.safetensors'], inputs: [] },
      { id: 2, type: 'CLIPTextEncode', widgets_values: ['a crane'], inputs: [{ name: 'clip', link: 10 }] },
      { id: 3, type: 'CLIPTextEncode', widgets_values: ['steel'], inputs: [{ name: 'clip', link: 11 }] },
      { id: 4, type: 'EmptyLatentImage', widgets_values: [64, 64, 1], inputs: [] },
      { id: 6, type: 'Note', widgets_values: ['nothing to see'] },
      { id: 7, type: 'KSampler', mode: 4, widgets_values: [1, 'fixed', 1, 1, 'x', 'y', 1], inputs: [] },
      {
        id: 5,
        type: 'KSampler',
        widgets_values: [77, 'randomize', 22, 5.5, 'euler', 'karras', 0.9],
        inputs: [
          { name: 'model', link: 12 },
          { name: 'positive', link: 13 },
          { name: 'negative', link: 14 },
          { name: 'latent_image', link: 15 },
          { name: 'seed', link: null },
        ],
      },
    ],
    links: [
      [10, 1, 1, 2, 0, 'CLIP'],
      [11, 1, 1, 3, 0, 'CLIP'],
      [12, 1, 0, 5, 0, 'MODEL'],
      [13, 2, 0, 5, 1, 'CONDITIONING'],
      [14, 3, 0, 5, 2, 'CONDITIONING'],
      [15, 4, 0, 5, 3, 'LATENT'],
      'nonsense',
    ],
  };
  expect(readComfyUi({ workflow: JSON.stringify(workflow) })).toMatchObject({
    model: 'birds.safetensors',
    prompt: 'a crane',
    negativePrompt: 'steel',
    seed: 77,
    settings: { sampler: 'euler', scheduler: 'karras', steps: 22, guidanceScale: 5.5, denoise: 0.9 },
  });
});

const name = fc.constantFrom('a', 'b', 'c', '__proto__', 'constructor');
const value = fc.oneof(
  fc.jsonValue({ maxDepth: 1 }),
  fc.tuple(name, fc.nat(2)),
  fc.constantFrom('a crane', 5, null),
);
const inputName = fc.constantFrom(
  'positive',
  'negative',
  'seed',
  'steps',
  'model',
  'text',
  'value',
  'guider',
  'noise',
  'sigmas',
  'latent_image',
  'string_a',
  'string_b',
);
const graphs = fc.dictionary(
  name,
  fc.oneof(
    fc.record({
      class_type: fc.constantFrom('KSampler', 'SamplerCustomAdvanced', 'CLIPTextEncode', 'Custom'),
      inputs: fc.dictionary(inputName, value),
    }),
    fc.jsonValue({ maxDepth: 2 }),
  ),
);

test('no graph, however wrong, breaks the reader', () => {
  fc.assert(
    fc.property(graphs, (graph) => {
      const made = read(graph);
      expect(made === null || made.generator === 'comfyui').toBe(true);
      readComfyUi({ workflow: JSON.stringify({ nodes: Object.values(graph), links: [graph] }) });
    }),
    { numRuns: 500 },
  );
});
