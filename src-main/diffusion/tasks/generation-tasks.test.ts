import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Sampling } from '../../../src-shared/domain/generation.ts';
import { startEngine } from '../../engine/start-engine.ts';
import { contentHash, pixelHash } from '../../imaging/hashes.ts';
import { readPngText } from '../../imaging/png-text.ts';
import { silentLog } from '../../log/log.ts';
import { copyModel, nanForSomePrompts, tinyModel } from '../testing/model-copy.ts';
import type { GenerateInput, GenerateProgress, PictureTask } from '../types.ts';

const engine = startEngine({ role: 'compute', log: silentLog });
afterAll(() => engine.dispose());

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'variegate-generate-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const sampling: Sampling = {
  scheduler: 'dpm-solver++',
  steps: 4,
  guidanceScale: 2,
  width: 16,
  height: 24,
  negativePrompt: 'snow, rain',
  provider: 'cpu',
};
const prompts = ['a crane', 'a boat at night', '鶴', '🐦', 'a crane in the lake '.repeat(9)];

const tasks = (wanted: readonly string[] = prompts): PictureTask[] =>
  wanted.map((prompt, i) => ({
    prompt,
    seed: 4_294_967_290 + i,
    copyTo: join(folder, `${i}.png`),
    thumbnailTo: join(folder, `${i}.webp`),
  }));

const input = (changes: Partial<GenerateInput> = {}): GenerateInput => ({
  model: { folder: tinyModel, name: 'Tiny, for tests' },
  pictures: tasks(),
  sampling,
  batch: 2,
  previews: false,
  ...changes,
});

describe('generation.generate', () => {
  test('writes pictures with their settings, and thumbnails', async () => {
    const { results, provenance, timing } = await engine.run('generation.generate', input());
    expect(results.map(({ kind }) => kind)).toEqual(Array(5).fill('image'));
    expect(provenance).toMatchObject({ provider: 'cpu', modelHash: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(timing.modelMs).toBeGreaterThan(0);
    for (const [i, result] of results.entries()) {
      if (result.kind !== 'image') throw new Error(result.message);
      const bytes = readFileSync(join(folder, `${i}.png`));
      const { data, info } = await sharp(bytes).raw().toBuffer({ resolveWithObject: true });
      expect(info).toMatchObject({ width: 16, height: 24, channels: 3 });
      expect(result).toMatchObject({ bytes: bytes.length, contentHash: contentHash(bytes) });
      expect(result.pixelHash).toBe(pixelHash({ data, width: 16, height: 24 }));
      expect(result.truncated).toBe(i === 4);
      expect(await sharp(join(folder, `${i}.webp`)).metadata()).toMatchObject({ format: 'webp', height: 24 });
    }
    const texts = readPngText(readFileSync(join(folder, '2.png')));
    expect(texts.get('parameters')).toMatch(
      /^鶴\nNegative prompt: snow, rain\nSteps: 4, Sampler: DPM\+\+ 2M, CFG scale: 2, Seed: 4294967292, Size: 16x24, Model hash: [0-9a-f]{10}, Model: "Tiny, for tests", Version: Variegate \S+$/,
    );
    expect(JSON.parse(texts.get('variegate') ?? '')).toMatchObject({
      prompt: '鶴',
      negative_prompt: 'snow, rain',
      seed: 4_294_967_292,
      steps: 4,
      guidance_scale: 2,
      scheduler: 'dpm-solver++',
      width: 16,
      height: 24,
      model: 'Tiny, for tests',
      model_hash: provenance.modelHash,
      provider: 'cpu',
    });
  });

  test('a later call makes the same pictures, in batches of another size', async () => {
    const first = await engine.run('generation.generate', input());
    const second = await engine.run('generation.generate', input({ batch: 5 }));
    const hashes = ({ results }: typeof first) =>
      results.map((each) => each.kind === 'image' && each.pixelHash);
    expect(hashes(second)).toEqual(hashes(first));
  });

  test('tells every step, and shows unfinished pictures', async () => {
    const told: GenerateProgress[] = [];
    const long = { ...sampling, steps: 12 };
    await engine.run('generation.generate', input({ sampling: long, batch: 3, previews: true }), {
      onProgress: (progress) => told.push(progress),
    });
    const place = ({ done, step, batch }: GenerateProgress) => [done, step, batch];
    const steps = Array.from({ length: 13 }, (_, step) => step);
    expect(told.map(place)).toEqual([
      ...steps.map((step) => [0, step, 3]),
      ...steps.map((step) => [3, step, 2]),
    ]);
    const preview = told.find((progress) => progress.preview)?.preview;
    expect(await sharp(preview).metadata()).toMatchObject({ format: 'webp', width: 16, height: 24 });
  });

  test('a pause ends it behind the batch in hand', async () => {
    const pause = new AbortController();
    const { results } = await engine.run('generation.generate', input(), {
      pauseSignal: pause.signal,
      onProgress: ({ step }) => step === 1 && pause.abort(),
    });
    expect(results).toHaveLength(2);
    expect(readdirSync(folder)).toHaveLength(4);
  });

  test('a cancelled call ends between steps', async () => {
    const cancel = new AbortController();
    const generating = engine.run('generation.generate', input({ sampling: { ...sampling, steps: 200 } }), {
      signal: cancel.signal,
      onProgress: ({ step }) => step === 1 && cancel.abort(),
    });
    await expect(generating).rejects.toMatchObject({ code: 'cancelled' });
    expect(readdirSync(folder)).toEqual([]);
  });

  test('a picture of NaN is a failure of that picture', async () => {
    const copy = await copyModel();
    try {
      copy.edit('unet', nanForSomePrompts);
      const { results } = await engine.run(
        'generation.generate',
        input({
          model: { folder: copy.folder, name: 'x' },
          pictures: tasks(['a crane', 'a boat at night', '鶴']),
          sampling: { ...sampling, guidanceScale: 1 },
          batch: 3,
        }),
      );
      expect(results.map(({ kind }) => kind)).toEqual(['generation-failed', 'image', 'generation-failed']);
      expect(results[0]).toMatchObject({ reason: 'not-finite', message: expect.stringContaining('NaN') });
      expect(readdirSync(folder).sort()).toEqual(['1.png', '1.webp']);
    } finally {
      copy.remove();
    }
  });

  test('a disk that refuses ends it, and leaves no half of a pair', async () => {
    const pictures = tasks().map((task, i) =>
      i === 1 ? { ...task, thumbnailTo: join(folder, 'gone', '1.webp') } : task,
    );
    const { results } = await engine.run('generation.generate', input({ pictures, batch: 2 }));
    expect(results[1]).toMatchObject({ kind: 'storage-failed', code: 'ENOENT' });
    expect(existsSync(join(folder, '1.png'))).toBe(false);
    expect(existsSync(join(folder, '0.png'))).toBe(true);
  });

  test('a folder that is no model rejects with what is wrong', async () => {
    const generating = engine.run('generation.generate', input({ model: { folder, name: 'x' } }));
    await expect(generating).rejects.toMatchObject({ code: 'bad-input', message: 'The folder is empty.' });
  });
});

test('generation.preview gives the picture that a job would write', async () => {
  const { model } = input();
  await engine.run('generation.generate', input());
  const [task] = tasks();
  const preview = await engine.run('generation.preview', {
    model,
    sampling,
    prompt: task!.prompt,
    seed: task!.seed,
  });
  expect(Buffer.from(preview.png).equals(readFileSync(task!.copyTo))).toBe(true);
  expect(preview).toMatchObject({ truncated: false, tokens: expect.any(Number) });
});

test('generation.inspect loads what it is asked to', async () => {
  const usable = await engine.run('generation.inspect', { folder: tinyModel, load: true });
  expect(usable).toMatchObject({ kind: 'usable', facts: { defaultWidth: 16, sizeStep: 4, maxTokens: 20 } });
  expect(await engine.run('generation.inspect', { folder, load: false })).toEqual({
    kind: 'unusable',
    problem: expect.objectContaining({ code: 'bad-input', message: 'The folder is empty.' }),
  });
});

test('generation.tokens counts prompts', async () => {
  const counted = await engine.run('generation.tokens', { folder: tinyModel, prompts });
  expect(counted.map(({ truncated }) => truncated)).toEqual([false, false, false, false, true]);
  expect(counted[4]!.tokens).toBe(20);
  expect(prompts[4]!.trim().endsWith(counted[4]!.unseen)).toBe(true);
});
