import { upgradeOperators } from '../../graph/builder/upgrade-operators.ts';
import type { Graph } from '../../graph/graph.ts';
import { withStaticShapes } from '../../graph/shapes/static-shapes.ts';
import { UserError } from '../../../src-shared/errors.ts';
import { withOpenBatch } from './open-batch.ts';
import type { PictureInput } from './picture-input.ts';
import { untrainable } from './refusals.ts';

const CHANNELS = 3;

export const pictureShape = ({ layout }: PictureInput, batch: number, size: number): readonly number[] =>
  layout === 'nchw' ? [batch, CHANNELS, size, size] : [batch, size, size, CHANNELS];

const atShape = (graph: Graph, input: PictureInput, batch: number, size: number): Graph =>
  withStaticShapes(graph, { inputs: { [input.name]: pictureShape(input, batch, size) } });

/**
 * The graph for `batch` pictures of `size` x `size` pixels: every extent a number, operators of the set that builders use. Throws a
 * UserError where the network was exported for another size or number of pictures, or has an operator that is not known here.
 */
export function staticGraph(graph: Graph, input: PictureInput, batch: number, size: number): Graph {
  const sample = attempt(() => atShape(graph, input, input.batch ?? batch, size), input, size);
  const isOther = input.batch !== null && input.batch !== batch;
  const fixed = isOther
    ? attemptBatch(() => atShape(withOpenBatch(graph, input.name, sample), input, batch, size), input)
    : sample;
  return upgradeOperators(fixed);
}

function attempt<T>(build: () => T, { size: declared }: PictureInput, size: number): T {
  try {
    return build();
  } catch (cause) {
    if (cause instanceof UserError) throw cause;
    const reason = cause instanceof Error ? cause.message.replace(/\.$/, '') : String(cause);
    if (declared !== null && declared !== size) {
      throw new UserError(
        'bad-input',
        `This network was exported for pictures of ${declared} x ${declared} pixels and cannot take ${size} x ${size}: ${reason}.`,
        `Choose ${declared} pixels.`,
        { cause },
      );
    }
    throw untrainable(reason, undefined, cause);
  }
}

function attemptBatch<T>(build: () => T, { batch }: PictureInput): T {
  try {
    return build();
  } catch (cause) {
    throw untrainable(
      `it was exported for exactly ${batch} ${batch === 1 ? 'picture' : 'pictures'} at a time`,
      'Export it again with an open (dynamic) first extent.',
      cause,
    );
  }
}
