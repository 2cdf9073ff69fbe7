import { UserError } from '../../../src-shared/errors.ts';
import { formatNoun } from '../../../src-shared/format/numbers.ts';
import { someInWords } from '../leaks.ts';
import type { MeasuredRun } from './choose-images.ts';
import type { EvaluatedImage, EvaluateInput } from './task.ts';

/** What the images that a run learned from mean for figures on others (docs/methods.md 8.2). */
export interface Leaks {
  /** Ids of images that look almost like one that was trained or chosen on. */
  readonly doubtful: readonly number[];
  /** The same in words, for the notes of the run. */
  readonly notes: readonly string[];
}

/**
 * Looks for the images that the run was trained or chosen on among those that it is to be measured on. Rejects with a UserError where they are the
 * same; training images are measured on request all the same, as that is no measure of a recipe.
 */
export async function checkLeaks(
  { project: { database }, record }: Pick<MeasuredRun, 'project' | 'record'>,
  { name, kind }: EvaluateInput['set'],
  images: readonly EvaluatedImage[],
): Promise<Leaks> {
  if (kind === 'train' || kind === 'synthetic') return { doubtful: [], notes: [] };
  const { trainedOn, validatedOn } = record;
  const learned = [trainedOn.real, trainedOn.synthetic, validatedOn].flatMap(({ imageIds }) => imageIds);
  const ids = images.map(({ imageId }) => imageId);
  const input = { training: [{ ids: learned }], sealed: [{ ids }] };
  const [shared, near, notCompared] = await Promise.all([
    database.call('images.shared', input),
    database.call('images.nearlyShared', input),
    database.call('images.notCompared', [{ ids }]),
  ]);
  const known = new Set(learned);
  const same = ids.filter((id) => known.has(id)).length;
  if (same > 0) throw learnedFrom(name, same, kind, []);
  if (shared.total > 0) throw learnedFrom(name, shared.total, kind, shared.examples);
  return {
    doubtful: near.sealedIds,
    notes: [...doubtNote(name, near.sealedIds.length), ...notComparedNote(name, notCompared)],
  };
}

const LISTED = 3;

function learnedFrom(
  name: string,
  count: number,
  kind: EvaluateInput['set']['kind'],
  examples: readonly { trainingName: string; sealedName: string }[],
): UserError {
  const named = examples.map(({ trainingName, sealedName }) => `"${sealedName}" = "${trainingName}"`);
  const names = named.length > 0 ? `: ${someInWords(named, count, LISTED)}` : '';
  return new UserError(
    'bad-input',
    `This run was trained or chosen on ${formatNoun(count, 'picture')} of "${name}"${names}.`,
    kind === 'ood'
      ? 'Reject them in the review, then evaluate again.'
      : 'Import the set again without them, then evaluate that.',
  );
}

const doubtNote = (name: string, count: number): string[] =>
  count === 0
    ? []
    : [
        `${formatNoun(count, 'image')} of "${name}" ${count === 1 ? 'looks' : 'look'} almost like one that was trained or chosen on: ` +
          'the accuracy without is reported beside.',
      ];

const notComparedNote = (name: string, count: number): string[] =>
  count === 0
    ? []
    : [
        `Near-duplicates of what was trained or chosen on were not looked for among ${formatNoun(count, 'image')} of "${name}": no ` +
          'scoring has compared them. Score the synthetic images with a CLIP model, then evaluate again.',
      ];
