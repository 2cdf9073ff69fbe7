import { createRandom, hashSeed } from '../../src-shared/random.ts';
import type { Look } from './looks.ts';
import type { PictureSpec } from './spec.ts';

export interface SampleRequest {
  /** Ids of drawn objects to choose from. */
  readonly objects: readonly string[];
  readonly contexts: readonly string[];
  readonly styles: readonly string[];
  readonly look: Look;
  readonly seed: number;
  /** Which picture of the stream that `seed` names; pictures can be asked for in any order. */
  readonly index: number;
}

/**
 * One picture of an endless stream: object, context and style are drawn uniformly and independently of each other.
 *
 * @throws RangeError when a list is empty.
 */
export function sampleSpec({ objects, contexts, styles, look, seed, index }: SampleRequest): PictureSpec {
  const random = createRandom(hashSeed(seed, 'picture', index));
  return {
    object: random.pick(objects),
    context: random.pick(contexts),
    style: random.pick(styles),
    look,
    seed: random.integer(4294967296),
  };
}
