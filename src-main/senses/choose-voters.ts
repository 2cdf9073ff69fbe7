import { createRandom, hashSeed, shuffled } from '../../src-shared/random.ts';

/** Images of all other classes together that phrases are compared with at least roughly; more would only cost time. */
const REFERENCE_IMAGES = 1000;
const FEWEST_OF_A_CLASS = 2;

export interface ClassImages {
  readonly classId: number;
  readonly imageIds: readonly number[];
}

export interface ChosenImages extends ClassImages {
  /** Whether these are all that the class votes with, or only what other classes are compared with. */
  readonly votes: boolean;
}

/**
 * At most `images` of each class that votes, and of every other class as many as give about a thousand images to compare with; the same
 * for the same seed, and fewer are the first of more.
 */
export function chooseVoters(
  classes: readonly ClassImages[],
  { voting, images, seed }: { voting: ReadonlySet<number>; images: number; seed: number },
): ChosenImages[] {
  const ofOthers = Math.max(FEWEST_OF_A_CLASS, Math.ceil(REFERENCE_IMAGES / Math.max(1, classes.length)));
  return classes.map(({ classId, imageIds }) => {
    const votes = voting.has(classId);
    const most = votes ? images : Math.min(images, ofOthers);
    const random = createRandom(hashSeed(seed, 'senses', classId));
    return { classId, votes, imageIds: shuffled(imageIds, random).slice(0, most) };
  });
}
