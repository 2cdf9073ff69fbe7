import { join } from 'node:path';
import { type ClipModel, loadClip } from '../../../src-main/scoring/clip/clip-model.ts';
import { dataSetPictures, drawnDataSets } from '../../../src-main/world/data-sets.ts';
import { dataSetObjects } from '../../../src-main/world/objects/catalogue.ts';
import type { PictureSpec } from '../../../src-main/world/spec.ts';
import {
  GENERATOR_PICTURES_PER_OBJECT,
  generatorPicture,
  TRAINING_PICTURES_PER_OBJECT,
  trainingPicture,
  VARIED_PICTURES_PER_OBJECT,
  variedPicture,
} from '../../../src-main/world/training-stream.ts';
import { cosines, embedPictures } from '../measures/clip.ts';
import { drawAll } from '../measures/pictures.ts';
import { THUMBNAIL_LENGTH, thumbnails } from './thumbnails.ts';

export interface LeakOptions {
  /** Of the training pictures, that are drawn and compared, in (0, 1]. */
  readonly share: number;
  /** Test pictures of each class of each real set. */
  readonly testPerClass: number;
}

/** How alike the most alike are. */
export interface Likeness {
  readonly threshold: number;
  /** Of all pairs of a test picture and a training picture. */
  readonly largest: number;
  /** Test pictures with a training picture above the threshold. */
  readonly above: number;
  /** The most alike pair: what each shows. */
  readonly pair: { readonly test: string; readonly training: string };
}

export interface Leaks {
  readonly testPictures: number;
  readonly trainingPictures: number;
  /** Test pictures whose scene (object, place, pose, all that a seed decides) is also one of all training pictures, in whatever look. */
  readonly sameScenes: number;
  /** Correlation of the pictures' small copies: a near-duplicate is alike here. */
  readonly pixels: Likeness;
  /** Cosine of CLIP embeddings, which also finds two different pictures alike that show the same thing in the same place. */
  readonly clip: Likeness;
}

/** The same scene in another light correlates more, two scenes of one object in one place less. */
const PIXEL_THRESHOLD = 0.95;
/** The program's own threshold for near-duplicates. */
const CLIP_THRESHOLD = 0.985;
const SEED = 100;
/** Pictures that are drawn and compared at a time. */
const BLOCK = 2048;

const streams = [
  { picture: generatorPicture, perObject: GENERATOR_PICTURES_PER_OBJECT },
  { picture: trainingPicture, perObject: TRAINING_PICTURES_PER_OBJECT },
  { picture: variedPicture, perObject: VARIED_PICTURES_PER_OBJECT },
];

const sceneOf = ({ object, context, seed }: PictureSpec): string => `${object} ${context} ${seed}`;
const wordsOf = ({ object, context, style, seed }: PictureSpec): string =>
  `${object}, ${context}, ${style}, seed ${seed}`;

/** The first pictures of every object of all streams. */
function trainingSpecs(share: number): PictureSpec[] {
  return streams.flatMap(({ picture, perObject }) => {
    const rounds = Math.max(1, Math.round(perObject * share));
    return Array.from({ length: rounds * dataSetObjects.length }, (_, index) => picture(index));
  });
}

/** Keeps, of every test picture, the most alike training picture so far. */
class Nearest {
  readonly #similarity: Float32Array;
  readonly #training: (PictureSpec | undefined)[];

  constructor(tests: number) {
    this.#similarity = new Float32Array(tests).fill(-1);
    this.#training = Array<undefined>(tests).fill(undefined);
  }

  /** `similarities` [tests, training]. */
  look(similarities: Float32Array, training: readonly PictureSpec[]): void {
    for (let test = 0; test < this.#similarity.length; test++) {
      for (const [i, spec] of training.entries()) {
        const value = similarities[test * training.length + i]!;
        if (value <= this.#similarity[test]!) continue;
        this.#similarity[test] = value;
        this.#training[test] = spec;
      }
    }
  }

  likeness(tests: readonly PictureSpec[], threshold: number): Likeness {
    const best = this.#similarity.indexOf(Math.max(...this.#similarity));
    const [test, training] = [tests[best], this.#training[best]];
    if (test === undefined || training === undefined) throw new RangeError('Nothing was compared.');
    return {
      threshold,
      largest: this.#similarity[best]!,
      above: this.#similarity.filter((value) => value > threshold).length,
      pair: { test: wordsOf(test), training: wordsOf(training) },
    };
  }
}

async function compareAll(
  tests: readonly PictureSpec[],
  training: readonly PictureSpec[],
  clip: ClipModel,
  say: (line: string) => void,
): Promise<{ readonly pixels: Likeness; readonly clip: Likeness }> {
  const size = clip.size.width;
  const own = await drawAll(tests, size);
  const small = thumbnails(own, size);
  const embedded = await embedPictures(clip, { pictures: own, size });
  const byPixels = new Nearest(tests.length);
  const byClip = new Nearest(tests.length);
  for (let from = 0; from < training.length; from += BLOCK) {
    const some = training.slice(from, from + BLOCK);
    const pictures = await drawAll(some, size);
    byPixels.look(cosines(small, thumbnails(pictures, size), THUMBNAIL_LENGTH), some);
    const { data, dimension } = await embedPictures(clip, { pictures, size });
    byClip.look(cosines(embedded.data, data, dimension), some);
    say(`Compared with ${Math.min(training.length, from + BLOCK)} of ${training.length} training pictures`);
  }
  return {
    pixels: byPixels.likeness(tests, PIXEL_THRESHOLD),
    clip: byClip.likeness(tests, CLIP_THRESHOLD),
  };
}

/** Looks for the test pictures of the real sets among what the starter models were trained on. */
export async function findLeaks(
  pack: string,
  { share, testPerClass }: LeakOptions,
  say: (line: string) => void,
): Promise<Leaks> {
  if (!(share > 0 && share <= 1)) throw new RangeError('--share takes a number above 0, at most 1.');
  const tests = drawnDataSets.flatMap(({ id }) =>
    [...dataSetPictures(id, { role: 'real', split: 'test', perClass: testPerClass, seed: SEED })].map(
      ({ spec }) => spec,
    ),
  );
  const scenes = new Set(trainingSpecs(1).map(sceneOf));
  const training = trainingSpecs(share);
  const clip = await loadClip(join(pack, 'clip'));
  try {
    return {
      testPictures: tests.length,
      trainingPictures: training.length,
      sameScenes: tests.filter((spec) => scenes.has(sceneOf(spec))).length,
      ...(await compareAll(tests, training, clip, say)),
    };
  } finally {
    await clip.dispose();
  }
}
