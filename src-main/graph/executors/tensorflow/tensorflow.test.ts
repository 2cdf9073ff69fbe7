import { expect, test } from 'vitest';
import { UserError } from '../../../../src-shared/errors.ts';
import { int } from '../../attributes.ts';
import { windowAttributes } from '../../builder/window-attributes.ts';
import { createGraphBuilder } from '../../builder/graph-builder.ts';
import { ruleCases } from '../../gradients/testing/cases/all.ts';
import { caseFeeds, caseGraph, loadCase } from '../../gradients/testing/cases/run-case.ts';
import { elementCount, float32, int64s, tensor, type TensorOf } from '../../tensor-data.ts';
import { onnxRuntime } from '../onnxruntime.ts';
import { plainTensorFlow, tf } from './testing/plain-tensorflow.ts';

/** Rejects with a `UserError` whose code is `unsupported` and whose message matches. */
async function expectRefusal(attempt: Promise<unknown>, message: RegExp): Promise<void> {
  const error = await attempt.catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(UserError);
  expect((error as UserError).code).toBe('unsupported');
  expect((error as UserError).message).toMatch(message);
}

const ones = (dims: readonly number[]): TensorOf<'float32'> =>
  float32(dims, Array<number>(elementCount(dims)).fill(1));

function doubling() {
  const b = createGraphBuilder();
  const x = b.input('x', 'float32', [3]);
  b.output('twice', b.Mul(x, 2));
  b.output('square', b.Mul(x, x));
  return b.finish('doubling');
}

const refused = /^(Attention|Cast|CastLike): |: (with a batch axis|ceil mode, dilated)$/;
const whole = ruleCases.map((ruleCase) => [`${ruleCase.rule}: ${ruleCase.name}`, ruleCase] as const);

test.each(whole.filter(([name]) => !refused.test(name)))(
  '%s and its gradient nodes, as they are, give what ONNX Runtime gives after lowering',
  async (_, ruleCase) => {
    const reference = await loadCase(ruleCase);
    const expected = await reference.run(caseFeeds(ruleCase));
    await reference.dispose();
    const executable = await plainTensorFlow.load(caseGraph(ruleCase));
    const outputs = await executable.run(caseFeeds(ruleCase));
    await executable.dispose();
    for (const [name, { data, dims, type }] of Object.entries(expected)) {
      expect(outputs[name]?.type).toBe(type);
      expect(outputs[name]?.dims).toEqual(dims);
      const values = Array.from<number | bigint | string, number>(data, Number);
      const scale = Math.max(1e-2, ...values.map(Math.abs));
      values.forEach((value, i) =>
        expect(Math.abs(Number(outputs[name]?.data[i]) - value) / scale).toBeLessThan(1e-4),
      );
    }
  },
);

test('gives the outputs that are asked for, into the buffers that are given', async () => {
  const executable = await plainTensorFlow.load(doubling());
  const twice = float32([3], [0, 0, 0]);
  const outputs = await executable.run(
    { x: float32([3], [1, 2, 3]) },
    { outputs: ['twice'], into: { twice } },
  );
  expect(Object.keys(outputs)).toEqual(['twice']);
  expect(outputs['twice']).toBe(twice);
  expect(twice.data).toEqual(Float32Array.of(2, 4, 6));
  await executable.dispose();
});

test('keeps whole numbers of all types, and refuses those beyond 32 bits by their name', async () => {
  const b = createGraphBuilder();
  const values = {
    long: tensor('int64', [2], BigInt64Array.of(-(2n ** 31n), 2n ** 31n - 1n)),
    int: tensor('int32', [2, 1], Int32Array.of(-5, 7)),
    byte: tensor('uint8', [1], Uint8Array.of(255)),
    flag: tensor('bool', [2], Uint8Array.of(1, 0)),
  };
  for (const [name, value] of Object.entries(values)) {
    b.output(`${name}Out`, b.Identity(b.input(name, value.type, value.dims)));
  }
  const executable = await plainTensorFlow.load(b.finish('types'));
  const outputs = await executable.run(values);
  for (const [name, value] of Object.entries(values)) expect(outputs[`${name}Out`]).toEqual(value);
  await expectRefusal(
    executable.run({ ...values, long: tensor('int64', [2], BigInt64Array.of(0n, 2n ** 31n)) }),
    /"long" holds 2147483648, .* 32 bits/,
  );
  await executable.dispose();
});

test('divides whole numbers as ONNX Runtime does', async () => {
  const b = createGraphBuilder();
  const [x, y] = [b.input('x', 'int64', [6]), b.input('y', 'int64', [6])];
  b.output('quotient', b.Div(x, y));
  b.output('modulo', b.Mod(x, y));
  b.output('fmod', b.emit('Mod', [x, y], { attributes: { fmod: int(1) } })[0]!);
  const graph = b.finish('division');
  const feeds = { x: int64s([7, -7, 7, -7, 6, 0]), y: int64s([2, 2, -2, -2, -3, 5]) };
  const results = await Promise.all(
    [onnxRuntime, plainTensorFlow].map(async (executor) => {
      const executable = await executor.load(graph);
      const outputs = await executable.run(feeds);
      await executable.dispose();
      return outputs;
    }),
  );
  expect(results[1]).toEqual(results[0]);
});

test('names operator and node that it does not know', async () => {
  const b = createGraphBuilder();
  const x = b.input('x', 'float32', [2, 3]);
  const y = b.append({
    name: 'strange',
    op: 'LpPool',
    domain: '',
    inputs: [b.Reshape(x, [1, 1, 2, 3]).name],
    outputs: ['y'],
    attributes: { kernel_shape: { kind: 'ints', value: [1, 1] }, dilations: { kind: 'ints', value: [2, 2] } },
  })[0]!;
  b.output('z', y);
  const executable = await plainTensorFlow.load(b.finish('dilated'));
  await expectRefusal(
    executable.run({ x: float32([2, 3], [1, 2, 3, 4, 5, 6]) }),
    /LpPool \(node strange\): dilated/,
  );
  await executable.dispose();
  const complete = doubling();
  const nodes = complete.nodes.map((node) => ({
    ...node,
    op: 'ReorderInput',
    domain: 'com.microsoft.nchwc',
  }));
  await expectRefusal(plainTensorFlow.load({ ...complete, nodes }), /ReorderInput .* not known here/);
});

test('refuses half precision and says where it begins', async () => {
  const b = createGraphBuilder();
  const x = b.input('x', 'float32', [2]);
  b.output('y', b.Cast(b.Mul(b.Cast(x, 'float16'), 2), 'float32'));
  await expectRefusal(plainTensorFlow.load(b.finish('half')), /Cast \(node Cast_\d+\): it gives float16/);
});

test('holds no more tensors after a run than before it, whether the run succeeds or not', async () => {
  const b = createGraphBuilder();
  const x = b.input('x', 'float32', [4, 3]);
  const w = b.initializer('w', float32([3, 2], [1, 2, 3, 4, 5, 6]));
  const y = b.Softmax(b.MatMul(x, w));
  b.output('y', y);
  b.output('same', x);
  b.output('loss', b.ReduceSum(b.Mul(y, y)));
  b.output('places', b.ArgMax(y, 1));
  const graph = b.finish('small');
  const before = tf.memory().numTensors;
  const executable = await plainTensorFlow.load(graph);
  const differentiated = await plainTensorFlow.valueAndGradients(graph, { loss: 'loss', wrt: ['x', 'w'] });
  const feeds = {
    x: float32(
      [4, 3],
      Array.from({ length: 12 }, (_, i) => i / 12),
    ),
  };
  const run = async () => {
    await executable.run(feeds);
    await differentiated.run(feeds);
    return tf.memory().numTensors;
  };
  const first = await run();
  expect(await run()).toBe(first);
  await expect(executable.run({ x: float32([2], [1, 2]) })).rejects.toThrow(/"x" is float32 \[2\]/);
  await expect(differentiated.run({})).rejects.toThrow(/"x" is missing/);
  expect(tf.memory().numTensors).toBe(first);
  await executable.dispose();
  await differentiated.dispose();
  expect(tf.memory().numTensors).toBe(before);
});

test('an input that the loss does not depend on has zero gradient', async () => {
  const b = createGraphBuilder();
  const x = b.input('x', 'float32', [2]);
  const mask = b.Cast(b.Greater(x, 0), 'float32');
  b.input('unrelated', 'float32', [3]);
  b.output('loss', b.ReduceSum(b.Mul(x, mask)));
  const graph = await plainTensorFlow.valueAndGradients(b.finish('masked'), {
    loss: 'loss',
    wrt: ['x', 'unrelated'],
  });
  const feeds = { x: float32([2], [-2, 3]), unrelated: float32([3], [1, 2, 3]) };
  const { outputs, gradients } = await graph.run(feeds);
  await graph.dispose();
  expect(outputs['loss']?.data).toEqual(Float32Array.of(3));
  expect(gradients).toEqual({ x: float32([2], [0, 1]), unrelated: float32([3], [0, 0, 0]) });
});

test('names the node whose kernel has no gradient, and forgets what it had kept for it', async () => {
  const b = createGraphBuilder();
  const x = b.input('x', 'float32', [1, 1, 4, 4]);
  const curve = b.Exp(x);
  const window = windowAttributes({ pads: [0, 0, 0, 0] });
  b.output(
    'loss',
    b.ReduceSum(b.ConvWeightGrad(b.initializer('dy', ones([1, 1, 2, 2])), curve, [1, 1, 3, 3], window)),
  );
  const graph = await plainTensorFlow.valueAndGradients(b.finish('second order'), {
    loss: 'loss',
    wrt: ['x'],
  });
  const run = () => graph.run({ x: ones([1, 1, 4, 4]) });
  await expectRefusal(
    run(),
    /differentiate variegate\.ConvWeightGrad .*: its Conv2DBackpropFilter has no gradient/,
  );
  const before = tf.memory().numTensors;
  await expectRefusal(run(), /Conv2DBackpropFilter/);
  expect(tf.memory().numTensors).toBe(before);
  await graph.dispose();
});
