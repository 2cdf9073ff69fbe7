import { describe, expect, test } from 'vitest';
import { type TrainingSettings, trainingSettingsSchema } from '../../../src-shared/domain/training.ts';
import { isNumberSetting, numberSetting, numberSettings, type NumberSettingPath } from './number-settings.ts';
import { hasGridError, readRates } from './rate-grid.ts';
import { settingErrors, settingProblems } from './setting-errors.ts';
import { changesInWords, headerFacts } from './settings-words.ts';
import { emptyStated, statedOf } from './stated-input.ts';

const usual = trainingSettingsSchema.parse({});
const everything = trainingSettingsSchema.parse({
  shots: 3,
  patience: 4,
  ema: 0.99,
  clipNorm: 2,
  randAugment: { operations: 1, magnitude: 5 },
  lossWeights: { real: 0.8, synthetic: 0.2 },
});
const paths = Object.keys(numberSettings).filter(isNumberSetting);

/** Settings in which the number exists, and whose optimizer and budget are of its kind. */
function settingsWith(path: NumberSettingPath): TrainingSettings {
  const other = trainingSettingsSchema.parse({
    ...everything,
    optimizer: { kind: 'adamw' },
    budget: { kind: 'real-epochs', epochs: 2 },
  });
  return numberSetting(path).get(everything) === undefined ? other : everything;
}

/** What stands at a dotted path. */
const at = (path: string, settings: unknown): unknown =>
  path
    .split('.')
    .reduce<unknown>(
      (value, key) =>
        value instanceof Object ? Object.entries(value).find(([name]) => name === key)?.[1] : null,
      settings,
    );

describe.each(paths)('%s', (path) => {
  const setting = numberSetting(path);

  test('reads and writes the place that the schema knows by this name', () => {
    const settings = settingsWith(path);
    expect(setting.get(settings)).toBe(at(path, settings));
    const changed = { ...settings, ...setting.set(7, settings) };
    expect(at(path, changed)).toBe(7);
  });

  test('shows what the schema says against it', () => {
    const settings = settingsWith(path);
    const changed = { ...settings, ...setting.set(-1e9, settings) };
    expect(settingErrors(changed).get(path)).toMatch(/^(At least|Above) [\d.]+( %)?\.$/);
  });
});

test.each(['shots', 'patience', 'ema', 'clipNorm', 'randAugment.operations', 'lossWeights.real'] as const)(
  '%s can be turned on and off',
  (path) => {
    const { toggle, get, idle } = numberSetting(path);
    expect(get(usual)).toBeUndefined();
    const on = { ...usual, ...toggle?.(true) };
    expect(get(on)).toBe(idle);
    expect(settingErrors(on)).toEqual(new Map());
    expect(get({ ...on, ...toggle?.(false) })).toBeUndefined();
  },
);

test('what is wrong is said in the units of the form', () => {
  const wrong = {
    ...usual,
    batchSize: 1.5,
    schedule: { ...usual.schedule, warmup: 0.6, peak: 0, grid: [0, 0, Number.NaN] },
    lossWeights: { real: 0, synthetic: 0 },
  };
  expect(settingProblems(wrong)).toEqual([
    'Batch: a whole number.',
    'Peak learning rate: above 0.',
    'Warm-up: at most 50 %.',
    'Peak learning rates to try: above 0.',
    'Peak learning rates to try: a number.',
    'One of the two weights must be above 0.',
  ]);
});

describe('headers', () => {
  const words = (group: Parameters<typeof headerFacts>[0], settings: TrainingSettings) =>
    headerFacts(group, settings, [{ id: 'a', name: 'My network' }]).map(({ phrase }) => phrase);

  test('say what leads a group, and nothing else while all is as usual', () => {
    expect(words('model', usual)).toEqual(['CIFAR-ResNet', 'drawn weights', '32 × 32 px']);
    expect(words('budget', usual)).toEqual(['600 steps', 'batches of 128']);
    expect(words('recipes', usual)).toEqual([]);
    expect(words('regularisation', usual)).toEqual(['Pad, crop and flip']);
    expect(words('optimizer', usual)).toEqual(['SGD', 'One cycle', 'peak 0.1']);
    expect(words('engine', usual)).toEqual(['ONNX Runtime on the CPU']);
  });

  test('say what is set', () => {
    const set = { ...usual, mixup: 0.2, ema: 0.999, pretrained: 'a', patience: 3 };
    expect(words('regularisation', set)).toEqual(['Pad, crop and flip', 'Mixup 0.2', 'EMA 0.999']);
    expect(words('model', set)).toContain('from My network');
    expect(words('budget', set)).toContain('stops early after 3 validations');
    const marked = headerFacts('regularisation', set, []).filter(({ isUsual }) => !isUsual);
    expect(marked.map(({ name }) => name)).toEqual(['Mixup', 'EMA']);
  });
});

test('changes name the value before', () => {
  const after = {
    ...usual,
    batchSize: 64,
    mixup: 0.2,
    optimizer: { ...everything.optimizer, weightDecay: 0.01 },
  };
  expect(changesInWords(usual, after, [])).toEqual([
    'Batch: 64, was 128',
    'Mixup: 0.2, was off',
    'Weight decay: 0.01, was 0.0005',
  ]);
  expect(changesInWords(usual, usual, [])).toEqual([]);
  expect(changesInWords(usual, { ...usual, shots: 4, nearDuplicates: 'keep' }, [])).toEqual([
    'Real images for each class: 4, was all',
    'Near-duplicates: kept, was left out',
  ]);
});

test('of a network’s pictures only what was typed is stated', () => {
  expect(statedOf(emptyStated)).toEqual({ stated: undefined });
  expect(statedOf({ ...emptyStated, normalisation: 'imagenet', imageSize: '64', layout: 'nhwc' })).toEqual({
    stated: { mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225], imageSize: 64, layout: 'nhwc' },
  });
  const own = { ...emptyStated, normalisation: 'own', mean: '0.4 0.5, 0.6', std: '0.2, 0.2' } as const;
  expect(statedOf(own)).toEqual({
    problem: 'The standard deviation is three numbers above 0: red, green, blue.',
  });
  expect(statedOf({ ...own, std: '0.2, 0.2, 0.3' })).toEqual({
    stated: { mean: [0.4, 0.5, 0.6], std: [0.2, 0.2, 0.3] },
  });
});

test('rates to try are read as typed, and a single one or none above 0 is refused', () => {
  expect(readRates(' 0.03, 0.1;3e-1 ')).toEqual([0.03, 0.1, 0.3]);
  expect(readRates(' ')).toBeNull();
  const withGrid = (text: string) => {
    const usual = trainingSettingsSchema.parse({});
    const grid = readRates(text);
    return grid ? { ...usual, schedule: { ...usual.schedule, grid } } : usual;
  };
  expect(['', '0.03, 0.1'].map((text) => hasGridError(withGrid(text)))).toEqual([false, false]);
  expect(['0.1', '0.1, x', '0.1, 0', '0.1, 11'].map((text) => hasGridError(withGrid(text)))).toEqual([
    true,
    true,
    true,
    true,
  ]);
});
