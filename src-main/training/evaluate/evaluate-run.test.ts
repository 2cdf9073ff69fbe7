import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { corruptionSchema } from '../../../src-shared/domain/evaluation.ts';
import { onnxRuntime } from '../../graph/executors/onnxruntime.ts';
import type { PoolImage } from '../data/batch-plan.ts';
import { type FinishedEvaluation, runFiles, type TrainingRunInput } from '../run/task.ts';
import { sampleRun } from '../testing/pictures.ts';
import { observeRun } from '../testing/run-in-process.ts';
import { evaluateRun } from './evaluate-run.ts';
import { executorOf } from './executor-of.ts';
import type { EvaluatedImage, EvaluateInput, EvaluateProgress } from './task.ts';

let folder: string;
let run: TrainingRunInput;
let atTheEnd: readonly FinishedEvaluation[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'variegate-evaluate-'));
  run = await sampleRun(folder);
  const { output } = await observeRun(run);
  if (output.status !== 'done') throw new Error('The run was paused.');
  atTheEnd = output.evaluations;
}, 300_000);
afterAll(() => rm(folder, { recursive: true }));

const temperature = { kind: 'known', value: 1 } as const;

const evaluated = (imageId: number, path: string, label: number): EvaluatedImage => ({
  imageId,
  path,
  label,
  contentHash: String(imageId),
});

const ofPool = (pool: readonly PoolImage[]): EvaluatedImage[] =>
  pool.map(({ imageIndex, label }) => {
    const { imageId, path } = run.files[imageIndex]!;
    return evaluated(imageId, path, label);
  });

function inputFor(name: 'test' | 'art', changes: Partial<EvaluateInput> = {}): EvaluateInput {
  const sealed = run.sealed.find((set) => set.name === name)!;
  const { kind, setId, styleCoverage, files, labels } = sealed;
  return {
    model: join(run.folder, runFiles.model),
    classNames: run.classNames,
    augmentation: run.settings.augmentation,
    engine: 'onnxruntime',
    batchSize: run.settings.batchSize,
    set: { name, kind, setId, styleCoverage },
    images: files.map(({ imageId, path }, i) => evaluated(imageId, path, labels[i]!)),
    temperature: { kind: 'fitted', val: ofPool(run.val) },
    corruptions: null,
    features: null,
    threads: 1,
    ...changes,
  };
}

async function evaluate(input: EvaluateInput) {
  const progress: EvaluateProgress[] = [];
  const { signal } = new AbortController();
  const output = await evaluateRun(input, {
    signal,
    pauseSignal: signal,
    progress: (value) => progress.push(value),
  });
  if (output.status !== 'done') throw new Error('paused');
  const shown = progress.reduce((sum, each) => sum + (each.kind === 'images' ? each.count : 0), 0);
  return { ...output, shown };
}

test.each(['test', 'art'] as const)('%s: on request as at the end of the run', async (name) => {
  const { finished, notes, shown } = await evaluate(inputFor(name));
  const expected = atTheEnd.find(({ evaluation }) => evaluation.name === name)!;
  expect(notes).toEqual([]);
  const { calibration, ...figures } = finished.evaluation;
  const { calibration: expectedCalibration, ...expectedFigures } = expected.evaluation;
  expect(figures).toEqual(expectedFigures);
  expect(calibration?.predicted.nll).toBeCloseTo(expectedCalibration?.predicted.nll ?? Number.NaN, 4);
  expect(calibration?.tempered?.temperature).toBeCloseTo(
    expectedCalibration?.tempered?.temperature ?? Number.NaN,
    2,
  );
  expect(finished.predictions.imageIds).toEqual(expected.predictions.imageIds);
  expect(finished.predictions.predictedClasses).toEqual(expected.predictions.predictedClasses);
  expect(shown).toBe(figures.images + run.val.length);
});

test('val: the temperature is fitted on the very images', async () => {
  const set = { name: 'val', kind: 'val', setId: 1, styleCoverage: 'unknown' } as const;
  const itself = { set, images: ofPool(run.val), temperature: { kind: 'fitted-on-set' } } as const;
  const { finished, shown } = await evaluate(inputFor('test', itself));
  const expected = atTheEnd.find(({ evaluation }) => evaluation.name === 'val')!.evaluation;
  expect(finished.evaluation.calibration?.tempered?.temperature).toBeCloseTo(
    expected.calibration?.tempered?.temperature ?? Number.NaN,
    2,
  );
  expect(shown).toBe(run.val.length);
});

test('corruptions: a table that follows from the seed', async () => {
  const changes = { temperature, corruptions: { seed: 7 } };
  const first = await evaluate(inputFor('test', changes));
  const again = await evaluate(inputFor('test', changes));
  const table = first.finished.evaluation.corruptions!;
  expect(again.finished.evaluation.corruptions).toEqual(table);
  expect(table).toMatchObject({ seed: 7, images: 18, clean: first.finished.evaluation.top1 });
  expect(table.rows.map(({ corruption }) => corruption)).toEqual(corruptionSchema.options);
  const all = table.rows.flatMap(({ top1 }) => top1);
  expect(all).toHaveLength(40);
  expect(table.mean).toBeCloseTo(all.reduce((sum, value) => sum + value, 0) / 40, 12);
  expect(first.shown).toBe(18 * 41);
});

const features = { neighbors: 5, linearProbe: true, leep: true, network: null };

test('features: neighbours, probe and LEEP of the run and of a network beside it', async () => {
  const network = { name: 'itself', path: join(run.folder, runFiles.model), hash: '' };
  const bank = ofPool(run.real);
  const { finished, shown } = await evaluate(
    inputFor('test', { temperature, features: { ...features, bank, network } }),
  );
  const [own, beside] = finished.evaluation.features;
  expect(own).toMatchObject({ network: null, images: 18, trainedOn: 36, neighbors: { k: 5 } });
  expect(own?.neighbors?.top1).toBeGreaterThan(0.9);
  expect(own?.linearProbe?.top1).toBeGreaterThan(0.9);
  expect(own?.leep).toBeGreaterThan(Math.log(1 / 3));
  expect(own?.leep).toBeLessThanOrEqual(0);
  // The same network by the same way: the same figures.
  expect(beside).toEqual({ ...own, network: 'itself' });
  expect(shown).toBe(2 * (18 + 36));
});

test('a training image has no vote on itself, and an OOD set is asked about its classes only', async () => {
  const bank = ofPool(run.real);
  const own = { ...features, neighbors: 1, linearProbe: false, leep: false, bank };
  const set = { name: 'train', kind: 'train', setId: 1, styleCoverage: 'unknown' } as const;
  const train = await evaluate(
    inputFor('test', { set, images: bank, temperature, features: { ...own, bank: bank.slice(0, 13) } }),
  );
  // Twelve images of class 0 and one of class 1, whose only neighbours are of class 0.
  const neighbors = train.finished.evaluation.features[0]?.neighbors;
  expect(neighbors?.top1).toBeLessThan(0.9);
  const art = await evaluate(inputFor('art', { temperature, features: { ...own, bank } }));
  expect(art.finished.evaluation.confusion[2]).toEqual([0, 0, 0]);
  expect(art.finished.evaluation.features[0]?.neighbors?.top1).toBeGreaterThan(0.5);
});

test('images that cannot be read are told of; with none left it says so', async () => {
  const bad = join(folder, 'bad.png');
  await writeFile(bad, 'no picture');
  const { images } = inputFor('test');
  const some = await evaluate(inputFor('test', { temperature, images: [evaluated(9, bad, 0), ...images] }));
  expect(some.notes).toEqual([expect.stringContaining('One image for "test" could not be read')]);
  expect(some.finished.evaluation.images).toBe(18);
  const none = evaluate(inputFor('test', { images: [evaluated(9, bad, 0)] }));
  await expect(none).rejects.toMatchObject({ code: 'not-found' });
});

test('images that cannot be decoded when they are needed are told of', async () => {
  const broken = join(folder, 'broken.png');
  const { images } = inputFor('test');
  const whole = await readFile(images[0]!.path);
  // The header is whole, and nothing fits into the memory to be decoded ahead.
  await writeFile(broken, whole.subarray(0, whole.length / 2));
  const constrained = vi.spyOn(process, 'constrainedMemory').mockReturnValue(1);
  const ofTrain = ofPool(run.real);
  const bank = [...ofTrain, evaluated(8, broken, 0)];
  const request = { ...features, linearProbe: false, leep: false, bank, network: null };
  const { finished, notes } = await evaluate(
    inputFor('test', { temperature, images: [...images, evaluated(9, broken, 0)], features: request }),
  );
  constrained.mockRestore();
  expect(notes).toEqual([
    'One image of "test" could not be decoded and took no part: the file is damaged or was changed.',
    'One image of training could not be decoded and took no part: the file is damaged or was changed.',
  ]);
  expect(finished.evaluation.images).toBe(18);
  expect(finished.evaluation.features[0]?.trainedOn).toBe(ofTrain.length);
});

test('without enough memory it says so', async () => {
  const load = vi.spyOn(onnxRuntime, 'load').mockRejectedValueOnce(new Error('std::bad_alloc'));
  await expect(evaluate(inputFor('test'))).rejects.toMatchObject({
    code: 'out-of-memory',
    message: expect.stringContaining('for the evaluation'),
    advice: expect.stringContaining('retry'),
  });
  load.mockRestore();
});

test('what trained a run looks at it where that works; otherwise the CPU does, and a note says so', async () => {
  expect(await executorOf('onnxruntime')).toEqual({ executor: onnxRuntime, notes: [] });
  expect(await executorOf('tensorflow')).toEqual({ executor: onnxRuntime, notes: [] });
  for (const engine of ['webgpu', 'cuda'] as const) {
    const { executor, notes } = await executorOf(engine);
    expect(notes).toHaveLength(executor === onnxRuntime ? 1 : 0);
    expect(notes.join()).toMatch(/^$|^Evaluated on the CPU\. (WebGPU|CUDA) cannot be used here/);
  }
});

test('a pause gives the evaluation up, a cancel rejects it', async () => {
  const [paused, cancelled] = [new AbortController(), new AbortController()];
  const start = (signal: AbortController, pause: AbortController) =>
    evaluateRun(inputFor('test', { corruptions: { seed: 1 } }), {
      signal: signal.signal,
      pauseSignal: pause.signal,
      progress: ({ kind }) => {
        if (kind === 'images') (pause === paused ? paused : cancelled).abort();
      },
    });
  expect(await start(new AbortController(), paused)).toEqual({ status: 'paused' });
  await expect(start(cancelled, new AbortController())).rejects.toThrow();
});
