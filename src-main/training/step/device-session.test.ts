import { describe, expect, test, vi } from 'vitest';
import { checkProvider } from '../../graph/executors/check-provider.ts';
import { deviceEngine, type Engine, onnxRuntimeEngine } from '../../graph/executors/engines.ts';
import { onnxRuntime } from '../../graph/executors/onnxruntime.ts';
import { repeating } from '../../graph/executors/repeating.ts';
import { carrying } from '../../graph/executors/testing/carrying.ts';
import { webGpu } from '../../graph/executors/webgpu.ts';
import type { TensorData } from '../../graph/tensor-data.ts';
import { formulaQuestion, formulaShape, formulaStep, setFormulaWeights } from '../testing/formula-session.ts';
import { createTrainingSession, type TrainingSession } from './training-session.ts';

vi.setConfig({ testTimeout: 300_000 });

const optimizer = { kind: 'sgd', momentum: 0.9, nesterov: true, weightDecay: 5e-4 } as const;
const both = [
  { mixesLabels: false, headOnly: false },
  { mixesLabels: false, headOnly: true },
];

const open = (engine: Engine): Promise<TrainingSession> =>
  createTrainingSession({ ...formulaShape, engine, optimizer, seed: 1, averageDecay: 0.9, variants: both });

/** Three steps, a stage that trains the head, a look at the model, and two more steps. */
async function course(session: TrainingSession): Promise<{ losses: number[]; logits: Float32Array }> {
  setFormulaWeights(session);
  const losses: number[] = [];
  const step = async (index: number, variant: number): Promise<void> => {
    losses.push((await session.step({ ...formulaStep(index, 0.05), variant })).loss);
  };
  for (const index of [0, 1, 2]) await step(index, 0);
  await session.settle();
  session.beginStage({ headSeed: 3 });
  await step(3, 1);
  await session.predict(formulaQuestion());
  for (const index of [4, 5]) await step(index, 0);
  return { losses, logits: await session.predict(formulaQuestion()) };
}

const bits = (state: ReadonlyMap<string, TensorData>): unknown =>
  [...state].map(([name, { data }]) => [name, [...data]]);

const onCpu = await onnxRuntimeEngine();

test('weights that stay where they are computed come back when they are asked for, to the bit', async () => {
  const usual = await open(onCpu);
  const kept = await open({ ...onCpu, executor: carrying(onnxRuntime) });
  expect(await course(kept)).toEqual(await course(usual));
  expect(bits(kept.state())).toEqual(bits(usual.state()));

  await kept.step(formulaStep(6, 0.05));
  for (const look of [() => kept.state(), () => kept.weights('current')]) {
    expect(look).toThrow('settled first');
  }
  await kept.settle();
  const saved = kept.state();
  await kept.step(formulaStep(7, 0.05));
  const other = await open({ ...onCpu, executor: carrying(onnxRuntime) });
  other.restore(saved);
  await other.step(formulaStep(7, 0.05));
  await Promise.all([kept.settle(), other.settle()]);
  expect(bits(other.state())).toEqual(bits(kept.state()));
  for (const session of [usual, kept, other]) await session.dispose();
});

test('steps in one loop are the same as one after the other, to the bit', async () => {
  const usual = await open(onCpu);
  const looped = await open({ ...onCpu, executor: repeating(onnxRuntime, 3) });
  expect(await course(looped)).toEqual(await course(usual));
  expect(looped.stepsAtOnce).toBe(3);
  const inputs = [6, 7, 8].map((index) => formulaStep(index, 0.05));
  const together = await looped.steps(inputs);
  const apart = await usual.steps(inputs);
  expect(together).toEqual(apart);
  const heads = [9, 10].map((index) => ({ ...formulaStep(index, 0.05), variant: 1 }));
  expect(await looped.steps(heads)).toEqual(await usual.steps(heads));
  await expect(looped.steps([inputs[0]!, heads[0]!])).rejects.toThrow('different variants');
  await looped.settle();
  expect(bits(looped.state())).toEqual(bits(usual.state()));
  for (const session of [usual, looped]) await session.dispose();
});

test('no more steps are taken together than their pictures leave room for', async () => {
  const engine = { ...onCpu, executor: repeating(onnxRuntime, 16) };
  const large = { ...formulaShape, imageSize: 64, batchSize: 1024 };
  const session = await createTrainingSession({ ...large, engine, optimizer, seed: 1 });
  // 48 MiB each, of 256.
  expect(session.stepsAtOnce).toBe(5);
  await session.dispose();
});

const problem = await checkProvider('webgpu', webGpu).catch((error: unknown) => error);

describe.skipIf(problem !== undefined)('on a graphics processor, by WebGPU', () => {
  test('training goes as on the CPU', async () => {
    const usual = await open(onCpu);
    const device = await open(deviceEngine('webgpu', webGpu));
    const [wanted, got] = [await course(usual), await course(device)];
    got.losses.forEach((loss, i) => expect(Math.abs(loss / wanted.losses[i]! - 1)).toBeLessThan(1e-3));
    const scale = wanted.logits.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
    got.logits.forEach((logit, i) => expect(Math.abs(logit - wanted.logits[i]!) / scale).toBeLessThan(1e-2));
    await usual.dispose();
    await device.dispose();
  });
});

test.skipIf(problem === undefined)('without a graphics processor it is said why and what to do', () => {
  expect(problem).toMatchObject({
    code: 'unavailable',
    message: expect.stringMatching(/^WebGPU cannot be used here: ./),
  });
});
