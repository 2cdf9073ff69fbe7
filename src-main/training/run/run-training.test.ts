import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ort } from '../../graph/executors/runtime.ts';
import sharp from 'sharp';
import { describe, expect, test, vi } from 'vitest';
import { temporaryFolder } from '../../project/testing/temporary-project.ts';
import { IMAGENET_NORMALISATION } from '../data/transform.ts';
import { sampleRun } from '../testing/pictures.ts';
import { type Observed, observeRun } from '../testing/run-in-process.ts';
import { readCheckpoint } from './checkpoint.ts';
import { runFiles, type TrainingRunOutput } from './task.ts';

// Each training graph takes a second to build, more on a busy machine.
vi.setConfig({ testTimeout: 180_000 });

function finished(output: TrainingRunOutput): Extract<TrainingRunOutput, { status: 'done' }> {
  if (output.status !== 'done') throw new Error('The run was paused.');
  return output;
}

const pointsOf = ({ progress }: Observed) =>
  progress.flatMap((each) => (each.kind === 'point' ? [each.point] : []));

/** What a person would run: the exported file with nothing but ONNX Runtime. */
async function predictWith(model: Uint8Array, path: string): Promise<number[]> {
  const session = await ort.InferenceSession.create(model);
  const { data, info } = await sharp(path).raw().toBuffer({ resolveWithObject: true });
  const { mean, std } = IMAGENET_NORMALISATION;
  const pixels = info.width * info.height;
  const images = Float32Array.from({ length: 3 * pixels }, (_, i) => {
    const channel = Math.floor(i / pixels);
    return (data[(i % pixels) * 3 + channel]! / 255 - mean[channel]!) / std[channel]!;
  });
  const { logits } = await session.run({
    images: new ort.Tensor('float32', images, [1, 3, info.height, info.width]),
  });
  await session.release();
  if (!(logits?.data instanceof Float32Array)) throw new Error('No logits.');
  return [...logits.data];
}

describe('a run from start to end', () => {
  test('learns, measures and leaves a model that predicts what was stored', async () => {
    await using temporary = await temporaryFolder();
    const input = await sampleRun(temporary.path);
    const observed = await observeRun(input);
    const output = finished(observed.output);

    const points = pointsOf(observed);
    expect(points.filter(({ valLoss }) => valLoss !== null).map(({ step }) => step)).toEqual([5, 10, 15, 20]);
    expect(points.every((point) => point.realLoss !== null && point.syntheticLoss !== null)).toBe(true);
    expect(points.at(-1)?.loss).toBeLessThan(points[0]!.loss);

    expect(output.evaluations.map(({ evaluation }) => [evaluation.name, evaluation.images])).toEqual([
      ['val', 18],
      ['test', 18],
      ['art', 8],
    ]);
    const [val, tested, ood] = output.evaluations;
    expect(tested!.evaluation.top1).toBeGreaterThan(0.9);
    expect(val!.evaluation.top1).toBe(output.bestValAccuracy);
    expect(ood!.predictions.predictedClasses).not.toContain(2);
    expect(output.notes).toEqual([]);

    const model = await readFile(join(input.folder, runFiles.model));
    const [sealed] = input.sealed;
    for (const [row, imageId] of tested!.predictions.imageIds.slice(0, 6).entries()) {
      const file = sealed!.files.find((each) => each.imageId === imageId)!;
      const logits = await predictWith(model, file.path);
      const best = Math.max(...logits);
      expect(logits.indexOf(best)).toBe(tested!.predictions.predictedClasses[row]);
      const probability = 1 / logits.reduce((sum, logit) => sum + Math.exp(logit - best), 0);
      expect(tested!.predictions.confidences[row]).toBeCloseTo(probability, 4);
    }
  });

  test('keeps the best weights by validation, or the last', async () => {
    await using temporary = await temporaryFolder();
    const input = await sampleRun(temporary.path);
    const best = await observeRun(input);
    const points = pointsOf(best).filter(({ valAccuracy }) => valAccuracy !== null);
    const highest = Math.max(...points.map(({ valAccuracy }) => valAccuracy!));
    const chosen = points.find(({ step }) => step === finished(best.output).chosenStep);
    expect(chosen?.valAccuracy).toBe(highest);

    const last = await observeRun({
      ...input,
      folder: join(temporary.path, 'last'),
      settings: { ...input.settings, choose: 'last' },
    });
    expect(finished(last.output).chosenStep).toBe(20);
  });

  test('leaves out images that cannot be read, and says so', async () => {
    await using temporary = await temporaryFolder();
    const input = await sampleRun(temporary.path, {}, 3);
    await writeFile(input.files[0]!.path, 'not a picture');
    await writeFile(input.sealed[0]!.files[0]!.path, '');
    const output = finished((await observeRun(input)).output);
    expect(output.notes).toHaveLength(2);
    expect(output.notes[0]).toContain(`image ${input.files[0]!.imageId}`);
    expect(output.evaluations[1]?.evaluation.images).toBe(17);
  });
});

describe('a break', () => {
  test('by a pause, in the middle and while images are read, changes nothing', async () => {
    await using temporary = await temporaryFolder();
    const input = await sampleRun(temporary.path, { checkpointSeconds: 1000 });
    const straight = await observeRun({ ...input, folder: join(temporary.path, 'straight') });

    const early = await observeRun(input, (_, { pause }) => pause.abort());
    expect(early.output).toEqual({ status: 'paused', step: 0 });
    const middle = await observeRun(input, (progress, { pause }) => {
      if (progress.kind === 'point' && progress.point.step === 10) pause.abort();
    });
    expect(middle.output).toEqual({ status: 'paused', step: 10 });
    const resumed = await observeRun(input);

    expect(resumed.progress).toContainEqual(
      expect.objectContaining({ kind: 'started', step: 10, notes: [] }),
    );
    const [a, b] = [finished(straight.output), finished(resumed.output)];
    expect(b.evaluations).toEqual(a.evaluations);
    expect(b.chosenStep).toBe(a.chosenStep);
    const models = [join(temporary.path, 'straight'), input.folder].map((folder) =>
      readFile(join(folder, runFiles.model)),
    );
    const [first, second] = await Promise.all(models);
    expect(first!.equals(second!)).toBe(true);
  });

  test('leaves no other weights in the checkpoint where the last are chosen', async () => {
    await using temporary = await temporaryFolder();
    const input = await sampleRun(temporary.path, { choose: 'last', checkpointSeconds: 1000 }, 12);
    await observeRun(input, (progress, { pause }) => {
      if (progress.kind === 'point' && progress.point.step === 5) pause.abort();
    });
    // Without validation images step 5 stays the best.
    const { output } = await observeRun({ ...input, val: [] });
    expect(finished(output).chosenStep).toBe(12);
    const checkpoint = await readCheckpoint(input.folder);
    expect(checkpoint?.progress).toMatchObject({ step: 12, best: { step: 5 } });
    expect(checkpoint?.best).toBeNull();
  });

  test('after which something differs is noted', async () => {
    await using temporary = await temporaryFolder();
    const input = await sampleRun(temporary.path, {}, 6);
    await observeRun(input, (progress, { pause }) => {
      if (progress.kind === 'point' && progress.point.step === 5) pause.abort();
    });
    await writeFile(input.files[0]!.path, 'not a picture');
    const output = finished((await observeRun({ ...input, threads: 2 })).output);
    const note = output.notes.find((each) => each.includes('break at step 5'));
    expect(note).toContain('other images');
    expect(note).toContain('2 threads, it used 1');
  });

  test('by a cancel rejects', async () => {
    await using temporary = await temporaryFolder();
    const input = await sampleRun(temporary.path);
    const cancelled = observeRun(input, (progress, { cancel }) => {
      if (progress.kind === 'started') cancel.abort();
    });
    await expect(cancelled).rejects.toMatchObject({ code: 'cancelled' });
  });
});

test('divergence is an error that names step, learning rate and a way out', async () => {
  await using temporary = await temporaryFolder();
  const input = await sampleRun(temporary.path, {
    schedule: { kind: 'constant', peak: 10, warmup: 0 },
    optimizer: { kind: 'sgd', momentum: 0.9, nesterov: true, weightDecay: 1 },
  });
  await expect(observeRun({ ...input, totalSteps: 200 })).rejects.toMatchObject({
    code: 'diverged',
    message: expect.stringMatching(/at step \d+, with a learning rate of 10\.$/) as string,
    advice: expect.stringContaining('lower peak') as string,
  });
});

test('a checkpoint at the end keeps a kill or a pause during the evaluation from costing steps', async () => {
  await using temporary = await temporaryFolder();
  const input = await sampleRun(temporary.path, { checkpointSeconds: 1000 }, 4);
  const first = await observeRun(input);
  expect((await readCheckpoint(input.folder))?.progress.step).toBe(4);
  const paused = await observeRun(input, (progress, { pause }) => {
    if (progress.kind === 'note' && progress.text === 'Evaluating on test') pause.abort();
  });
  expect(paused.output).toEqual({ status: 'paused', step: 4 });
  const again = await observeRun(input);
  expect(again.progress).toContainEqual(expect.objectContaining({ kind: 'started', step: 4, notes: [] }));
  expect(finished(again.output).evaluations).toEqual(finished(first.output).evaluations);
});
