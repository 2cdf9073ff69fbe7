import { copyFile, cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RgbPixels } from '../../imaging/image-facts.ts';
import { expected, externalModel, jointModel, tinyClip, unpack } from '../testing/fixture.ts';
import { type ClipModel, loadClip } from './clip-model.ts';
import { preparePicture, writeNormalised } from './prepare-picture.ts';

let scratch = '';
beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'variegate-clip-'));
});
afterAll(() => rm(scratch, { recursive: true, force: true }));

const texts = expected.texts.map(({ text }) => text);

function preparedPictures({ preprocessing, size }: ClipModel): Float32Array {
  const area = 3 * size.width * size.height;
  const values = new Float32Array(expected.pictures.length * area);
  for (const [i, { width, height, pixels }] of expected.pictures.entries()) {
    const picture: RgbPixels = { data: unpack(pixels), width, height };
    writeNormalised(preparePicture(picture, preprocessing), preprocessing, values, i * area);
  }
  return values;
}

/** Softmax over the texts for each picture, as CLIPModel's logits give it. */
async function probabilities(clip: ClipModel): Promise<number[][]> {
  const images = await clip.embedImages(preparedPictures(clip), expected.pictures.length);
  const words = await clip.embedTexts(texts);
  return expected.pictures.map((_, i) => {
    const logits = texts.map((__, t) => {
      let cosine = 0;
      for (let d = 0; d < words.dimension; d++) {
        cosine += images.data[i * words.dimension + d]! * words.data[t * words.dimension + d]!;
      }
      return expected.logitScale * cosine;
    });
    const largest = Math.max(...logits);
    const powers = logits.map((logit) => Math.exp(logit - largest));
    const sum = powers.reduce((total, power) => total + power, 0);
    return powers.map((power) => power / sum);
  });
}

const expectEqual = (found: number[][]): void => {
  for (const [i, row] of found.entries()) {
    for (const [t, value] of row.entries()) expect(value).toBeCloseTo(expected.probabilities[i]![t]!, 5);
  }
};

describe('embeddings and probabilities are those of transformers', () => {
  test('with one graph for each half', async () => {
    const clip = await loadClip(tinyClip);
    const { data, dimension } = await clip.embedTexts(texts);
    for (const [row, wanted] of expected.textEmbeds.entries()) {
      const length = Math.hypot(...wanted);
      for (const [d, value] of wanted.entries()) {
        expect(data[row * dimension + d]).toBeCloseTo(value / length, 5);
      }
    }
    expectEqual(await probabilities(clip));
    expect(clip.truncated(texts)).toEqual([texts.at(-1)]);
    await clip.dispose();
  });

  test('with one graph for both, in the folder itself', async () => {
    const folder = join(scratch, 'joint');
    await cp(tinyClip, folder, { recursive: true });
    await rm(join(folder, 'onnx'), { recursive: true });
    await copyFile(jointModel, join(folder, 'model.onnx'));
    const clip = await loadClip(folder);
    expectEqual(await probabilities(clip));
    await clip.dispose();
  });
});

describe('a folder that cannot be used says why', () => {
  const broken = async (name: string, damage: (folder: string) => Promise<unknown>) => {
    const folder = join(scratch, name);
    await cp(tinyClip, folder, { recursive: true });
    await damage(folder);
    return loadClip(folder);
  };
  const replace = (folder: string, file: string, from: string, to: string) =>
    readFile(join(folder, file)).then((bytes) =>
      writeFile(join(folder, file), Buffer.from(bytes.toString('latin1').replaceAll(from, to), 'latin1')),
    );

  test.each<[string, RegExp, (folder: string) => Promise<unknown>]>([
    ['one half', /The vision half of the model/, (f) => rm(join(f, 'onnx/vision_model.onnx'))],
    ['no config', /config\.json is missing/, (f) => rm(join(f, 'config.json'))],
    [
      'no preprocessor',
      /preprocessor_config\.json is missing/,
      (f) => rm(join(f, 'preprocessor_config.json')),
    ],
    ['other type', /type "siglip"/, (f) => writeFile(join(f, 'config.json'), '{"model_type":"siglip"}')],
    ['damaged config', /config\.json is not valid JSON/, (f) => writeFile(join(f, 'config.json'), '{')],
    [
      'other size',
      /pictures of 24 x 24 pixels, but the model takes 32 x 32/,
      (f) => writeFile(join(f, 'preprocessor_config.json'), '{"size":24,"crop_size":24}'),
    ],
    [
      'no crop',
      /neither crops pictures/,
      (f) => writeFile(join(f, 'preprocessor_config.json'), '{"do_center_crop":false}'),
    ],
    [
      'no tokenizer',
      /tokenizer lacks/,
      async (f) => {
        await rm(join(f, 'vocab.json'));
        await rm(join(f, 'tokenizer.json'));
      },
    ],
    [
      'cut off',
      /text_model\.onnx is cut off or damaged/,
      async (f) => {
        const path = join(f, 'onnx/text_model.onnx');
        await writeFile(path, (await readFile(path)).subarray(0, 4000));
      },
    ],
    [
      'LFS pointer',
      /vision_model\.onnx is a Git LFS pointer/,
      (f) => writeFile(join(f, 'onnx/vision_model.onnx'), 'version https://git-lfs.github.com/spec/v1\n'),
    ],
    [
      'unknown operator',
      /onnx\/vision_model\.onnx uses the operator LayerNormalizatioX/,
      (f) => replace(f, 'onnx/vision_model.onnx', 'LayerNormalization', 'LayerNormalizatioX'),
    ],
    [
      'no weights',
      /onnx\/weights\.data, which holds weights of onnx\/vision_model\.onnx, is missing/,
      (f) => copyFile(externalModel, join(f, 'onnx/vision_model.onnx')),
    ],
    [
      'no projection',
      /gives text_hidden but not text_embeds/,
      (f) => replace(f, 'onnx/text_model.onnx', 'text_embeds', 'text_hidden'),
    ],
    [
      'a pipeline',
      /a pipeline that makes images/,
      async (f) => {
        await rm(join(f, 'onnx'), { recursive: true });
        await writeFile(join(f, 'model_index.json'), '{}');
      },
    ],
    [
      'weights of PyTorch',
      /weights for another program/,
      async (f) => {
        await rm(join(f, 'onnx'), { recursive: true });
        await writeFile(join(f, 'model.safetensors'), '');
      },
    ],
    [
      'nothing',
      /no CLIP model in the folder/,
      async (f) => {
        await rm(f, { recursive: true });
        await mkdir(f);
      },
    ],
  ])('%s', async (name, words, damage) => {
    await expect(broken(name, damage)).rejects.toMatchObject({
      name: 'UserError',
      message: expect.stringMatching(words),
    });
  });
});
