import { mkdirSync, readFileSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { inspectModelFolder } from '../tasks/inspect.ts';
import { copyModel, type ModelCopy, tinyModel, tinyModelWithWeightFiles } from '../testing/model-copy.ts';

let copy: ModelCopy;
afterEach(() => copy.remove());

const pointer = 'version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 3438167540\n';

/** What is said of the folder: message and advice. */
async function problem(folder = copy.folder): Promise<string> {
  const inspection = await inspectModelFolder(folder);
  if (inspection.kind === 'usable') return 'usable';
  return `${inspection.problem.message} ${inspection.problem.advice ?? ''}`;
}

describe('a whole model', () => {
  beforeEach(async () => {
    copy = await copyModel(tinyModelWithWeightFiles);
  });

  test('tells what it can do', async () => {
    writeFileSync(copy.path('README.md'), '---\nlicense: openrail\n---\n# Tiny\n');
    expect(await inspectModelFolder(copy.folder, true)).toMatchObject({
      kind: 'usable',
      facts: {
        defaultWidth: 24,
        defaultHeight: 24,
        sizeStep: 8,
        fixedSize: false,
        maxTokens: 32,
        scheduler: 'ddim',
        license: 'openrail',
      },
      modelHash: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });

  test('has another hash once a weight, a setting or a name changes, and no other for its card', async () => {
    const hash = async () => {
      const inspection = await inspectModelFolder(copy.folder);
      return inspection.kind === 'usable' ? inspection.modelHash : inspection.problem.message;
    };
    const first = await hash();
    writeFileSync(copy.path('README.md'), '# Tiny\n');
    expect(await hash()).toBe(first);
    const weights = readFileSync(copy.path('unet', 'weights.pb'));
    weights[100]! ^= 1;
    writeFileSync(copy.path('unet', 'weights.pb'), weights);
    const second = await hash();
    expect(second).not.toBe(first);
    const config = readFileSync(copy.path('scheduler', 'scheduler_config.json'), 'utf8');
    writeFileSync(copy.path('scheduler', 'scheduler_config.json'), config.replace('0.012', '0.013'));
    expect(new Set([first, second, await hash()]).size).toBe(3);
  });

  test('may say -Infinity in its JSON, as Python does', async () => {
    const path = copy.path('scheduler', 'scheduler_config.json');
    const config = readFileSync(path, 'utf8');
    writeFileSync(path, config.replace('{', '{\n "lambda_min_clipped": -Infinity, "note": "NaN -Infinity",'));
    expect(await problem()).toBe('usable');
  });
});

describe('a file that cannot be read', () => {
  beforeEach(async () => {
    copy = await copyModel();
  });

  test.each([
    [['unet', 'model.onnx'], 'unet/model.onnx cannot be read (EISDIR). Check its permissions and the disk.'],
    [['scheduler', 'scheduler_config.json'], 'scheduler/scheduler_config.json cannot be read (EISDIR).'],
  ])('%j makes the model unusable, and is named', async (names, words) => {
    rmSync(copy.path(...names));
    mkdirSync(copy.path(...names));
    expect(await problem()).toContain(words);
  });
});

describe('weights beside the model', () => {
  beforeEach(async () => {
    copy = await copyModel(tinyModelWithWeightFiles);
  });

  test('missing', async () => {
    rmSync(copy.path('unet', 'weights.pb'));
    expect(await problem()).toMatch(
      'The file unet/weights.pb, which holds weights of unet/model.onnx, is missing.',
    );
  });

  test('cut off', async () => {
    truncateSync(copy.path('text_encoder', 'model.onnx_data'), 40_000);
    expect(await problem()).toMatch(/^text_encoder\/model.onnx_data is cut off: it has 40000 bytes/);
  });

  test('only a Git LFS pointer', async () => {
    writeFileSync(copy.path('unet', 'weights.pb'), pointer);
    expect(await problem()).toMatch(/^unet\/weights.pb is a Git LFS pointer.*git lfs pull/);
  });
});

describe('damaged', () => {
  beforeEach(async () => {
    copy = await copyModel();
  });

  const files: [name: string[], message: RegExp][] = [
    [['unet', 'model.onnx'], /The file unet\/model.onnx is missing/],
    [['text_encoder', 'model.onnx'], /The file text_encoder\/model.onnx is missing/],
    [['vae_decoder', 'config.json'], /The file vae_decoder\/config.json is missing.*cannot be guessed/],
    [['scheduler', 'scheduler_config.json'], /The file scheduler\/scheduler_config.json is missing/],
    [['tokenizer', 'merges.txt'], /The tokenizer lacks merges.txt/],
    [['model_index.json'], /The file model_index.json is missing/],
  ];
  test.each(files)('%s is missing', async (name, message) => {
    rmSync(copy.path(...name));
    expect(await problem()).toMatch(message);
  });

  test('several files are missing: all are named', async () => {
    rmSync(copy.path('unet', 'config.json'));
    rmSync(copy.path('vae_decoder', 'config.json'));
    expect(await problem()).toMatch('The files unet/config.json, vae_decoder/config.json are missing.');
  });

  test('a truncated .onnx file', async () => {
    truncateSync(copy.path('unet', 'model.onnx'), 70_000);
    expect(await problem()).toMatch(/^unet\/model.onnx is cut off or damaged/);
  });

  test('an .onnx file that is damaged inside', async () => {
    const bytes = readFileSync(copy.path('unet', 'model.onnx'));
    bytes.fill(0xff, 40_000, 60_000);
    writeFileSync(copy.path('unet', 'model.onnx'), bytes);
    expect(await inspectModelFolder(copy.folder, true)).toMatchObject({ kind: 'unusable' });
  });

  test('an empty .onnx file, and one that is a web page', async () => {
    writeFileSync(copy.path('unet', 'model.onnx'), '');
    expect(await problem()).toMatch(/^unet\/model.onnx is empty/);
    writeFileSync(copy.path('unet', 'model.onnx'), '<!DOCTYPE html><html>Access denied</html>'.repeat(9));
    expect(await problem()).toMatch(/^unet\/model.onnx is cut off or damaged/);
  });

  test.each([
    ['unet', 'model.onnx'],
    ['unet', 'config.json'],
    ['tokenizer', 'vocab.json'],
  ])('a Git LFS pointer in place of %s/%s', async (part, name) => {
    writeFileSync(copy.path(part, name), pointer);
    expect(await problem()).toMatch(new RegExp(`${name} is a Git LFS pointer.*git lfs pull`));
  });

  test('unreadable JSON', async () => {
    writeFileSync(copy.path('unet', 'config.json'), '{"in_channels": 4,');
    expect(await problem()).toMatch(/^unet\/config.json is not valid JSON/);
    writeFileSync(copy.path('unet', 'config.json'), '{"in_channels": "four"}');
    expect(await problem()).toMatch(/^unet\/config.json does not hold what it should at "in_channels"/);
  });

  test('a scheduler that is not supported', async () => {
    const path = copy.path('scheduler', 'scheduler_config.json');
    const config = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
    writeFileSync(path, JSON.stringify({ ...config, prediction_type: 'flow' }));
    expect(await problem()).toMatch(
      /scheduler_config.json does not hold what it should at "prediction_type"/,
    );
    writeFileSync(path, JSON.stringify({ ...config, thresholding: true }));
    expect(await problem()).toMatch('"thresholding", which is not supported');
  });

  test('parts of different models', async () => {
    const path = copy.path('vae_decoder', 'config.json');
    const config = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
    writeFileSync(path, JSON.stringify({ ...config, latent_channels: 16 }));
    expect(await problem()).toMatch('The U-Net takes 4 channels, but the VAE has 16.');
  });
});

describe('another layout', () => {
  beforeEach(async () => {
    copy = await copyModel();
  });

  function emptied(...files: [name: string, content: string][]): string {
    rmSync(copy.folder, { recursive: true });
    mkdirSync(copy.folder);
    for (const [name, content] of files) writeFileSync(copy.path(name), content);
    return copy.folder;
  }

  test('PyTorch weights in the folders', async () => {
    for (const part of ['text_encoder', 'unet', 'vae_decoder']) {
      renameSync(copy.path(part, 'model.onnx'), copy.path(part, 'diffusion_pytorch_model.safetensors'));
    }
    expect(await problem()).toMatch(/in PyTorch format .*optimum-cli export onnx/);
  });

  test('a single checkpoint, as a file and in a folder', async () => {
    const folder = emptied(['sd15.safetensors', 'x']);
    expect(await problem(copy.path('sd15.safetensors'))).toMatch(
      /sd15.safetensors is a single checkpoint.*from_single_file/,
    );
    expect(await problem(folder)).toMatch(/single checkpoint \(sd15.safetensors\).*optimum-cli export onnx/);
  });

  test('a CLIP model and a classifier', async () => {
    expect(await problem(emptied(['config.json', '{"model_type": "clip"}']))).toMatch('holds a CLIP model');
    const classifier = '{"architectures": ["ResNetForImageClassification"]}';
    expect(await problem(emptied(['config.json', classifier]))).toMatch('holds an image classifier');
  });

  test('the pipeline one folder deeper', async () => {
    const folder = emptied();
    mkdirSync(copy.path('sd15-onnx'));
    writeFileSync(copy.path('sd15-onnx', 'model_index.json'), '{}');
    expect(await problem(folder)).toMatch('one folder deeper, in "sd15-onnx"');
  });

  test('a pipeline with other parts', async () => {
    const index =
      '{"_class_name": "StableDiffusionXLPipeline", "text_encoder_2": ["diffusers", "OnnxRuntimeModel"]}';
    writeFileSync(copy.path('model_index.json'), index);
    expect(await problem()).toMatch(
      'StableDiffusionXLPipeline has a part "text_encoder_2", which is not supported',
    );
  });

  test('nothing, something else, and no folder at all', async () => {
    expect(await problem(emptied())).toMatch('The folder is empty.');
    expect(await problem(emptied(['holiday.jpg', 'x']))).toMatch('holds no text-to-image model');
    expect(await problem(emptied(['unet.onnx', 'x']))).toMatch('ONNX files, but no model_index.json');
    expect(await problem(`${tinyModel}-gone`)).toMatch('There is no folder "tiny-gone" any more.');
  });
});
