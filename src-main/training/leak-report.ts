import { type CandidateImage, type Candidates, type Part, partOf } from './candidates.ts';
import { findConflicts, findLeaks, type SharedImage, type Sharing } from './leaks.ts';

const LISTED = 5;

const partNames: Record<Part, string> = {
  train: 'train',
  val: 'validation',
  test: 'test',
  synthetic: 'synthetic',
  ood: 'OOD',
};

/** Leaks in words: sharing with what is tested on are errors, other doubtful pairs are warnings. */
export function leakReport(candidates: Candidates): { errors: string[]; warnings: string[] } {
  const { refused, doubtful } = findLeaks(candidates.images);
  const conflicts = findConflicts(candidates.images);
  const nameOf = describer(candidates);
  return {
    errors: refused.map((sharing) => `${sharingInWords(sharing, nameOf)} Remove them from one side.`),
    warnings: [
      ...doubtful.map((sharing) => `${sharingInWords(sharing, nameOf)} Validation accuracy will flatter.`),
      ...(conflicts.length > 0
        ? [
            `${counted(conflicts.length)} carried under two classes: ${listed(conflicts, nameOf)}. ` +
              'Give each its right class, or reject one.',
          ]
        : []),
    ],
  };
}

const counted = (n: number): string => (n === 1 ? 'One picture is' : `${n} pictures are`);

function sharingInWords({ parts, pairs }: Sharing, nameOf: (image: CandidateImage) => string): string {
  return `${counted(pairs.length)} both in ${partNames[parts[0]]} and ${partNames[parts[1]]}: ${listed(pairs, nameOf)}.`;
}

function listed(pairs: readonly SharedImage[], nameOf: (image: CandidateImage) => string): string {
  const shown = pairs.slice(0, LISTED).map(({ first, second }) => `${nameOf(first)} = ${nameOf(second)}`);
  const more = pairs.length - shown.length;
  return more > 0 ? `${shown.join('; ')}; and ${more} more` : shown.join('; ');
}

function describer({ sets, classes }: Candidates): (image: CandidateImage) => string {
  const setNames = new Map(sets.map(({ id, name }) => [id, name]));
  const classNames = new Map(classes.map(({ id, name }) => [id, name]));
  return (image) => {
    const part = partOf(image);
    const where = [setNames.get(image.setId), classNames.get(image.classId), part && partNames[part]];
    return `"${image.sourceName}" (${where.filter(Boolean).join(', ')})`;
  };
}
