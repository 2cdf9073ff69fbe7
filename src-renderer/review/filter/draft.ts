import type { PromptOrigin } from '../../../src-shared/domain/prompt.ts';
import type { Threshold } from '../../../src-shared/domain/score.ts';
import { createForProject } from '../../api/project-state.ts';

/** Where a threshold counts: nulls for any class, any origin. */
export type Place = Pick<Threshold, 'classId' | 'origin'>;

const isAt = (place: Place) => (threshold: Threshold) =>
  threshold.classId === place.classId && threshold.origin === place.origin;

/** The threshold of exactly this place; null where a more general one counts. */
export const valueAt = (thresholds: readonly Threshold[], place: Place): number | null =>
  thresholds.find(isAt(place))?.value ?? null;

/** With another threshold at a place, or with none there. */
export function withValue(thresholds: readonly Threshold[], place: Place, value: number | null): Threshold[] {
  const others = thresholds.filter((threshold) => !isAt(place)(threshold));
  return value === null ? others : [...others, { ...place, value }];
}

/** Whether both give every image the same threshold. */
export function sameThresholds(a: readonly Threshold[], b: readonly Threshold[]): boolean {
  return a.length === b.length && a.every((threshold) => valueAt(b, threshold) === threshold.value);
}

interface FilterState {
  /** Thresholds that are tried out; null: those that were applied. */
  draft: readonly Threshold[] | null;
  /** As the host has them. */
  applied: readonly Threshold[];
  /** Images of each class that are kept even where fewer pass the threshold; 0: what passes, however few. */
  keepAtLeast: number;
}

export const useFilter = createForProject<FilterState>({ draft: null, applied: [], keepAtLeast: 0 });

export const thresholdsOf = ({ draft, applied }: FilterState): readonly Threshold[] => draft ?? applied;

export function setThreshold(place: Place, value: number | null): void {
  useFilter.setState((state) => {
    const draft = withValue(thresholdsOf(state), place, value);
    return { draft: sameThresholds(draft, state.applied) ? null : draft };
  });
}

export const discardDraft = (): void => useFilter.setState({ draft: null });

/** What the sets of the panel are called. */
export const placeWords = (
  className: string | null,
  origin: PromptOrigin | null,
  originName: string,
): string => {
  if (className !== null && origin !== null) return `${className}, ${originName.toLowerCase()}`;
  if (className !== null) return className;
  return origin === null ? 'every class' : originName.toLowerCase();
};
