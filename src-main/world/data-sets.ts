import { hashSeed } from '../../src-shared/random.ts';
import { captionOf } from './captions.ts';
import { contexts } from './contexts/contexts.ts';
import { interpolateLook, type Look, type LookId, looks } from './looks.ts';
import { drawnObject } from './objects/catalogue.ts';
import { sampleSpec } from './sample-spec.ts';
import { generatorPictureOf } from './training-stream.ts';
import type { PictureSpec } from './spec.ts';
import { drawnStyle } from './draw-picture.ts';
import { type StyleId, styles } from './styles.ts';

interface DrawnOodSet {
  readonly name: string;
  readonly styles: readonly StyleId[];
  /** True when no model of the starter pack was trained on any of these styles. */
  readonly heldOut: boolean;
}

interface DrawnDataSetClass {
  /** Unique in the data set, and a safe folder name: the object's id. */
  readonly className: string;
  /** What a user calls it; two classes of a set may share it. */
  readonly name: string;
  readonly object: string;
}

export interface DrawnDataSet {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly classes: readonly DrawnDataSetClass[];
  /** The look of its real pictures, OOD pictures included: OOD varies the named style only. */
  readonly look: LookId;
  /** The look of fresh renders that stand in the synthetic set's place; a quarter of them is stylized, as a generator's prompts would be. */
  readonly oracleLook: LookId;
  readonly styles: readonly StyleId[];
  readonly ood: readonly DrawnOodSet[];
}

const oodSet = (name: string, ...styles: readonly StyleId[]): DrawnOodSet => ({
  name,
  styles,
  heldOut: styles.every((style) => drawnStyle(style).heldOut),
});

const classesOf = (...objects: readonly string[]): readonly DrawnDataSetClass[] =>
  objects.map((object) => ({ className: object, name: drawnObject(object).name, object }));

const ood = [
  oodSet('watercolour', 'watercolour'),
  oodSet('line drawing', 'line-drawing'),
  oodSet('pixel art', 'pixel-art'),
  oodSet('stained glass', 'stained-glass'),
  oodSet('blueprint', 'blueprint'),
];

export const drawnDataSets: readonly DrawnDataSet[] = [
  {
    id: 'menagerie',
    name: 'Menagerie',
    description: 'Ten animals, four of them with a name that also means a thing.',
    classes: classesOf(
      'crane.bird',
      'bat.animal',
      'mouse.animal',
      'kite.bird',
      'cat',
      'rabbit',
      'elephant',
      'turtle',
      'owl',
      'fish',
    ),
    look: 'studio',
    oracleLook: 'enamel',
    styles: ['photo'],
    ood,
  },
  {
    id: 'attic',
    name: 'Attic',
    description:
      'Twelve things from an attic, five of them with an ambiguous name; both kinds of bow and of fan are among them.',
    classes: classesOf(
      'bow.weapon',
      'bow.ribbon',
      'fan.machine',
      'fan.hand',
      'bat.club',
      'mouse.device',
      'kite.toy',
      'teapot',
      'lamp',
      'umbrella',
      'clock',
      'guitar',
    ),
    look: 'storybook',
    oracleLook: 'faded',
    styles: ['photo'],
    ood,
  },
  {
    id: 'journey',
    name: 'Journey',
    description: 'Ten sights of a journey, seen at dusk; crane and palm are ambiguous.',
    classes: classesOf(
      'crane.machine',
      'palm.tree',
      'car',
      'sailboat',
      'bicycle',
      'locomotive',
      'rocket',
      'lighthouse',
      'cactus',
      'mushroom',
    ),
    look: 'dusk',
    oracleLook: 'frost',
    styles: ['photo'],
    ood,
  },
];

/** @throws RangeError for an id that no drawn data set has. */
export function drawnDataSet(id: string): DrawnDataSet {
  const dataSet = drawnDataSets.find((candidate) => candidate.id === id);
  if (dataSet === undefined) throw new RangeError(`The drawn world has no data set "${id}".`);
  return dataSet;
}

export interface DrawnPicture {
  readonly className: string;
  readonly spec: PictureSpec;
  readonly caption: string;
}

export interface DataSetRequest {
  /** `retrieval`: what the starter pack's generator was trained on, whatever the split and the seed; at most 2600 a class. */
  readonly role: 'real' | 'ood' | 'oracle' | 'retrieval';
  /** Which OOD set (its name); needed for the role `ood` only. */
  readonly name?: string;
  readonly perClass: number;
  /** Any name: `train`, `val`, `test`, ... Streams of different splits and roles never share a picture. */
  readonly split: string;
  readonly seed: number;
  /** Oracle only: share of the way from the real look (0) to the oracle's own (1, the default). */
  readonly domainGap?: number;
}

/** Three pictures in four keep the set's own styles; the fourth takes any other that is not held out. */
function withStylized(own: readonly StyleId[]): readonly StyleId[] {
  const others = styles.filter(({ id, heldOut }) => !heldOut && !own.includes(id)).map(({ id }) => id);
  return [...Array.from({ length: 3 * others.length }, (_, i) => own[i % own.length]!), ...others];
}

type SampledRole = Exclude<DataSetRequest['role'], 'retrieval'>;

/** The look of all pictures of a role; those of the retrieval set differ from one to the next. */
export function lookOf(
  dataSet: DrawnDataSet,
  { role, domainGap = 1 }: { role: SampledRole; domainGap?: number | undefined },
): Look {
  const own = looks[dataSet.look];
  return role === 'oracle' ? interpolateLook(own, looks[dataSet.oracleLook], domainGap) : own;
}

function stylesOf(
  dataSet: DrawnDataSet,
  { role, name }: { role: SampledRole; name?: string },
): readonly StyleId[] {
  switch (role) {
    case 'real':
      return dataSet.styles;
    case 'oracle':
      return withStylized(dataSet.styles);
    case 'ood': {
      const set = dataSet.ood.find((candidate) => candidate.name === name);
      if (set === undefined)
        throw new RangeError(`The data set "${dataSet.id}" has no OOD set "${name ?? ''}".`);
      return set.styles;
    }
    default:
      return role satisfies never;
  }
}

/**
 * The pictures of one role and split of a drawn data set, class after class, `perClass` of each. Picture i of a class is the
 * same whatever `perClass` is, so a larger split contains the smaller one.
 *
 * @throws RangeError for an unknown data set or OOD set, and where a generator had fewer training pictures.
 */
export function* dataSetPictures(
  setId: string,
  request: DataSetRequest,
): Generator<DrawnPicture, void, undefined> {
  const dataSet = drawnDataSet(setId);
  const specOf = specsOf(dataSet, request);
  for (const { className, object } of dataSet.classes) {
    for (let index = 0; index < request.perClass; index++) {
      const spec = specOf(object, index);
      yield { className, spec, caption: captionOf(spec) };
    }
  }
}

type Specs = (object: string, index: number) => PictureSpec;

function specsOf(dataSet: DrawnDataSet, request: DataSetRequest): Specs {
  const { role, name = '', split, seed } = request;
  if (role === 'retrieval') return generatorPictureOf;
  const look = lookOf(dataSet, { ...request, role });
  const styles = stylesOf(dataSet, { ...request, role });
  return (object, index) =>
    sampleSpec({
      objects: [object],
      contexts: contexts.map(({ id }) => id),
      styles,
      look,
      seed: hashSeed(seed, dataSet.id, role, name, split, object),
      index,
    });
}
