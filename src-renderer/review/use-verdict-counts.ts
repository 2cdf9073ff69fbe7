import type { Verdict } from '../../src-shared/domain/image-set.ts';
import { countVerdicts } from './columns.ts';
import { useReview } from './store.ts';

const none: Record<Verdict, number> = { undecided: 0, keep: 0, reject: 0 };

/** Verdicts among the images of the chosen class, whatever verdict is shown. */
export function useVerdictCounts(): Record<Verdict, number> {
  const columns = useReview((state) => state.columns);
  const classId = useReview((state) => state.classId);
  // The columns change in place; the revision says when to count again.
  useReview((state) => state.revision);
  return columns ? countVerdicts(columns, classId) : none;
}
