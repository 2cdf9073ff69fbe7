import { createGraphBuilder } from '../../builder/graph-builder.ts';
import type { Executor } from '../../executors/executor.ts';
import { onnxRuntime } from '../../executors/onnxruntime.ts';
import type { Value } from '../../graph.ts';
import { float32, type TensorData } from '../../tensor-data.ts';
import { anyTarget, type LoweringTarget } from '../target.ts';
import {
  blockedConv,
  blockedGlobalAveragePool,
  channelAffine,
  reorderInput,
  reorderOutput,
} from './operators.ts';
import { blockedWeights, splitWeights } from './weights.ts';

const CHANNELS = 32;
const SIZE = 4;
const shape = [1, CHANNELS, SIZE, SIZE];
const weightShape = [CHANNELS, CHANNELS, 3, 3];
const window = { pads: [1, 1, 1, 1], strides: [2, 2] };

/** A sequence without a period that a wrong order could hide behind. */
const ramp = (dims: readonly number[]): TensorData =>
  float32(
    dims,
    Array.from({ length: dims.reduce((product, dim) => product * dim, 1) }, (_, i) => Math.sin(i * i)),
  );

const numbers = (value: TensorData | undefined): readonly number[] =>
  value?.type === 'float32' ? Array.from(value.data) : [];

async function run(
  executor: Executor,
  build: (b: ReturnType<typeof createGraphBuilder>, x: Value, w: Value) => Readonly<Record<string, Value>>,
): Promise<Record<string, TensorData>> {
  const b = createGraphBuilder();
  const outputs = build(b, b.input('x', 'float32', shape), b.input('w', 'float32', weightShape));
  for (const [name, value] of Object.entries(outputs)) b.output(name, value);
  const executable = await executor.load(b.finish('probe'), { threads: 1 });
  try {
    return await executable.run({ x: ramp(shape), w: ramp(weightShape) });
  } finally {
    await executable.dispose();
  }
}

/** In blocked memory the second pixel of the first channel comes after a block of channels. */
async function blockSizeOf(executor: Executor): Promise<number> {
  const { blocked, plain } = await run(executor, (b, x) => ({
    blocked: reorderInput(b, x),
    plain: b.Identity(x),
  }));
  return numbers(blocked).indexOf(numbers(plain)[1] ?? Number.NaN);
}

/** Whether blocked operators of that block size compute what ONNX's own do. */
async function computesRight(executor: Executor, block: number): Promise<boolean> {
  const { wanted, got, wantedSum, gotSum, wantedMean, gotMean } = await run(executor, (b, x, w) => {
    const y = b.Conv(x, w, undefined, window);
    const scale = b.Reshape(b.Slice(w, { starts: [0], ends: [1], axes: [1] }), [-1]);
    const vector = b.Slice(scale, { starts: [0], ends: [CHANNELS] });
    const perChannel = b.Reshape(vector, [CHANNELS, 1, 1]);
    const blocked = blockedConv(b, reorderInput(b, x), blockedWeights(b, splitWeights(b, w, block)), window);
    return {
      wanted: y,
      got: reorderOutput(b, blocked),
      wantedSum: b.Relu(b.Add(b.Add(b.Mul(y, perChannel), perChannel), y)),
      gotSum: reorderOutput(
        b,
        channelAffine(b, blocked, vector, { shift: vector, sum: blocked, relu: true }),
      ),
      wantedMean: b.GlobalAveragePool(y),
      gotMean: blockedGlobalAveragePool(b, blocked),
    };
  });
  const pairs = [
    [wanted, got],
    [wantedSum, gotSum],
    [wantedMean, gotMean],
  ];
  return pairs.every(([a, b]) => {
    const other = numbers(b);
    return numbers(a).every((value, i) => Math.abs(value - (other[i] ?? Number.NaN)) < 1e-3);
  });
}

async function probe(executor: Executor): Promise<LoweringTarget> {
  try {
    const blockSize = await blockSizeOf(executor);
    const usable = (blockSize === 8 || blockSize === 16) && (await computesRight(executor, blockSize));
    return usable ? { blockSize } : anyTarget;
  } catch {
    // Not built in, another operator set, another provider: standard operators work everywhere.
    return anyTarget;
  }
}

let known: Promise<LoweringTarget> | undefined;

/**
 * What ONNX Runtime's CPU provider offers on this machine, found by trying: the blocked operators are internal to ONNX Runtime, their
 * block depends on the processor, and results are compared with those of standard operators. Asked once a process.
 */
export function cpuTarget(): Promise<LoweringTarget> {
  known ??= probe(onnxRuntime);
  return known;
}
