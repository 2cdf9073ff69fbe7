import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import type { RecipeName, TrainingSettings } from '../../../src-shared/domain/training.ts';
import { float32 } from '../../graph/tensor-data.ts';
import { encodeSafetensors } from '../../networks/safetensors.ts';
import { writeDurably } from '../../files/durable-write.ts';
import { temporaryFolder } from '../../project/testing/temporary-project.ts';
import { createTrainingSession } from '../step/training-session.ts';
import { sampleRun } from '../testing/pictures.ts';
import { type Observed, observeRun } from '../testing/run-in-process.ts';
import { readCheckpoint } from './checkpoint.ts';
import { runFiles, type TrainingRunInput, type TrainingRunOutput } from './task.ts';

// Each training graph takes a second to build, more on a busy machine.
vi.setConfig({ testTimeout: 300_000 });

const pointsOf = ({ progress }: Observed) =>
  progress.flatMap((each) => (each.kind === 'point' ? [each.point] : []));

function finished(output: TrainingRunOutput): Extract<TrainingRunOutput, { status: 'done' }> {
  if (output.status !== 'done') throw new Error('The run was paused.');
  return output;
}

async function recipeRun(
  folder: string,
  recipe: RecipeName,
  settings: Partial<TrainingSettings> = {},
  steps = 12,
): Promise<TrainingRunInput> {
  const input = await sampleRun(folder, { batchSize: 32, validateEvery: 100, ...settings }, steps);
  return { ...input, recipe };
}

/** A trained network of the run's architecture in timm's layout. */
async function writePretrained(folder: string) {
  const session = await createTrainingSession({
    architecture: 'cifar-resnet',
    classes: 5,
    imageSize: 16,
    batchSize: 2,
    optimizer: { kind: 'sgd', momentum: 0, nesterov: false, weightDecay: 0 },
    seed: 77,
  });
  const tensors = session.weights('current');
  tensors.set(
    'bn1.running_mean',
    float32(
      [16],
      Array.from({ length: 16 }, (_, i) => i / 100),
    ),
  );
  await session.dispose();
  await mkdir(folder);
  const config = {
    architecture: 'cifar-resnet',
    num_classes: 5,
    pretrained_cfg: {
      input_size: [3, 16, 16],
      mean: [0.5, 0.5, 0.5],
      std: [0.25, 0.25, 0.25],
      classifier: 'fc',
    },
  };
  await writeDurably(join(folder, 'config.json'), new TextEncoder().encode(JSON.stringify(config)));
  await writeDurably(join(folder, 'model.safetensors'), encodeSafetensors({ tensors, metadata: {} }));
  return { weights: tensors, pretrained: { path: folder, hash: 'ab12' } };
}

test('auxiliary batch norm trains both domains apart, and exports a plain network', async () => {
  await using temporary = await temporaryFolder();
  const input = await recipeRun(temporary.path, 'auxiliary-bn', { ema: 0.9, mixup: 0.2 }, 16);
  const observed = await observeRun(input);
  const last = pointsOf(observed).at(-1)!;
  expect(last.realLoss).not.toBeNull();
  expect(last.syntheticLoss).not.toBeNull();
  // Halves of equal size and weight: the loss lies between those of the two.
  expect(last.loss).toBeCloseTo((last.realLoss! + last.syntheticLoss!) / 2, 4);
  const evaluations = finished(observed.output).evaluations.map(({ evaluation }) => evaluation);
  expect(evaluations.map(({ name, kind, batchNorm }) => [name, kind, batchNorm])).toEqual([
    ['val', 'val', undefined],
    ['val, auxiliary batch norm', 'val', 'auxiliary'],
    ['test', 'test', undefined],
    ['art', 'ood', undefined],
  ]);
  expect(evaluations[2]!.top1).toBeGreaterThan(0.4);
  const [main, auxiliary] = evaluations;
  expect(auxiliary!.images).toBe(main!.images);
  expect(auxiliary!.calibration?.predicted.nll).not.toBe(main!.calibration?.predicted.nll);
  const { state, best } = (await readCheckpoint(input.folder))!;
  expect(state.has('bn1.aux_bn.0.running_mean')).toBe(true);
  // Taken anew from real images: not the running averages.
  expect(best?.get('bn1.running_mean')).not.toEqual(state.get('average.bn1.running_mean'));
  expect(best?.get('conv1.weight')).toEqual(state.get('average.conv1.weight'));
  expect(best?.has('bn1.aux_bn.0.running_mean')).toBe(true);
  const model = await readFile(join(input.folder, runFiles.model));
  expect(model.includes('aux_bn')).toBe(false);
});

test.each(['auxiliary-bn-affine', 'auxiliary-bn-statistics', 'real-to-real'] as const)(
  '%s comes to its end',
  async (recipe) => {
    await using temporary = await temporaryFolder();
    const output = finished((await observeRun(await recipeRun(temporary.path, recipe, {}, 6))).output);
    expect(output.chosenStep).toBe(6);
    expect(output.notes).toEqual([]);
  },
);

describe('a run of two stages', () => {
  test('records the boundary and learns from each kind of image in turn', async () => {
    await using temporary = await temporaryFolder();
    const input = await recipeRun(temporary.path, 'bridged', { validateEvery: 4 });
    const observed = await observeRun(input);
    // Live points come in between on a slow machine.
    const points = pointsOf(observed).filter(({ valLoss }) => valLoss !== null);
    expect(
      points.map(({ step, realLoss, syntheticLoss }) => [step, realLoss !== null, syntheticLoss !== null]),
    ).toEqual([
      [4, false, true],
      [6, false, true],
      [8, true, false],
      [12, true, false],
    ]);
    const record: unknown = JSON.parse(await readFile(join(input.folder, runFiles.record), 'utf8'));
    expect(record).toMatchObject({
      stages: [
        { title: 'Synthetic images', from: 0, until: 6 },
        { title: 'Real images', from: 6, until: 12 },
      ],
    });
    // What was best in the first stage is not what the recipe makes.
    expect(finished(observed.output).chosenStep).toBeGreaterThan(6);
  });

  test('ends with the same bits when it is paused in each stage, at the boundary too', async () => {
    await using temporary = await temporaryFolder();
    const input = await recipeRun(temporary.path, 'bridged++', {
      validateEvery: 3,
      ema: 0.9,
      clipNorm: 1,
      cutmix: 1,
      headLearningRate: 2,
      layerDecay: 0.9,
      randAugment: { operations: 2, magnitude: 9 },
      twoStage: { first: 0.5, secondPeak: 0.5, headFirst: 0.5, mixup: 0.2 },
      optimizer: { kind: 'adamw', beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0.05 },
      schedule: { kind: 'cosine', peak: 0.002, warmup: 0.1 },
    });
    const whole = finished((await observeRun(input)).output);
    const broken = { ...input, folder: join(temporary.path, 'broken') };
    const stages: number[] = [];
    for (const at of [3, 6, 9]) {
      const { output } = await observeRun(broken, (progress, { pause }) => {
        if (progress.kind === 'point' && progress.point.step === at) pause.abort();
      });
      expect(output).toEqual({ status: 'paused', step: at });
      stages.push((await readCheckpoint(broken.folder))!.progress.stage);
    }
    // At a boundary the next stage has not begun yet.
    expect(stages).toEqual([0, 0, 1]);
    const repaired = finished((await observeRun(broken)).output);
    expect(repaired.notes).toEqual([]);
    expect(repaired.evaluations).toEqual(whole.evaluations);
    const [a, b] = await Promise.all(
      [input, broken].map(({ folder }) => readFile(join(folder, runFiles.model))),
    );
    expect(a!.equals(b!)).toBe(true);
  });
});

test('early stopping ends a run at the same step with or without a break', async () => {
  await using temporary = await temporaryFolder();
  const settings = {
    validateEvery: 1,
    patience: 2,
    schedule: { kind: 'constant', peak: 1e-9, warmup: 0 },
    optimizer: { kind: 'sgd', momentum: 0, nesterov: false, weightDecay: 0 },
  } as const;
  const input = await recipeRun(temporary.path, 'real-only', settings, 40);
  const output = finished((await observeRun(input)).output);
  const [note] = output.notes;
  const ended = (await readCheckpoint(input.folder))!.progress.step;
  expect(ended).toBeLessThan(40);
  expect(note).toBe(`Stopped after step ${ended} of 40: 2 validations in a row found no better weights.`);
  expect(output.chosenStep).toBe(ended - 2);
  expect(finished((await observeRun(input)).output).notes).toEqual([note]);
});

describe('from a pretrained network', () => {
  test('a linear probe changes the head alone, from scratch draws everything', async () => {
    await using temporary = await temporaryFolder();
    const { weights, pretrained } = await writePretrained(join(temporary.path, 'pretrained'));
    const stateAfter = async (recipe: RecipeName) => {
      const folder = join(temporary.path, recipe);
      const input = { ...(await recipeRun(temporary.path, recipe, {}, 2)), pretrained, folder };
      await observeRun(input);
      return (await readCheckpoint(folder))!.state;
    };
    const probe = await stateAfter('linear-probe');
    for (const [name, value] of weights) {
      if (!name.startsWith('fc.')) expect(probe.get(name)).toEqual(value);
    }
    const scratch = await stateAfter('from-scratch');
    expect(scratch.get('conv1.weight')).not.toEqual(weights.get('conv1.weight'));
    const record: unknown = JSON.parse(
      await readFile(join(temporary.path, 'from-scratch', runFiles.record), 'utf8'),
    );
    expect(record).toMatchObject({
      pretrained: { sha256: 'ab12' },
      transforms: { training: { normalisation: { std: [0.25, 0.25, 0.25] } } },
    });
  });

  test('of another architecture is refused', async () => {
    await using temporary = await temporaryFolder();
    const { pretrained } = await writePretrained(join(temporary.path, 'pretrained'));
    const input = await recipeRun(temporary.path, 'real-only', { architecture: 'resnet-10-narrow' });
    await expect(observeRun({ ...input, pretrained })).rejects.toMatchObject({
      message: expect.stringContaining('is a cifar-resnet, not a resnet-10-narrow') as string,
    });
  });
});
