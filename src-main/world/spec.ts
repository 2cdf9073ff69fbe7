import type { Look } from './looks.ts';

/** Everything that fixes one picture to the last bit, as plain JSON. */
export interface PictureSpec {
  /** Id of the drawn object: a class name, with its sense if the name has several (`crane.bird`). */
  readonly object: string;
  readonly context: string;
  readonly style: string;
  readonly look: Look;
  /** 32-bit. Pose, proportions, colours and surroundings follow from it, and stay the same in another look or style. */
  readonly seed: number;
}
