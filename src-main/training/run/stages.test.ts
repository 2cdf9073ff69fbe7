import { describe, expect, test } from 'vitest';
import {
  type RecipeName,
  type TrainingSettings,
  trainingSettingsSchema,
} from '../../../src-shared/domain/training.ts';
import { planSteps } from './stages.ts';

const pool = (from: number, count: number) =>
  Array.from({ length: count }, (_, i) => ({ imageIndex: from + i, label: i % 2 }));

const pools = { real: pool(0, 20), synthetic: pool(100, 50) };
const settings = trainingSettingsSchema.parse({ batchSize: 10 });
const plan = (recipe: RecipeName, seed = 1, changes: Partial<TrainingSettings> = {}) =>
  planSteps({ recipe, seed, settings: { ...settings, ...changes }, totalSteps: 40 }, pools);

describe('the steps of a run', () => {
  test('show the same k-th real image in the same augmentation under every recipe of a seed', () => {
    const real = (recipe: RecipeName, changes: Partial<TrainingSettings> = {}) => {
      const { batches } = plan(recipe, 1, changes);
      return Array.from({ length: 40 }, (_, step) => batches.itemsAt(step))
        .flat()
        .filter(({ domain }) => domain === 'real')
        .map(({ imageIndex, augmentationSeed }) => [imageIndex, augmentationSeed]);
    };
    const alone = real('real-only');
    expect(alone).toHaveLength(400);
    const headFirst = { twoStage: { ...settings.twoStage, headFirst: 0.3 } };
    const others = {
      halves: real('mixed'),
      pool: real('mixed', { mix: { kind: 'concatenate' } }),
      auxiliary: real('auxiliary-bn'),
      bridged: real('bridged'),
      'bridged++': real('bridged++'),
      'head first': real('bridged++', headFirst),
      'real to real': real('real-to-real', headFirst),
    };
    for (const [name, images] of Object.entries(others)) {
      expect(images.length, name).toBeGreaterThan(100);
      expect(images, name).toEqual(alone.slice(0, images.length));
    }
  });

  test('hold the whole of a shuffled pool once in each of its epochs', () => {
    const { batches } = plan('mixed', 1, { mix: { kind: 'concatenate' } });
    const epoch = (from: number) =>
      Array.from({ length: 7 }, (_, step) => batches.itemsAt(from + step)).flatMap((items) =>
        items.map(({ imageIndex }) => imageIndex),
      );
    const all = [...pools.real, ...pools.synthetic].map(({ imageIndex }) => imageIndex);
    expect(new Set(epoch(0))).toEqual(new Set(all));
    expect(new Set(epoch(7))).toEqual(new Set(all));
    expect(epoch(7)).not.toEqual(epoch(0));
  });

  test('differ between seeds', () => {
    expect(plan('real-only', 2).batches.itemsAt(0)).not.toEqual(plan('real-only', 1).batches.itemsAt(0));
  });

  test('are the same however often they are asked for', () => {
    const first = plan('mixed');
    for (let step = 0; step < 10; step++) first.batches.itemsAt(step);
    expect(plan('mixed').batches.itemsAt(9)).toEqual(first.batches.itemsAt(9));
  });

  test('pass once through the schedule', () => {
    const { learningRateAt } = plan('mixed');
    expect(learningRateAt(0)).toBeCloseTo(settings.schedule.peak / 25, 12);
    expect(learningRateAt(3)).toBeCloseTo(settings.schedule.peak, 12);
    expect(learningRateAt(39)).toBeCloseTo(settings.schedule.peak / 25e4, 12);
  });

  test('of two stages each have their images, their schedule and their kind of step', () => {
    const { stages, batches, learningRateAt, mixAt, stageAt, variants } = plan('bridged++');
    expect(stages.map(({ from, until, newHead }) => [from, until, newHead])).toEqual([
      [0, 20, false],
      [20, 40, true],
    ]);
    expect([0, 19, 20, 39].map(stageAt)).toEqual([0, 0, 1, 1]);
    const domains = (step: number) => new Set(batches.itemsAt(step).map(({ domain }) => domain));
    expect([19, 20].map(domains)).toEqual([new Set(['synthetic']), new Set(['real'])]);
    expect(learningRateAt(1)).toBeCloseTo(settings.schedule.peak, 12);
    expect(learningRateAt(21)).toBeCloseTo(settings.schedule.peak / 2, 12);
    expect(mixAt(19)).toEqual(plan('bridged++').mixAt(19));
    expect(mixAt(19)).not.toEqual(mixAt(18));
    expect(mixAt(20)).toBeNull();
    expect(stages.map(({ variant }) => variants[variant]?.mixesLabels)).toEqual([true, false]);
  });

  test('may train a new head alone first', () => {
    const twoStage = { ...settings.twoStage, first: 0.25, headFirst: 0.2 };
    const { stages, variants } = plan('bridged++', 1, { twoStage });
    const described = stages.map(({ from, until, newHead, headOnly, newStatistics }) => ({
      steps: [from, until],
      begins: [newHead, newStatistics],
      headOnly,
    }));
    expect(described).toEqual([
      { steps: [0, 10], begins: [false, false], headOnly: false },
      { steps: [10, 16], begins: [true, true], headOnly: true },
      { steps: [16, 40], begins: [false, false], headOnly: false },
    ]);
    expect(variants).toHaveLength(3);
  });

  test('of auxiliary batch norm hold real images first, always so many, each domain’s mean counting one half', () => {
    const mix = { kind: 'share', real: 0.3 } as const;
    const items = plan('auxiliary-bn', 1, { mix }).batches.itemsAt(5);
    expect(items.map(({ domain }) => domain)).toEqual([
      ...Array(3).fill('real'),
      ...Array(7).fill('synthetic'),
    ]);
    const sum = (from: number, until: number) =>
      items.slice(from, until).reduce((total, { weight }) => total + weight, 0);
    expect(sum(0, 3)).toBeCloseTo(0.5, 12);
    expect(sum(3, 10)).toBeCloseTo(0.5, 12);
  });
});
