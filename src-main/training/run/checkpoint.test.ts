import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { float32, type TensorData } from '../../graph/tensor-data.ts';
import { encodeSafetensors } from '../../networks/safetensors.ts';
import { type Checkpoint, readCheckpoint, removeCheckpoint, writeCheckpoint } from './checkpoint.ts';
import { differences, findCheckpoint } from './resume.ts';
import { runFiles } from './task.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'variegate-checkpoint-'));
});
afterEach(() => rm(folder, { recursive: true }));

const weights = (value: number): Map<string, TensorData> =>
  new Map([['stem.weight', float32([2], [value, -value])]]);

const checkpoint: Checkpoint = {
  progress: {
    step: 12,
    stage: 1,
    sinceBest: 2,
    fingerprint: 'abc',
    plan: { version: 1, choices: { conv: 'direct' } },
    runtime: '1.30.0',
    threads: 2,
    processor: 'A (blocks of 16 channels)',
    best: { step: 10, valAccuracy: 0.75, valLoss: 0.1 + 0.2 },
    meter: {
      steps: 2,
      loss: 1.5,
      correct: 3,
      images: 8,
      domains: [
        { loss: 1, images: 4 },
        { loss: 2, images: 4 },
      ],
    },
    clock: { trainingMs: 12.5, waitedMs: 0.25, images: 96 },
  },
  state: weights(1),
  best: weights(2),
};

test('is read back as it was written, and leaves no other file', async () => {
  await writeCheckpoint(folder, checkpoint);
  await writeCheckpoint(folder, { ...checkpoint, progress: { ...checkpoint.progress, step: 13 } });
  expect(await readCheckpoint(folder)).toEqual({
    ...checkpoint,
    progress: { ...checkpoint.progress, step: 13 },
  });
  expect(await readdir(folder)).toEqual([runFiles.checkpoint]);
});

test('need not hold other weights than the current ones', async () => {
  await writeCheckpoint(folder, { ...checkpoint, best: null });
  expect((await readCheckpoint(folder))?.best).toBeNull();
});

test('is absent before the first and after its removal', async () => {
  expect(await findCheckpoint(folder)).toEqual({ checkpoint: null, notes: [] });
  await writeCheckpoint(folder, checkpoint);
  await removeCheckpoint(folder);
  await removeCheckpoint(folder);
  expect(await readCheckpoint(folder)).toBeNull();
});

test('that is damaged makes the run begin again, and says so', async () => {
  await writeCheckpoint(folder, checkpoint);
  const path = join(folder, runFiles.checkpoint);
  await writeFile(path, (await readFile(path)).subarray(0, -3));
  const found = await findCheckpoint(folder);
  expect(found.checkpoint).toBeNull();
  expect(found.notes).toHaveLength(1);
  expect(await readdir(folder)).toEqual([`${runFiles.checkpoint}.damaged`]);
  expect(await findCheckpoint(folder)).toEqual({ checkpoint: null, notes: [] });
});

test('of another version counts as damaged', async () => {
  const progress = { ...checkpoint.progress, version: 2 };
  await writeFile(
    join(folder, runFiles.checkpoint),
    encodeSafetensors({ tensors: weights(1), metadata: { progress: JSON.stringify(progress) } }),
  );
  expect((await findCheckpoint(folder)).notes).toHaveLength(1);
});

test('that cannot be read for now is left alone', async () => {
  // A folder in its place: reading fails whoever the user is.
  await mkdir(join(folder, runFiles.checkpoint));
  await expect(findCheckpoint(folder)).rejects.toThrow('EISDIR');
  expect(await readdir(folder)).toEqual([runFiles.checkpoint]);
});

test('names what changed since', () => {
  const { progress } = checkpoint;
  const plan = { version: 1, choices: { conv: 'direct' } } as const;
  const same = { fingerprint: 'abc', runtime: '1.30.0', threads: 2, processor: 'A (blocks of 16 channels)' };
  expect(differences(progress, same, plan)).toEqual([]);
  // An older version did not say which it was.
  expect(differences({ ...progress, processor: undefined }, same, plan)).toEqual([]);
  const [note] = differences(
    progress,
    { fingerprint: 'other', runtime: '1.31.0', threads: 4, processor: 'A (blocks of 8 channels)' },
    { version: 1, choices: { conv: 'im2col' } },
  );
  const processor = 'the processor is A (blocks of 8 channels), it was A (blocks of 16 channels)';
  for (const part of [
    'step 12',
    'images',
    '1.31.0, it was 1.30.0',
    '4 threads, it used 2',
    processor,
    'form',
  ]) {
    expect(note).toContain(part);
  }
});
