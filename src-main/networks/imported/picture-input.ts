import type { PictureLayout } from '../../../src-shared/domain/network-input.ts';
import type { Dim, Graph } from '../../graph/graph.ts';
import { untrainable } from './refusals.ts';

/** The input that takes pictures. */
export interface PictureInput {
  readonly name: string;
  readonly layout: PictureLayout;
  /** Number of pictures that the graph was made for; null where it is open. */
  readonly batch: number | null;
  /** Side of its square pictures, pixels; null where it is open. */
  readonly size: number | null;
}

const CHANNELS = 3;

const places = {
  nchw: { channel: 1, height: 2, width: 3 },
  nhwc: { channel: 3, height: 1, width: 2 },
} as const;

/**
 * The only input of an image classifier, as the file declares it; `layout` is needed where the declared shape does not tell. Throws a
 * UserError 'unsupported' for a network that takes something else.
 */
export function pictureInput({ inputs, values }: Graph, layout?: PictureLayout): PictureInput {
  const [name, ...others] = inputs;
  if (name === undefined) throw untrainable('it has no input');
  if (others.length > 0) {
    throw untrainable(`it takes more than a picture: ${inputs.map((input) => `"${input}"`).join(', ')}`);
  }
  const shape = values.get(name)?.shape ?? null;
  const order = layout ?? layoutOf(name, shape);
  if (shape === null) return { name, layout: order, batch: null, size: null };
  if (shape.length !== 4) {
    throw untrainable(
      `its input "${name}" has the shape [${shape.join(', ')}], which is no batch of pictures`,
    );
  }
  const { channel, height, width } = places[order];
  const channels = shape[channel];
  if (typeof channels === 'number' && channels !== CHANNELS) {
    throw untrainable(
      `its pictures have ${channels === 1 ? 'one channel' : `${channels} channels`}; pictures here have red, green and blue`,
    );
  }
  return { name, layout: order, batch: fixed(shape[0]), size: sideOf(shape[height], shape[width]) };
}

const fixed = (dim: Dim | undefined): number | null => (typeof dim === 'number' && dim > 0 ? dim : null);

function sideOf(height: Dim | undefined, width: Dim | undefined): number | null {
  const [h, w] = [fixed(height), fixed(width)];
  if (h !== null && w !== null && h !== w)
    throw untrainable(`its pictures are ${w} x ${h} pixels, not square`);
  return h ?? w;
}

function layoutOf(name: string, shape: readonly Dim[] | null): PictureLayout {
  const atOne = shape?.[1];
  const atLast = shape?.[3];
  if (atLast === CHANNELS && atOne !== CHANNELS) return 'nhwc';
  if (typeof atOne === 'number' && atOne <= 4) return 'nchw';
  throw untrainable(
    `its input "${name}" does not say where the channels are`,
    'State the layout: nchw (channels first, as PyTorch has it) or nhwc (channels last, as TensorFlow has it).',
  );
}
