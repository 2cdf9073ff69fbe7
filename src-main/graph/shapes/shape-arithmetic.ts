import { getInt, getTensor } from '../attributes.ts';
import { fromFloat16Bits, toFloat16Bits } from '../float16.ts';
import { elementTypeFromCode } from '../onnx/element-types.ts';
import { elementCount, type NumericElementType, type TensorData, zeros } from '../tensor-data.ts';
import { broadcastShapes } from './broadcast.ts';
import type { ShapeContext } from './shape-context.ts';
import { resolveSlice } from './slice.ts';

/** A small tensor that is known before the graph runs. */
interface Known {
  readonly type: NumericElementType;
  readonly dims: readonly number[];
  readonly numbers: readonly number[];
}

type Evaluator = (context: ShapeContext, inputs: readonly Known[]) => readonly number[];

const at = (inputs: readonly Known[], i: number): Known => {
  const known = inputs[i];
  if (known === undefined) throw new RangeError(`Input ${i} is missing.`);
  return known;
};

/** Scalars and equal shapes only: all that shape arithmetic needs. */
const pairwise =
  (combine: (a: number, b: number) => number): Evaluator =>
  (_, inputs) => {
    const [a, b] = [at(inputs, 0), at(inputs, 1)];
    const count = elementCount(broadcastShapes(a.dims, b.dims));
    const read = ({ numbers }: Known, i: number): number => numbers[numbers.length === 1 ? 0 : i] ?? 0;
    return Array.from({ length: count }, (_unused, i) => combine(read(a, i), read(b, i)));
  };

const same: Evaluator = (_, inputs) => at(inputs, 0).numbers;

const gather: Evaluator = (_, inputs) => {
  const { numbers } = at(inputs, 0);
  return at(inputs, 1).numbers.map((index) => numbers.at(index) ?? 0);
};

const slice: Evaluator = (context, inputs) => {
  const { numbers } = at(inputs, 0);
  const [cut] = resolveSlice(context);
  if (cut === undefined) return numbers;
  return Array.from({ length: cut.count }, (_, i) => numbers[cut.start + i * cut.step] ?? 0);
};

const range: Evaluator = (_, inputs) => {
  const [start = 0, limit = 0, delta = 1] = inputs.map(({ numbers }) => numbers[0]);
  const count = Math.max(0, Math.ceil((limit - start) / delta));
  return Array.from({ length: count }, (_unused, i) => start + i * delta);
};

const constantOfShape: Evaluator = (context, inputs) => {
  const fill = getTensor(context.node, 'value');
  const value = toKnown(fill)?.numbers[0] ?? 0;
  return Array<number>(elementCount(at(inputs, 0).numbers)).fill(value);
};

const where: Evaluator = (_, inputs) => {
  const [condition, x, y] = [at(inputs, 0), at(inputs, 1), at(inputs, 2)];
  const read = ({ numbers }: Known, i: number): number => numbers[numbers.length === 1 ? 0 : i] ?? 0;
  const count = elementCount(broadcastShapes(condition.dims, x.dims, y.dims));
  return Array.from({ length: count }, (_unused, i) => read(read(condition, i) === 0 ? y : x, i));
};

const cast: Evaluator = (context, inputs) => {
  const float = elementTypeFromCode(getInt(context.node, 'to', 1)).startsWith('float');
  return at(inputs, 0).numbers.map((x) => (float ? x : Math.trunc(x)));
};

const divide = (context: ShapeContext): ((a: number, b: number) => number) =>
  context.input(0).elementType.startsWith('float') ? (a, b) => a / b : (a, b) => Math.trunc(a / b);

const evaluators: Readonly<Record<string, Evaluator>> = {
  Add: pairwise((a, b) => a + b),
  Sub: pairwise((a, b) => a - b),
  Mul: pairwise((a, b) => a * b),
  Div: (context, inputs) => pairwise(divide(context))(context, inputs),
  Equal: pairwise((a, b) => Number(a === b)),
  Max: pairwise(Math.max),
  Min: pairwise(Math.min),
  Cast: cast,
  Ceil: (_, inputs) => at(inputs, 0).numbers.map(Math.ceil),
  Floor: (_, inputs) => at(inputs, 0).numbers.map(Math.floor),
  Concat: (_, inputs) => inputs.flatMap(({ numbers }) => numbers),
  ConstantOfShape: constantOfShape,
  Gather: gather,
  Identity: same,
  Range: range,
  ReduceProd: (_, inputs) => [at(inputs, 0).numbers.reduce((product, x) => product * x, 1)],
  Reshape: same,
  Shape: (context) => context.input(0).shape,
  Size: (context) => [elementCount(context.input(0).shape)],
  Slice: slice,
  Squeeze: same,
  Unsqueeze: same,
  Where: where,
};

/** Larger tensors are data, not shapes, and stay in the graph. */
const largestKnown = 1024;

function toKnown(data: TensorData | undefined): Known | undefined {
  if (data === undefined || data.type === 'string' || data.data.length > largestKnown) return undefined;
  if (data.type === 'bfloat16') return undefined;
  // Matrices would need real indexing; shape arithmetic has none.
  if (data.dims.length > 1) return undefined;
  const numbers = Array.from<number | bigint, number>(data.data, Number);
  return {
    type: data.type,
    dims: data.dims,
    numbers: data.type === 'float16' ? numbers.map(fromFloat16Bits) : numbers,
  };
}

/** Nothing for bfloat16, and where an integer would have to hold a number that is not finite. */
function fromNumbers(
  type: NumericElementType,
  dims: readonly number[],
  numbers: readonly number[],
): TensorData | undefined {
  const result = zeros(type, dims);
  if (result.type === 'string' || result.type === 'bfloat16') return undefined;
  if (!type.startsWith('float') && !numbers.every(Number.isFinite)) return undefined;
  if (result.data instanceof BigInt64Array || result.data instanceof BigUint64Array) {
    result.data.set(numbers.map((x) => BigInt(Math.trunc(x))));
  } else {
    result.data.set(type === 'float16' ? numbers.map(toFloat16Bits) : numbers);
  }
  return result;
}

/**
 * Computes a node of shape arithmetic (what exporters emit around Reshape and Resize) when its inputs are known, else gives
 * nothing, as for bfloat16. Results are rounded to `type`, half precision included. `type` and `shape` are the node's
 * inferred output.
 */
export function foldShapeArithmetic(
  context: ShapeContext,
  type: NumericElementType,
  shape: readonly number[],
  constant: (name: string) => TensorData | undefined,
): TensorData | undefined {
  const { op, domain, inputs } = context.node;
  const evaluate = domain === '' ? evaluators[op] : undefined;
  if (evaluate === undefined || shape.length > 1) return undefined;
  if (op === 'Shape' || op === 'Size') return fromNumbers(type, shape, evaluate(context, []));
  const known = inputs.filter((name) => name !== '').map((name) => toKnown(constant(name)));
  if (!known.every((value) => value !== undefined)) return undefined;
  return fromNumbers(type, shape, evaluate(context, known));
}
