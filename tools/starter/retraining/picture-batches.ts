import { drawInParallel } from '../../../src-main/world/draw-in-parallel.ts';
import type { PictureSpec } from '../../../src-main/world/spec.ts';

/** One of the streams that training goes through, from its beginning and again when it ends. */
export interface PictureStream {
  readonly picture: (index: number) => PictureSpec;
  /** Pictures of it that are trained on. */
  readonly count: number;
}

export interface DrawnPicture {
  readonly spec: PictureSpec;
  /** RGB rows. */
  readonly rgb: Uint8Array;
}

export interface BatchRequest {
  /** Each fills an equal part of every batch. */
  readonly streams: readonly PictureStream[];
  readonly batch: number;
  /** Width and height, pixels. */
  readonly size: number;
  /** The step that the first batch is for. */
  readonly first: number;
}

function* specsFrom({ streams, batch, first }: BatchRequest): Generator<PictureSpec, void, undefined> {
  const share = batch / streams.length;
  for (let step = first; ; step++) {
    for (const { picture, count } of streams) {
      for (let i = 0; i < share; i++) yield picture((step * share + i) % count);
    }
  }
}

/** Batches of pictures, drawn while the ones before are trained on. Endless; which pictures a step gets depends on nothing but the step. */
export async function* pictureBatches(
  request: BatchRequest,
): AsyncGenerator<DrawnPicture[], void, undefined> {
  const { streams, batch, size } = request;
  if (batch % streams.length !== 0) throw new RangeError(`${batch} pictures cannot be shared evenly.`);
  const specs = specsFrom(request);
  // The pictures come in the order of the specs: a second reading of the same list says what each shows.
  let held: DrawnPicture[] = [];
  for await (const rgb of drawInParallel(specsFrom(request), { size, format: 'raw' })) {
    const { value: spec } = specs.next();
    if (spec === undefined) return;
    held.push({ spec, rgb });
    if (held.length < batch) continue;
    yield held;
    held = [];
  }
}
