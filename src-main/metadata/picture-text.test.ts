import { readFile } from 'node:fs/promises';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { z } from 'zod';
import type { GeneratorKind } from '../../src-shared/domain/generation.ts';
import { readPicture } from '../imaging/picture-file.ts';
import { addPngText } from '../imaging/png-text.ts';
import type { MadeFrom } from './made-from.ts';
import { tellMadeFrom } from './picture-text.ts';

const fixtureSchema = z.array(
  z.object({
    name: z.string(),
    file: z.base64(),
    found: z.object({
      generator: z.string(),
      prompts: z.array(z.string()),
      negativePrompts: z.array(z.string()),
      sampler: z.string(),
      parameters: z.record(z.string(), z.string()),
      model: z.unknown(),
    }),
  }),
);
const fixtures = fixtureSchema.parse(
  JSON.parse(await readFile(new URL('fixtures/made-from.json', import.meta.url), 'utf8')),
);

const generators: Readonly<Record<string, GeneratorKind>> = {
  AUTOMATIC1111: 'a1111',
  ComfyUI: 'comfyui',
  InvokeAI: 'invokeai',
};

async function tell(bytes: Buffer): Promise<MadeFrom | null> {
  const picture = await readPicture(bytes);
  if (picture.kind !== 'picture') throw new Error('The fixture is no picture.');
  return tellMadeFrom(picture);
}

const blank = await sharp({ create: { width: 4, height: 4, channels: 3, background: '#508030' } })
  .png()
  .toBuffer();
const withText = (texts: Record<string, string>): Promise<MadeFrom | null> =>
  tell(addPngText(blank, new Map(Object.entries(texts))));

test.each(fixtures)('$name tells what sd-parsers finds in it', async ({ file, found }) => {
  const made = await tell(Buffer.from(file, 'base64'));
  const { parameters } = found;
  expect(made).toMatchObject({
    generator: generators[found.generator],
    prompt: found.prompts.join(', '),
    negativePrompt: found.negativePrompts.join(', '),
    seed: Number(parameters['seed']),
    settings: { steps: Number(parameters['steps']), guidanceScale: Number(parameters['cfg_scale']) },
  });
  // InvokeAI calls a scheduler what others call a sampler.
  expect([made?.settings['sampler'], made?.settings['scheduler']]).toContain(found.sampler);
  if (typeof found.model === 'string') expect(made?.model).toBe(found.model);
});

test('what sd-parsers leaves out is told as well', async () => {
  const of = (name: string) =>
    tell(Buffer.from(fixtures.find((fixture) => fixture.name === name)!.file, 'base64'));
  expect(await of('ComfyUI with LoRA and ControlNet.png')).toMatchObject({
    model: 'birds-v3.safetensors',
    settings: { sampler: 'dpmpp_2m', scheduler: 'karras', denoise: 1, loras: 'feathers.safetensors' },
  });
  expect(await of('InvokeAI.png')).toMatchObject({
    model: 'desk-v1',
    settings: { width: 512, height: 512, modelHash: 'blake3:00ff', version: '5.4.0' },
  });
  expect(await of('InvokeAI 2.png')).toMatchObject({ modelHash: 'ab'.repeat(32) });
  expect(await of('A1111 in tEXt.png')).toMatchObject({
    settings: { scheduler: 'Karras', clipSkip: 2, modelHash: '0123456789', width: 512, height: 768 },
  });
});

test('pictures of this program tell everything', async () => {
  const text = JSON.stringify({
    prompt: 'a photo of a crane, the bird',
    negative_prompt: 'machine',
    seed: 4_294_967_295,
    steps: 25,
    guidance_scale: 2,
    scheduler: 'dpm-solver++',
    width: 64,
    height: 64,
    model: 'Starter',
    model_hash: 'AB'.repeat(32),
    provider: 'cpu',
    version: '0.3.0',
  });
  expect(await withText({ variegate: text, parameters: 'a dog\nSteps: 1, Sampler: x, Seed: 2' })).toEqual({
    generator: 'variegate',
    model: 'Starter',
    modelHash: 'ab'.repeat(32),
    prompt: 'a photo of a crane, the bird',
    negativePrompt: 'machine',
    seed: 4_294_967_295,
    settings: {
      scheduler: 'dpm-solver++',
      steps: 25,
      guidanceScale: 2,
      width: 64,
      height: 64,
      provider: 'cpu',
      version: '0.3.0',
    },
  });
});

test.each([
  ['half a JSON', { variegate: '{"prompt": "a crane", "se' }],
  ['JSON of something else', { invokeai_metadata: '[1, 2]', 'sd-metadata': 'null', variegate: '"text"' }],
  ['a graph without a sampler', { prompt: '{"1": {"class_type": "LoadImage", "inputs": {}}}' }],
  ['a prompt in plain text', { prompt: 'a crane', workflow: 'none' }],
  ['settings of another program', { parameters: '{"sui_image_params": {"prompt": "a crane"}}' }],
  ['a text without settings', { parameters: 'taken at the lake', Comment: 'holiday' }],
  ['a model alone', { variegate: '{"model": "Starter"}' }],
  ['nothing', {}],
])('%s tells nothing', async (_what, texts: Record<string, string>) => {
  expect(await withText(texts)).toBeNull();
});

test('UTF-8 in a chunk that should hold Latin-1 is read as it was meant', async () => {
  const meant = 'a “crane” in Kraków 鶴\nSteps: 4, Sampler: Euler a, CFG scale: 2, Seed: 9';
  const written = Buffer.from(meant, 'utf8').toString('latin1');
  expect((await withText({ parameters: written }))?.prompt).toBe('a “crane” in Kraków 鶴');
  const latin = 'un été\nSteps: 4, Sampler: Euler a, CFG scale: 2, Seed: 9';
  expect((await withText({ parameters: latin }))?.prompt).toBe('un été');
});

test('huge texts are bounded or passed over', async () => {
  const long = await withText({ variegate: JSON.stringify({ prompt: 'crane '.repeat(1_000_000), seed: 1 }) });
  expect(long?.prompt.length).toBeLessThanOrEqual(10_000);
  expect(await withText({ prompt: `{"a": "${'x'.repeat(20_000_000)}"}` })).toBeNull();
  expect(await withText({ parameters: 'Steps: 1, '.repeat(100_000) })).toBeNull();
});

test('a file that ends in the middle of its text, or of its EXIF block, tells what is whole', async () => {
  const { file } = fixtures.find(({ name }) => name === 'A1111.jpg')!;
  const jpeg = Buffer.from(file, 'base64');
  for (const length of [60, 120, 200, 400]) {
    expect(await tell(jpeg.subarray(0, length))).toBeNull();
  }
  const png = addPngText(blank, new Map([['parameters', 'a crane\nSteps: 1, Sampler: x, Seed: 2']]));
  expect(await tell(png.subarray(0, 60))).toBeNull();
});
