import { getInt, getInts, getTensor } from '../attributes.ts';
import { elementTypeFromCode } from '../onnx/element-types.ts';
import { elementCount, type NumericElementType, type TensorData } from '../tensor-data.ts';
import { extentsOf } from './indexing.ts';
import { atEveryPlace, fromNumbers, isSmall, type Known, read, toKnown } from './known-tensor.ts';
import { normalizeAxis, type ShapeContext } from './shape-context.ts';
import { resolveSlice } from './slice.ts';

/** Inputs that are known, and the shape of the result. */
interface Operands {
  readonly inputs: readonly Known[];
  readonly shape: readonly number[];
}

type Evaluator = (context: ShapeContext, operands: Operands) => readonly number[];

const at = (inputs: readonly Known[], i: number): Known => {
  const known = inputs[i];
  if (known === undefined) throw new RangeError(`Input ${i} is missing.`);
  return known;
};

const elementwise =
  (combine: (...numbers: number[]) => number): Evaluator =>
  (_, { inputs, shape }) =>
    atEveryPlace(shape, (place) => combine(...inputs.map((known) => read(known, place))));

const same: Evaluator = (_, { inputs }) => at(inputs, 0).numbers;

const stretch: Evaluator = (_, { inputs, shape }) =>
  atEveryPlace(shape, (place) => read(at(inputs, 0), place));

const gather: Evaluator = (context, { inputs, shape }) => {
  const [data, indices] = [at(inputs, 0), at(inputs, 1)];
  const axis = normalizeAxis(getInt(context.node, 'axis', 0), data.dims.length);
  const rank = indices.dims.length;
  return atEveryPlace(shape, (place) => {
    const index = read(indices, place.slice(axis, axis + rank));
    const inside = index < 0 ? index + (data.dims[axis] ?? 0) : index;
    return read(data, [...place.slice(0, axis), inside, ...place.slice(axis + rank)]);
  });
};

const slice: Evaluator = (context, { inputs, shape }) => {
  const cuts = resolveSlice(context);
  return atEveryPlace(shape, (place) => {
    const source = [...place];
    for (const { axis, start, step } of cuts) source[axis] = start + place[axis]! * step;
    return read(at(inputs, 0), source);
  });
};

const transpose: Evaluator = (context, { inputs, shape }) => {
  const order = getInts(context.node, 'perm') ?? [...shape.keys()].reverse();
  return atEveryPlace(shape, (place) => {
    const source = [...place];
    for (const [axis, from] of order.entries()) source[from] = place[axis]!;
    return read(at(inputs, 0), source);
  });
};

const concat: Evaluator = (context, { inputs, shape }) => {
  const axis = normalizeAxis(getInt(context.node, 'axis', 0), shape.length);
  return atEveryPlace(shape, (place) => {
    let along = place[axis]!;
    const part = inputs.find(({ dims }) => {
      const extent = dims[axis] ?? 0;
      if (along < extent) return true;
      along -= extent;
      return false;
    });
    return part === undefined ? 0 : read(part, place.with(axis, along));
  });
};

const range: Evaluator = (_, { inputs, shape }) => {
  const [start = 0, , delta = 1] = inputs.map(({ numbers }) => numbers[0]);
  return atEveryPlace(shape, ([i = 0]) => start + i * delta);
};

const constantOfShape: Evaluator = (context, { shape }) => {
  const fill = getTensor(context.node, 'value');
  const value = toKnown(fill)?.numbers[0] ?? 0;
  return Array<number>(elementCount(shape)).fill(value);
};

const cast: Evaluator = (context, { inputs }) => {
  const to = elementTypeFromCode(getInt(context.node, 'to', 1));
  const { numbers } = at(inputs, 0);
  if (to === 'bool') return numbers.map((x) => Number(x !== 0));
  return to.startsWith('float') ? numbers : numbers.map(Math.trunc);
};

const divide: Evaluator = (context, operands) => {
  const real = context.input(0).elementType.startsWith('float');
  return elementwise((a, b) => (real ? a / b : Math.trunc(a / b)))(context, operands);
};

/** With the divisor's sign, or the dividend's when `fmod` asks for it. */
const modulo: Evaluator = (context, operands) => {
  const signed = getInt(context.node, 'fmod', 0) === 1;
  return elementwise((a, b) => (signed ? a % b : a - Math.floor(a / b) * b))(context, operands);
};

/** Of everything, to one number. */
const total =
  (combine: (a: number, b: number) => number): Evaluator =>
  (_, { inputs }) => {
    const { numbers } = at(inputs, 0);
    return numbers.length === 0 ? [] : [numbers.reduce((a, b) => combine(a, b))];
  };

const truth = (holds: (a: number, b: number) => boolean): Evaluator =>
  elementwise((a, b) => Number(holds(a, b)));

const evaluators: Readonly<Record<string, Evaluator>> = {
  Abs: elementwise(Math.abs),
  Add: elementwise((a, b) => a + b),
  And: truth((a, b) => a !== 0 && b !== 0),
  Cast: cast,
  Ceil: elementwise(Math.ceil),
  Concat: concat,
  ConstantOfShape: constantOfShape,
  Div: divide,
  Equal: truth((a, b) => a === b),
  Expand: stretch,
  Floor: elementwise(Math.floor),
  Gather: gather,
  Greater: truth((a, b) => a > b),
  GreaterOrEqual: truth((a, b) => a >= b),
  Identity: same,
  Less: truth((a, b) => a < b),
  LessOrEqual: truth((a, b) => a <= b),
  Max: elementwise(Math.max),
  Min: elementwise(Math.min),
  Mod: modulo,
  Mul: elementwise((a, b) => a * b),
  Neg: elementwise((a) => -a),
  Not: elementwise((a) => Number(a === 0)),
  Or: truth((a, b) => a !== 0 || b !== 0),
  Range: range,
  ReduceMax: total(Math.max),
  ReduceMin: total(Math.min),
  ReduceProd: total((a, b) => a * b),
  ReduceSum: total((a, b) => a + b),
  Reshape: same,
  Shape: extentsOf,
  Size: (context) => [elementCount(context.input(0).shape)],
  Slice: slice,
  Sqrt: elementwise(Math.sqrt),
  Squeeze: same,
  Sub: elementwise((a, b) => a - b),
  Transpose: transpose,
  Unsqueeze: same,
  Where: elementwise((condition, a, b) => (condition === 0 ? b : a)),
};

/** One real number an axis, as scales of a Resize are, is arithmetic; more of them are weights, which must stay to be trained. */
const MOST_AXES = 8;

const isShapeLike = (type: NumericElementType, shape: readonly number[]): boolean =>
  /float/.test(type) ? shape.length <= 1 && elementCount(shape) <= MOST_AXES : isSmall(shape);

/**
 * Computes a node of shape arithmetic (what exporters emit around Reshape, Pad and Resize) when its inputs are known, else gives
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
  if (evaluate === undefined || !isShapeLike(type, shape)) return undefined;
  if (op === 'Shape' || op === 'Size')
    return fromNumbers(type, shape, evaluate(context, { inputs: [], shape }));
  const known = inputs.filter((name) => name !== '').map((name) => toKnown(constant(name)));
  if (!known.every((value) => value !== undefined)) return undefined;
  const numbers = evaluate(context, { inputs: known, shape });
  return numbers.length === elementCount(shape) ? fromNumbers(type, shape, numbers) : undefined;
}
