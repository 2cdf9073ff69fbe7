import type { TrainingSettings } from '../../src-shared/domain/training.ts';
import type { Conflict, Doubt, NearSharing, Part, Sharing } from './candidates.ts';

type Choice = TrainingSettings['nearDuplicates'];

/**
 * Borders that no picture may cross (docs/methods.md 8.2): what is trained or chosen on must not hold what is tested on.
 * The first part is the one that learns.
 */
const sealed: readonly (readonly [Part, Part])[] = [
  ['train', 'test'],
  ['synthetic', 'test'],
  ['val', 'test'],
  ['train', 'ood'],
  ['synthetic', 'ood'],
  ['val', 'ood'],
];

/** Crossing these flatters the validation accuracy, but no reported figure. */
const doubtful: readonly (readonly [Part, Part])[] = [
  ['train', 'val'],
  ['synthetic', 'val'],
];

/** Every border to look at. */
export const borders: readonly (readonly [Part, Part])[] = [...sealed, ...doubtful];

export const isTrained = (part: Part): boolean => part === 'train' || part === 'synthetic';

export const isValidation = (part: Part): boolean => part === 'val';

const LISTED = 5;
/** The check lists near-duplicates beside its warnings. */
const NEAR_LISTED = 2;

const partNames: Record<Part, string> = {
  train: 'train',
  val: 'validation',
  test: 'test',
  synthetic: 'synthetic',
  ood: 'OOD',
};

/** The first `most` of `examples`, and how many more of `total` there are: `a; b; and 3 more`. */
export function someInWords(examples: readonly string[], total: number, most = LISTED): string {
  const listed = examples.slice(0, most);
  const more = total > listed.length ? [`and ${total - listed.length} more`] : [];
  return [...listed, ...more].join('; ');
}

/** Shared pictures in words: an error where they make a test worthless, else a warning. */
export function leakReport(
  sharing: readonly Sharing[],
  choice: Choice,
): { errors: string[]; warnings: string[] } {
  const found = sharing.filter(({ total }) => total > 0);
  const crosses = (list: typeof borders, { parts }: Sharing): boolean =>
    list.some(([first, second]) => first === parts[0] && second === parts[1]);
  return {
    errors: found.filter((each) => crosses(sealed, each)).map((each) => `${inWords(each)} ${wayOut(each)}`),
    warnings: found
      .filter((each) => crosses(doubtful, each))
      .map(
        (each) =>
          `${inWords(each)} ${choice === 'drop' ? leftOut(each) : 'They flatter the validation accuracy.'}`,
      ),
  };
}

/** Pictures that look almost alike across a border, in words; a warning, as only a person can say whether they show the same thing. */
export function nearLeakReport(nearSharing: readonly NearSharing[], choice: Choice): string[] {
  return nearSharing
    .filter(({ total }) => total > 0)
    .map((each) => `${nearlyInWords(each)} ${consequence(each, choice)}`);
}

/** What they mean for the figures of a run. */
export function doubtReport({ doubtful, notCompared }: Doubt): string[] {
  const inDoubt =
    doubtful.length === 1
      ? 'One test or OOD image is in doubt for that: the accuracy without it is reported beside.'
      : `${doubtful.length} test and OOD images are in doubt for that: the accuracy without them is reported beside.`;
  return [
    ...(doubtful.length > 0 ? [inDoubt] : []),
    ...(notCompared > 0
      ? [
          `Near-duplicates were not looked for among ${notCompared} of the images: no scoring has compared them. ` +
            'Score the synthetic images with a CLIP model to have them listed.',
        ]
      : []),
  ];
}

function nearlyInWords({ parts, total, examples }: NearSharing): string {
  const [first, second] = [partNames[parts[0]], partNames[parts[1]]];
  const named = examples.map(
    (pair) => `"${pair.first}" ≈ "${pair.second}" (${(pair.similarity * 100).toFixed(1)} %)`,
  );
  const counted =
    total === 1
      ? `One ${first} image looks almost like a ${second} image`
      : `${total} ${first} images look almost like ${second} images`;
  return `${counted}: ${someInWords(named, total, NEAR_LISTED)}.`;
}

const leftOut = ({ total }: { total: number }): string =>
  total === 1 ? 'It is left out of the training.' : 'They are left out of the training.';

/** Val is chosen on, not trained on, and no verdict takes an image out of it. */
function consequence(near: NearSharing, choice: Choice): string {
  const [first] = near.parts;
  if (!isTrained(first))
    return 'They may flatter the accuracy; import the real set again without the copies.';
  if (choice === 'drop') return leftOut(near);
  return (
    `Look at them under near-duplicates in the review, and reject on the ${partNames[first]} side what shows ` +
    'the same thing: it flatters the accuracy.'
  );
}

/** Pictures with two classes in words; a warning, as no figure becomes worthless by them. */
export function conflictReport(conflicts: readonly Conflict[]): string[] {
  if (conflicts.length === 0) return [];
  const named = conflicts.map(
    ({ first, second }) => `"${first.name}" (${first.className}) = "${second.name}" (${second.className})`,
  );
  const counted = conflicts.length === 1 ? 'One picture is' : `${conflicts.length} pictures are`;
  return [
    `${counted} trained on under two classes: ${someInWords(named, conflicts.length)}. Reject one of each.`,
  ];
}

/** Val and test images take part whatever their verdict is. */
const rejectable: ReadonlySet<Part> = new Set(['train', 'synthetic', 'ood']);

function wayOut({ parts }: Sharing): string {
  const sides = parts.filter((part) => rejectable.has(part)).map((part) => partNames[part]);
  if (sides.length === 0) return 'Import the real set again without the copies.';
  return `Reject them in the review on the ${sides.join(' or the ')} side.`;
}

function inWords({ parts, total, examples }: Sharing): string {
  const [first, second] = [partNames[parts[0]], partNames[parts[1]]];
  const named = examples.map((pair) => `"${pair.first}" (${first}) = "${pair.second}" (${second})`);
  const counted = total === 1 ? 'One picture is' : `${total} pictures are`;
  return `${counted} both in ${first} and ${second}: ${someInWords(named, total)}.`;
}
