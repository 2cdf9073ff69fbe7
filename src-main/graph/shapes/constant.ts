import { getFloat, getFloats, getInt, getInts, getTensor } from '../attributes.ts';
import type { Node } from '../graph.ts';
import { float32, int64s, tensor, type TensorData } from '../tensor-data.ts';

/** What a Constant node holds, in whichever attribute; nothing for strings and sparse tensors. */
export function constantValue(node: Node): TensorData | undefined {
  const { attributes } = node;
  if ('value' in attributes) return getTensor(node, 'value');
  if ('value_int' in attributes)
    return tensor('int64', [], BigInt64Array.of(BigInt(getInt(node, 'value_int', 0))));
  if ('value_float' in attributes) return float32([], [getFloat(node, 'value_float', 0)]);
  const integers = getInts(node, 'value_ints');
  if (integers !== undefined) return int64s(integers);
  const reals = getFloats(node, 'value_floats');
  return reals === undefined ? undefined : float32([reals.length], reals);
}
