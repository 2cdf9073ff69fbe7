import { createRandom, hashSeed, type Random } from '../../src-shared/random.ts';
import { contexts } from './contexts/contexts.ts';
import { interpolateLook, type Look, looks } from './looks.ts';
import { dataSetObjects, pretrainingObjects } from './objects/catalogue.ts';
import type { DrawnObject } from './objects/drawn-object.ts';
import type { PictureSpec } from './spec.ts';
import { styles } from './styles.ts';

/** Pictures of each object that the starter pack's text-to-image model and CLIP are trained on. */
export const TRAINING_PICTURES_PER_OBJECT = 2600;
/** Pictures of each of the other classes that the starter backbone is trained on. */
export const PRETRAINING_PICTURES_PER_OBJECT = 800;

const trainedStyles = styles.filter(({ heldOut }) => !heldOut).map(({ id }) => id);

/** Somewhere between the looks of the oracle sets; the looks of the real sets take no part. */
function trainedLook(random: Random): Look {
  const { enamel, faded, frost } = looks;
  return interpolateLook(interpolateLook(enamel, faded, random.next()), frost, random.next() ** 2);
}

function streamPicture(stream: string, objects: readonly DrawnObject[], index: number): PictureSpec {
  const object = objects[index % objects.length]!;
  const random = createRandom(hashSeed(20_240_301, stream, object.id, Math.floor(index / objects.length)));
  return {
    object: object.id,
    context: random.pick(contexts).id,
    // Half are photos, as most prompts ask for.
    style: random.next() < 0.5 ? 'photo' : random.pick(trainedStyles.filter((id) => id !== 'photo')),
    look: trainedLook(random),
    seed: random.integer(4_294_967_296),
  };
}

/**
 * Picture `index` (0 to 2600 times the number of objects) of what the starter pack's text-to-image model and CLIP were trained on.
 * Objects take turns; no held-out style, no look of a real set.
 */
export const trainingPicture = (index: number): PictureSpec =>
  streamPicture('starter training', dataSetObjects, index);

/** The same for the backbone: pictures of the other classes only. */
export const pretrainingPicture = (index: number): PictureSpec =>
  streamPicture('starter pretraining', pretrainingObjects, index);

/**
 * Training picture `index` (0 to 2599) of one object, in the order of the stream.
 *
 * @throws RangeError for an object or an index that no starter model was trained on.
 */
export function trainingPictureOf(objectId: string, index: number): PictureSpec {
  const place = dataSetObjects.findIndex(({ id }) => id === objectId);
  if (place < 0) throw new RangeError(`No starter model was trained on the object "${objectId}".`);
  if (!(index >= 0 && index < TRAINING_PICTURES_PER_OBJECT))
    throw new RangeError(
      `An object has ${TRAINING_PICTURES_PER_OBJECT} training pictures, none is ${index}.`,
    );
  return trainingPicture(index * dataSetObjects.length + place);
}
