import { expect, test } from 'vitest';
import { createGraphBuilder } from '../../graph/builder/graph-builder.ts';
import { onnxRuntime } from '../../graph/executors/onnxruntime.ts';
import { formula } from '../../graph/testing/formula.ts';
import type { Graph } from '../../graph/graph.ts';
import { lower } from '../../graph/lowering/lower.ts';
import { float32, type TensorData } from '../../graph/tensor-data.ts';
import fixture from './fixtures/updates.json' with { type: 'json' };
import { createOptimizer, type Optimizer } from './optimizer.ts';
import type { OptimizerSettings } from './settings.ts';

const shape = [6];

function updateGraph(optimizer: Optimizer): Graph {
  const b = createGraphBuilder();
  const updated = optimizer.update(b, {
    parameter: b.input('parameter', 'float32', shape),
    gradient: b.input('gradient', 'float32', shape),
    state: optimizer.slots.map((slot) => b.input(slot, 'float32', shape)),
    scalars: Object.fromEntries(optimizer.scalars.map((name) => [name, b.input(name, 'float32', [])])),
    weightDecay: true,
  });
  b.output('next parameter', updated.parameter);
  updated.state.forEach((value, i) => b.output(`next ${optimizer.slots[i] ?? ''}`, value));
  return lower(b.finish('update')).graph;
}

test.each(fixture)('$settings.kind updates as PyTorch does: $settings', async ({ settings, values }) => {
  const optimizer = createOptimizer(settings as OptimizerSettings);
  const executable = await onnxRuntime.load(updateGraph(optimizer), { threads: 1 });
  let state: Record<string, TensorData> = { parameter: formula(1, shape) };
  for (const slot of optimizer.slots) state[slot] = float32(shape, new Float32Array(6));
  for (const [step, expected] of values.entries()) {
    const scalars = Object.entries(optimizer.schedule(0.1 / (step + 1), step + 1));
    const feeds = {
      ...state,
      ...Object.fromEntries(scalars.map(([name, value]) => [name, float32([], [value])])),
      gradient: formula(10 + step, shape),
    };
    const outputs = await executable.run(feeds);
    state = Object.fromEntries(
      Object.entries(outputs).map(([name, value]) => [name.slice('next '.length), value]),
    );
    expected.forEach((value, i) => expect(Number(state['parameter']?.data[i])).toBeCloseTo(value, 5));
  }
  await executable.dispose();
});
