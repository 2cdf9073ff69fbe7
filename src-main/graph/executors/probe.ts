import { createGraphBuilder } from '../builder/graph-builder.ts';
import type { Graph } from '../graph.ts';
import { float32, type TensorData } from '../tensor-data.ts';

/** Something small to compute: a library or driver that is missing shows only then. Input `x` is `probeInput`, output `y`. */
export function probeGraph(): Graph {
  const b = createGraphBuilder();
  b.output('y', b.Relu(b.input('x', 'float32', [2])));
  return b.finish('probe');
}

export const probeInput = float32([2], [-1, 2]);

/** Whether `y` is what `probeGraph` makes of `probeInput`. */
export const isRight = (y: Pick<TensorData, 'data'> | undefined): boolean =>
  y?.data[0] === 0 && y.data[1] === 2;

export const wrongResults = 'It computes wrong results here.';
