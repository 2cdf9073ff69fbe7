import { bytesPerElement, elementCount, fromBytes, type TensorData, toBytes } from '../tensor-data.ts';

/** Values of one type and shape, one after the other along a new first axis. Throws a TypeError for texts and for values that differ in shape. */
export function stackTurns(values: readonly TensorData[]): TensorData {
  const [sample] = values;
  if (!sample || sample.type === 'string') throw new TypeError('Only numbers can be stacked.');
  const size = elementCount(sample.dims) * bytesPerElement(sample.type);
  const bytes = new Uint8Array(values.length * size);
  for (const [turn, value] of values.entries()) {
    if (value.type === 'string' || value.type !== sample.type || value.dims.join() !== sample.dims.join()) {
      throw new TypeError('What is stacked has to be of one type and shape.');
    }
    bytes.set(toBytes(value), turn * size);
  }
  return fromBytes(sample.type, [values.length, ...sample.dims], bytes.buffer);
}

/** A copy of the value of one turn. */
export function turnOf(stacked: TensorData, turn: number): TensorData {
  if (stacked.type === 'string') throw new TypeError('Only numbers can be stacked.');
  const dims = stacked.dims.slice(1);
  const size = elementCount(dims) * bytesPerElement(stacked.type);
  return fromBytes(stacked.type, dims, toBytes(stacked).slice(turn * size, (turn + 1) * size).buffer);
}
