import { expect, test } from 'vitest';
import { createGraphBuilder } from '../../graph/builder/graph-builder.ts';
import { onnxRuntime } from '../../graph/executors/onnxruntime.ts';
import { formula } from '../../graph/testing/formula.ts';
import fixture from '../../graph/fixtures/pytorch-gradients.json' with { type: 'json' };
import { gradients } from '../../graph/gradients/gradients.ts';
import { tensor } from '../../graph/tensor-data.ts';
import { crossEntropy } from './loss.ts';

test.each(fixture.crossEntropy)(
  'weighted cross entropy with smoothing $smoothing is PyTorch’s',
  async (reference) => {
    const b = createGraphBuilder();
    const logits = b.input('logits', 'float32', [6, 5]);
    const labels = b.input('labels', 'int32', [6]);
    const weights = b.input('weights', 'float32', [6]);
    const { loss, losses } = crossEntropy(b, {
      logits,
      labels,
      weights,
      labelSmoothing: reference.smoothing,
    });
    const [gradient] = gradients(b, loss, [logits]);
    for (const [name, value] of Object.entries({ loss, losses, gradient: gradient! })) b.output(name, value);
    const executable = await onnxRuntime.load(b.finish('loss'), { threads: 1 });
    const outputs = await executable.run({
      logits: formula(1, [6, 5], -4, 4),
      labels: tensor('int32', [6], Int32Array.of(0, 4, 2, 2, 1, 3)),
      weights: formula(2, [6], 0, 2),
    });
    await executable.dispose();
    const expected = { loss: [reference.loss], losses: reference.losses, gradient: reference.gradient };
    for (const [name, values] of Object.entries(expected)) {
      const actual = Array.from<number | bigint | string, number>(outputs[name]?.data ?? [], Number);
      expect(actual.length).toBe(values.length);
      actual.forEach((value, i) => expect(value).toBeCloseTo(values[i] ?? Number.NaN, 5));
    }
  },
);
