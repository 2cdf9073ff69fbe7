import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createClassifier } from '../../../src-main/networks/architectures.ts';
import { bodyWeights, readPretrained } from '../../../src-main/networks/pretrained.ts';
import { loadClip } from '../../../src-main/scoring/clip/clip-model.ts';
import { readClipConfig } from '../../../src-main/scoring/clip/clip-config.ts';
import { zeroShotAccuracies } from '../measures/clip.ts';
import { inspectModelFolder } from '../../../src-main/diffusion/tasks/inspect.ts';
import { createGraphTrainer } from '../../../src-main/training/step/graph-trainer.ts';
import { autoencoderRetraining } from './autoencoder.ts';
import { backboneRetraining } from './backbone.ts';
import { clipRetraining } from './clip.ts';
import { denoiserRetraining } from './denoiser.ts';
import { rateAt, type Retraining } from './retraining.ts';
import { train } from './train.ts';

/** Drawing and training take a while where other work goes on. */
vi.setConfig({ testTimeout: 240_000 });

const fixture = fileURLToPath(new URL('../../../src-main/scoring/fixtures/tiny-clip/', import.meta.url));

let home: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'variegate-retraining-'));
});
afterEach(() => rm(home, { recursive: true }));

/** A folder laid out as the starter CLIP's, but a fraction of its size. */
async function tinyShipped(): Promise<string> {
  const folder = await mkdtemp(join(home, 'shipped-'));
  const files = ['vocab.json', 'merges.txt', 'tokenizer_config.json', 'special_tokens_map.json'];
  for (const name of [...files, 'preprocessor_config.json']) {
    await copyFile(join(fixture, name), join(folder, name));
  }
  const vocabulary = JSON.parse(await readFile(join(fixture, 'vocab.json'), 'utf8')) as Record<
    string,
    number
  >;
  const config = {
    model_type: 'clip',
    projection_dim: 8,
    logit_scale: 20,
    text_config: {
      vocab_size: Object.keys(vocabulary).length,
      hidden_size: 8,
      intermediate_size: 16,
      num_hidden_layers: 1,
      num_attention_heads: 2,
      max_position_embeddings: 16,
      projection_dim: 8,
      eos_token_id: vocabulary['<|endoftext|>'],
      hidden_act: 'quick_gelu',
    },
    vision_config: { model_type: 'resnet', image_size: 32, widths: [8, 8], blocks: [1, 1] },
  };
  await writeFile(join(folder, 'config.json'), JSON.stringify(config));
  return folder;
}

const quiet = { checkpointSeconds: 600, say: () => undefined };

/** Ends with an error after some steps, as a kill would, with a checkpoint after every step. */
function breakingAfter(retraining: Retraining, steps: number): Retraining {
  return {
    ...retraining,
    async *inputs(first) {
      let left = steps;
      for await (const input of retraining.inputs(first)) {
        if (left-- === 0) throw new Error('Broken off.');
        yield input;
      }
    },
  };
}

test('the CLIP is trained, broken off, gone on with to the same weights, and written in the shipped layout', async () => {
  const shipped = await tinyShipped();
  const retraining = await clipRetraining({ shipped, steps: 3, batch: 8 });
  const lines: string[] = [];
  const broken = join(home, 'broken');
  const whole = join(home, 'whole');
  await Promise.all([mkdir(broken), mkdir(whole)]);
  const first = train(breakingAfter(retraining, 2), {
    home: broken,
    checkpointSeconds: 0,
    say: () => undefined,
  });
  await expect(first).rejects.toThrow('Broken off.');
  const resumed = await train(retraining, { ...quiet, home: broken, say: (line) => lines.push(line) });
  expect(lines[0]).toBe('Going on after step 2.');
  const folder = await train(retraining, { ...quiet, home: whole });
  for (const name of ['onnx/text_model.onnx', 'onnx/vision_model.onnx', 'config.json']) {
    expect(Buffer.compare(await readFile(join(resumed, name)), await readFile(join(folder, name)))).toBe(0);
  }
  const { logitScale } = await readClipConfig(folder);
  expect(logitScale.assumed).toBe(false);
  expect(logitScale.value).not.toBe(20);
  const clip = await loadClip(folder);
  const texts = await clip.embedTexts(['a photo of a cat', 'a photo of a dog']);
  expect(texts.dimension).toBe(8);
  expect(texts.data.every(Number.isFinite)).toBe(true);
  await clip.dispose();
  const scores = await zeroShotAccuracies(folder, { split: 'val', perClass: 1, seed: 100 });
  expect(Object.keys(scores)).toEqual(['menagerie', 'attic', 'journey']);
});

test('the backbone is trained and written as timm names its weights', async () => {
  const retraining = backboneRetraining({ steps: 2, batch: 8, size: 16, heldOut: 4 });
  const folder = await train(retraining, { ...quiet, home });
  const pretrained = await readPretrained(folder);
  expect(pretrained).toMatchObject({ architecture: 'resnet-10-narrow', classes: 47, imageSize: 16 });
  const network = createClassifier('resnet-10-narrow', { classes: 4, imageSize: 32 });
  expect(bodyWeights(pretrained, network).size).toBe(network.parameters.length + network.buffers.length - 2);
  const [accuracy] = Object.values(await retraining.score(folder));
  expect(accuracy?.unit).toBe('share');
  expect(accuracy?.value).toBeGreaterThanOrEqual(0);
  expect(accuracy?.value).toBeLessThanOrEqual(1);
});

const pack = fileURLToPath(new URL('../../../assets/starter/', import.meta.url));
const shippedParts = { shipped: join(pack, 'text-to-image'), clip: join(pack, 'clip') };

/** Takes steps on the first batch again and again, writes the model, and tells the loss before each step. */
async function overfit(retraining: Retraining, steps: number, folder: string): Promise<number[]> {
  const { trainer } = await createGraphTrainer(retraining.trainer);
  const told: number[] = [];
  const inputs = retraining.inputs(0);
  try {
    const { value } = await inputs.next();
    for (let step = 0; step < steps; step++) {
      const { loss } = await trainer.step(value ?? {}, retraining.peakRate);
      told.push(Number(loss?.data[0]));
    }
    await retraining.write(folder, (name) => trainer.state.get(name));
  } finally {
    await inputs.return();
    await trainer.dispose();
  }
  return told;
}

test('the VAE learns from the form of its files, and is written as they are', async () => {
  const retraining = await autoencoderRetraining({ ...shippedParts, batch: 4 });
  const folder = join(home, 'vae');
  const told = await overfit(retraining, 8, folder);
  expect(told.at(-1)!).toBeLessThan(0.8 * told[0]!);
  const [ours, oursNamed] = Object.values(await retraining.score(folder));
  const [theirs, theirsNamed] = Object.values(await retraining.score(shippedParts.shipped));
  expect(ours?.unit).toBe('dB');
  expect(theirsNamed?.value).toBeGreaterThan(0.5);
  expect(oursNamed!.value).toBeLessThan(theirsNamed!.value);
  expect(ours!.value).toBeGreaterThan(0);
  expect(ours!.value).toBeLessThan(theirs!.value);
});

test('the U-Net learns from the form of its file, and stands in a whole pipeline', async () => {
  const retraining = await denoiserRetraining({ ...shippedParts, batch: 4 });
  const folder = join(home, 'text-to-image');
  const told = await overfit(retraining, 8, folder);
  expect(told.at(-1)!).toBeLessThan(0.8 * told[0]!);
  const ours = await inspectModelFolder(folder, true);
  const theirs = await inspectModelFolder(shippedParts.shipped);
  if (ours.kind !== 'usable' || theirs.kind !== 'usable') throw new Error('A model cannot be used.');
  expect(ours.modelHash).not.toBe(theirs.modelHash);
});

test('the learning rate rises in a line and falls in half a wave', () => {
  const retraining = { ...backboneRetraining({ steps: 300 }), peakRate: 0.4, warmup: 100 };
  expect(rateAt(retraining, 0)).toBeCloseTo(0.004);
  expect(rateAt(retraining, 99)).toBeCloseTo(0.4);
  expect(rateAt(retraining, 100)).toBeCloseTo(0.4);
  expect(rateAt(retraining, 200)).toBeCloseTo(0.2);
  expect(rateAt(retraining, 299)).toBeLessThan(1e-4);
});
