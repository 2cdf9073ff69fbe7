import { int } from './attributes.ts';
import { fromFloat16Bits, toFloat16Bits } from '../../src-shared/float16.ts';
import type { Graph, Node } from './graph.ts';
import { codeOfElementType } from './onnx/element-types.ts';
import { elementCount, tensor, type TensorData, type TensorOf } from './tensor-data.ts';

/** Rounded to half precision. */
export function toHalf({ dims, data }: TensorOf<'float32'>): TensorOf<'float16'> {
  const halves = new Uint16Array(data.length);
  for (let i = 0; i < data.length; i++) halves[i] = toFloat16Bits(data[i]!);
  return tensor('float16', dims, halves);
}

/** A float32 or float16 tensor in single precision; throws a `TypeError` for other types. */
export function toSingle(value: TensorData): TensorOf<'float32'> {
  if (value.type === 'float32') return value;
  if (value.type !== 'float16') throw new TypeError(`A ${value.type} tensor holds no weights.`);
  const singles = new Float32Array(value.data.length);
  for (let i = 0; i < singles.length; i++) singles[i] = fromFloat16Bits(value.data[i]!);
  return tensor('float32', value.dims, singles);
}

/** Smaller ones save nothing and are often the ones that need their precision: norms, biases. */
const SMALLEST_HALVED = 512;

/**
 * The same graph with its larger float32 initializers stored as float16 and cast back, which a runtime folds when it loads the model:
 * files of half the size that compute in single precision.
 */
export function withHalvedWeights(graph: Graph): Graph {
  const initializers = new Map<string, TensorData>();
  const casts: Node[] = [];
  for (const [name, value] of graph.initializers) {
    if (value.type !== 'float32' || elementCount(value.dims) < SMALLEST_HALVED) {
      initializers.set(name, value);
      continue;
    }
    const stored = `${name}.float16`;
    initializers.set(stored, toHalf(value));
    const attributes = { to: int(codeOfElementType('float32')) };
    casts.push({
      name: `${name}.cast`,
      op: 'Cast',
      domain: '',
      inputs: [stored],
      outputs: [name],
      attributes,
    });
  }
  return { ...graph, initializers, nodes: [...casts, ...graph.nodes] };
}

/** Undoes `withHalvedWeights`: float16 initializers that are cast to float32 become float32 ones under the name that they are read by. */
export function withSingleWeights(graph: Graph): Graph {
  const initializers = new Map(graph.initializers);
  const single = codeOfElementType('float32');
  const nodes = graph.nodes.filter(({ op, inputs: [stored = ''], outputs: [name = ''], attributes }) => {
    const value = initializers.get(stored);
    if (op !== 'Cast' || value?.type !== 'float16' || attributes['to']?.value !== single) return true;
    initializers.delete(stored);
    initializers.set(name, toSingle(value));
    return false;
  });
  return { ...graph, initializers, nodes };
}
