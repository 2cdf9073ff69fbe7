import { createRandom, hashSeed, type Random } from '../../src-shared/random.ts';
import { contexts } from './contexts/contexts.ts';
import { interpolateLook, type Look, looks } from './looks.ts';
import { dataSetObjects, pretrainingObjects } from './objects/catalogue.ts';
import type { DrawnObject } from './objects/drawn-object.ts';
import type { PictureSpec } from './spec.ts';
import { styles } from './styles.ts';

/** Pictures of each object that the starter pack's text-to-image model is trained on. */
export const GENERATOR_PICTURES_PER_OBJECT = 2600;
/** Pictures of each object in the looks of the oracle sets, which CLIP is trained on. */
export const TRAINING_PICTURES_PER_OBJECT = 2600;
/** Pictures of each object in looks of any kind, which CLIP is trained on besides. */
export const VARIED_PICTURES_PER_OBJECT = 1100;
/** Pictures of each of the other classes that the starter backbone is trained on. */
export const PRETRAINING_PICTURES_PER_OBJECT = 800;

const trainedStyles = styles.filter(({ heldOut }) => !heldOut).map(({ id }) => id);

/** Somewhere between the looks of the oracle sets; the looks of the real sets take no part. */
function trainedLook(random: Random): Look {
  const { enamel, faded, frost } = looks;
  return interpolateLook(interpolateLook(enamel, faded, random.next()), frost, random.next() ** 2);
}

/** The text-to-image model's own look, as every such model has one: close, clear and tidy. */
function generatorLook(random: Random): Look {
  const { enamel, faded } = looks;
  return {
    ...interpolateLook(enamel, faded, 0.5 * random.next()),
    grain: 0,
    softness: 0,
    zoom: 0.82,
    zoomSpread: 0.12,
    tilt: 0.12,
    clutter: 0.05,
    backgroundBlur: 0.6,
  };
}

/** A look of its own for every picture, as the pictures of the web have. */
function variedLook(random: Random): Look {
  const sometimes = (low: number, high: number): number =>
    random.next() < 0.5 ? 0 : random.between(low, high);
  return {
    ...looks.enamel,
    hueCentre: random.next(),
    huePull: sometimes(0, 0.5),
    chroma: random.between(0.5, 1.5),
    lightness: random.between(-0.12, 0.12),
    contrast: random.between(0.7, 1.3),
    warmth: random.between(-0.7, 0.7),
    splitTone: random.between(-0.4, 0.6),
    outline: sometimes(0, 1),
    outlineWidth: random.between(0.008, 0.022),
    wobble: random.between(0, 0.5),
    grain: sometimes(0, 0.6),
    grainSize: random.between(0.8, 1.8),
    softness: sometimes(0, 0.4),
    vignette: random.between(0, 0.6),
    zoom: random.between(0.48, 0.76),
    zoomSpread: random.between(0.15, 0.45),
    tilt: random.between(0.1, 0.5),
    horizon: random.between(0, 0.35),
    clutter: random.between(0.1, 0.9),
    backgroundBlur: sometimes(0, 0.9),
    lightX: random.between(-1, 1),
    lightY: random.between(-1, -0.2),
    shading: random.between(0.5, 1.4),
    highlight: random.between(0, 1.3),
    shadow: random.between(0.2, 0.8),
    shadowLength: random.between(0.1, 1),
  };
}

function streamPicture(
  stream: string,
  objects: readonly DrawnObject[],
  index: number,
  look: (random: Random) => Look = trainedLook,
): PictureSpec {
  const object = objects[index % objects.length]!;
  const random = createRandom(hashSeed(20_240_301, stream, object.id, Math.floor(index / objects.length)));
  return {
    object: object.id,
    context: random.pick(contexts).id,
    // Half are photos, as most prompts ask for.
    style: random.next() < 0.5 ? 'photo' : random.pick(trainedStyles.filter((id) => id !== 'photo')),
    look: look(random),
    seed: random.integer(4_294_967_296),
  };
}

/**
 * Picture `index` (0 to 2600 times the number of objects) of what the starter pack's text-to-image model was trained on. Objects take turns;
 * no held-out style, no look of a real set.
 */
export const generatorPicture = (index: number): PictureSpec =>
  streamPicture('starter generator', dataSetObjects, index, generatorLook);

/** The same for the starter CLIP, in other looks. */
export const trainingPicture = (index: number): PictureSpec =>
  streamPicture('starter training', dataSetObjects, index);

/** Picture `index` of what the starter CLIP saw besides: the look of a real set never comes up, one near it may. */
export const variedPicture = (index: number): PictureSpec =>
  streamPicture('starter varied', dataSetObjects, index, variedLook);

/** The same for the backbone: pictures of the other classes only. */
export const pretrainingPicture = (index: number): PictureSpec =>
  streamPicture('starter pretraining', pretrainingObjects, index);

/**
 * Picture `index` (0 to 2599) of one object that the text-to-image model was trained on, in the order of the stream.
 *
 * @throws RangeError for an object or an index that it was not trained on.
 */
export function generatorPictureOf(objectId: string, index: number): PictureSpec {
  const place = dataSetObjects.findIndex(({ id }) => id === objectId);
  if (place < 0) throw new RangeError(`No starter model was trained on the object "${objectId}".`);
  if (!(index >= 0 && index < GENERATOR_PICTURES_PER_OBJECT))
    throw new RangeError(
      `An object has ${GENERATOR_PICTURES_PER_OBJECT} training pictures, none is ${index}.`,
    );
  return generatorPicture(index * dataSetObjects.length + place);
}
