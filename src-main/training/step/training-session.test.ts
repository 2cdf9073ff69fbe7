import { expect, test } from 'vitest';
import { UserError } from '../../../src-shared/errors.ts';
import { createRandom } from '../../../src-shared/random.ts';
import { loadModel } from '../../graph/executors/onnxruntime.ts';
import { lower } from '../../graph/lowering/lower.ts';
import { decodeModel } from '../../graph/onnx/decode.ts';
import { tensor, type TensorData, type TensorOf } from '../../graph/tensor-data.ts';
import { createClassifier } from '../../networks/architectures.ts';
import { createOptimizer } from '../../networks/optimizers/optimizer.ts';
import { predictionGraph } from './inference-graph.ts';
import { stepGraph } from './step-graph.ts';
import {
  createTrainingSession,
  type StepInput,
  type StepOutput,
  type TrainingSession,
  type TrainingSessionOptions,
} from './training-session.ts';

const sgd = { kind: 'sgd', momentum: 0.9, nesterov: true, weightDecay: 5e-4 } as const;
const adamw = { kind: 'adamw', beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0.05 } as const;
const options: TrainingSessionOptions = {
  architecture: 'cifar-resnet',
  classes: 4,
  imageSize: 8,
  batchSize: 12,
  optimizer: sgd,
  seed: 7,
  threads: 1,
};

/** A batch whose classes differ in brightness, so that they can be learnt. */
function batch(step: number, { classes, imageSize, batchSize }: TrainingSessionOptions = options): StepInput {
  const random = createRandom(step);
  const labels = Int32Array.from({ length: batchSize }, () => random.integer(classes));
  const pixels = 3 * imageSize ** 2;
  const images = Float32Array.from(
    { length: batchSize * pixels },
    (_, i) => random.normal() * 0.3 + labels[Math.floor(i / pixels)]! - (classes - 1) / 2,
  );
  return { images, labels, weights: new Float32Array(batchSize).fill(1), learningRate: 0.02 };
}

async function train(session: TrainingSession, from: number, to: number): Promise<readonly StepOutput[]> {
  const outputs: StepOutput[] = [];
  for (let step = from; step < to; step++) outputs.push(await session.step(batch(step)));
  return outputs;
}

const bits = (state: ReadonlyMap<string, TensorData>) =>
  [...state].map(([name, value]) => [name, value.data]);

test('it learns what can be learnt, and predicts it with running statistics', async () => {
  const session = await createTrainingSession(options);
  const outputs = await train(session, 0, 40);
  expect(outputs.at(-1)!.loss).toBeLessThan(outputs[0]!.loss / 4);
  const { images, labels } = batch(100);
  const logits = await session.predict(images);
  expect(logits.length).toBe(options.batchSize * options.classes);
  const right = labels.filter((label, i) => {
    const row = logits.subarray(i * options.classes, (i + 1) * options.classes);
    return row.indexOf(Math.max(...row)) === label;
  });
  expect(right.length).toBeGreaterThanOrEqual(11);
  await session.dispose();
});

test('losses, predictions and the weighted mean belong together', async () => {
  const session = await createTrainingSession(options);
  const weights = Float32Array.from({ length: 12 }, (_, i) => (i < 9 ? 1 + i / 10 : 0));
  const { loss, losses, predictions } = await session.step({ ...batch(1), weights });
  const total = losses.reduce((sum, each, i) => sum + each * weights[i]!, 0);
  expect(loss).toBeCloseTo(total / weights.reduce((sum, weight) => sum + weight, 0), 5);
  expect([...predictions].every((label) => label >= 0 && label < options.classes)).toBe(true);
  await session.dispose();
});

test('the same seed trains bit-identically, another one does not', async () => {
  const sessions = await Promise.all(
    [7, 7, 8].map((seed) => createTrainingSession({ ...options, threads: 2, seed })),
  );
  const states: (readonly unknown[])[] = [];
  for (const session of sessions) {
    await train(session, 0, 5);
    states.push(bits(session.state()));
    await session.dispose();
  }
  expect(states[1]).toEqual(states[0]);
  expect(states[2]).not.toEqual(states[0]);
});

test.each([sgd, adamw])('restored from a checkpoint, $kind goes on bit-identically', async (optimizer) => {
  const learningRate = optimizer.kind === 'sgd' ? 0.02 : 0.002;
  const run = async (session: TrainingSession, from: number, to: number): Promise<void> => {
    for (let step = from; step < to; step++) await session.step({ ...batch(step), learningRate });
  };
  const whole = await createTrainingSession({ ...options, optimizer });
  await run(whole, 0, 4);
  const checkpoint = whole.state();
  await run(whole, 4, 8);
  const resumed = await createTrainingSession({ ...options, optimizer, seed: 999, plan: whole.plan });
  resumed.restore(checkpoint);
  expect(bits(resumed.state())).toEqual(bits(checkpoint));
  await run(resumed, 4, 8);
  expect(bits(resumed.state())).toEqual(bits(whole.state()));
  expect(resumed.plan).toEqual(whole.plan);
  const { images } = batch(50);
  expect(await resumed.predict(images)).toEqual(await whole.predict(images));
  await whole.dispose();
  await resumed.dispose();
});

test('an earlier plan also decides the forms that only prediction uses', async () => {
  const classifier = createClassifier('cifar-resnet', options);
  const training = lower(stepGraph(classifier, { optimizer: createOptimizer(sgd) }, options)).plan.choices;
  const { plan } = lower(predictionGraph(classifier, options.batchSize));
  const own = Object.entries(plan.choices).filter(([key]) => !(key in training));
  expect(own).not.toEqual([]);
  const session = await createTrainingSession({ ...options, plan });
  expect(session.plan.choices).toMatchObject(Object.fromEntries(own));
  await session.dispose();
});

test('training begins with the weights that it is given, and draws the others', async () => {
  const parent = await createTrainingSession(options);
  await train(parent, 0, 1);
  const body = [...parent.state()].flatMap(([name, value]) =>
    value.type === 'float32' && !/^(optimizer|fc)\./.test(name) ? [[name, value] as const] : [],
  );
  const child = await createTrainingSession({ ...options, classes: 3, seed: 5, firstWeights: new Map(body) });
  const state = child.state();
  for (const [name, value] of body) expect(state.get(name)).toEqual(value);
  expect(state.get('fc.weight')?.dims[0]).toBe(3);
  const wrong = createTrainingSession({
    ...options,
    classes: 3,
    firstWeights: new Map([['fc.weight', parent.state().get('fc.weight') as TensorOf<'float32'>]]),
  });
  await expect(wrong).rejects.toThrow(/fc\.weight/);
  await parent.dispose();
  await child.dispose();
});

test('a snapshot does not change with later steps', async () => {
  const session = await createTrainingSession(options);
  const snapshot = session.state();
  const before = structuredClone(bits(snapshot));
  await train(session, 0, 2);
  expect(bits(snapshot)).toEqual(before);
  expect(bits(session.state())).not.toEqual(before);
  await session.dispose();
});

test('a checkpoint of another model is refused and changes nothing', async () => {
  const session = await createTrainingSession(options);
  const other = await createTrainingSession({ ...options, classes: 5 });
  const before = bits(session.state());
  expect(() => session.restore(other.state())).toThrow(UserError);
  expect(() => session.restore(new Map())).toThrow(/checkpoint does not fit/);
  expect(bits(session.state())).toEqual(before);
  await session.dispose();
  await other.dispose();
});

test('any number of images can be predicted, each the same in any company', async () => {
  const session = await createTrainingSession(options);
  await train(session, 0, 2);
  const images = Float32Array.from([...batch(1).images, ...batch(2).images, ...batch(3).images]);
  const all = await session.predict(images);
  expect(all.length).toBe(36 * 4);
  const pixels = 3 * 8 * 8;
  const some = await session.predict(images.slice(0, 17 * pixels));
  expect(some).toEqual(all.slice(0, 17 * 4));
  expect(await session.predict(new Float32Array(0))).toEqual(new Float32Array(0));
  await expect(session.predict(new Float32Array(5))).rejects.toThrow(RangeError);
  await session.dispose();
});

test('the exported model is plain ONNX and computes what the session predicts', async () => {
  const session = await createTrainingSession(options);
  await train(session, 0, 3);
  const labels = ['cat', 'dog', 'größe "1"', '鳥'];
  const bytes = session.exportInference({ mean: [0.5, 0.4, 0.3], std: [0.2, 0.2, 0.25], labels });
  const graph = decodeModel(bytes);
  expect(graph.inputs).toEqual(['images']);
  expect(graph.outputs).toEqual(['logits']);
  expect(graph.values.get('images')?.shape).toEqual(['batch', 3, 8, 8]);
  expect(Object.keys(graph.opsets)).toEqual(['']);
  expect(JSON.parse(graph.metadata['labels'] ?? '')).toEqual(labels);
  expect(JSON.parse(graph.metadata['mean'] ?? '')).toEqual([0.5, 0.4, 0.3]);
  const { images } = batch(9);
  const expected = await session.predict(images);
  const model = await loadModel(bytes);
  for (const count of [1, 12]) {
    const input = tensor('float32', [count, 3, 8, 8], images.slice(0, count * 3 * 64));
    const { logits } = await model.run({ images: input });
    expect(logits?.dims).toEqual([count, 4]);
    Array.from<number | bigint | string, number>(logits?.data ?? [], Number).forEach((value, i) => {
      expect(value).toBeCloseTo(expected[i]!, 4);
    });
  }
  expect(() => session.exportInference({ mean: [0, 0, 0], std: [1, 1, 1], labels: ['one'] })).toThrow(
    /labels/,
  );
  await model.dispose();
  await session.dispose();
});

test('impossible settings and inputs are refused with a reason', async () => {
  await expect(createTrainingSession({ ...options, classes: 1 })).rejects.toThrow(/two classes/);
  await expect(
    createTrainingSession({ ...options, architecture: 'resnet-18', imageSize: 16 }),
  ).rejects.toThrow(/at least 32 x 32/);
  const session = await createTrainingSession(options);
  const good = batch(0);
  await expect(session.step({ ...good, labels: good.labels.with(0, 4) })).rejects.toThrow(/Label 4/);
  await expect(session.step({ ...good, weights: new Float32Array(12) })).rejects.toThrow(/weight 0/);
  await expect(session.step({ ...good, images: good.images.slice(1) })).rejects.toThrow(RangeError);
  await session.dispose();
});

test.each(['resnet-18', 'resnet-18-small'] as const)(
  '%s goes downhill by a small step',
  async (architecture) => {
    const settings = { ...options, architecture, imageSize: 32, batchSize: 4 };
    const session = await createTrainingSession(settings);
    const input = { ...batch(1, settings), learningRate: 1e-4 };
    const first = await session.step(input);
    const second = await session.step(input);
    expect(second.loss).toBeLessThan(first.loss);
    await session.dispose();
  },
);
