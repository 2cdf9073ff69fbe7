import type { ImageClass } from '../../src-shared/domain/image-class.ts';
import type { Verdict } from '../../src-shared/domain/image-set.ts';
import { formatCount } from '../../src-shared/format/numbers.ts';

type Counted = Pick<ImageClass, 'id' | 'wanted' | 'counts'>;

/**
 * Kept synthetic images of what is wanted: of one class, or of all where `classId` is null; null where no number was given. What one class has
 * beyond its number makes up for nothing that another lacks.
 */
export function keptOfWanted(
  classes: readonly Counted[],
  classId: number | null,
): { kept: number; wanted: number } | null {
  const asked = classes.filter(({ id }) => classId === null || id === classId);
  const stated = asked.flatMap(({ wanted, counts }) =>
    wanted === null ? [] : [{ wanted, kept: counts.synthetic.keep }],
  );
  if (stated.length === 0) return null;
  return {
    // One class says how much it has; the sum of many says how much is still to come.
    kept: stated.reduce(
      (sum, { kept, wanted }) => sum + (classId === null ? Math.min(kept, wanted) : kept),
      0,
    ),
    wanted: stated.reduce((sum, { wanted }) => sum + wanted, 0),
  };
}

/** "kept 12 of 340 · 300 undecided · 212 of 250 wanted" */
export function standingWords(
  { keep, reject, undecided }: Readonly<Record<Verdict, number>>,
  ofWanted: { kept: number; wanted: number } | null,
): string {
  const words = `kept ${formatCount(keep)} of ${formatCount(keep + reject + undecided)} · ${formatCount(undecided)} undecided`;
  if (!ofWanted) return words;
  return `${words} · ${formatCount(ofWanted.kept)} of ${formatCount(ofWanted.wanted)} wanted`;
}
