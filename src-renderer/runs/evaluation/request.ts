import type { EvaluateRunInput } from '../../../src-shared/domain/evaluation.ts';
import type { ImageSet, Split } from '../../../src-shared/domain/image-set.ts';

/** What a person is about to measure. */
export interface EvaluationDraft {
  setId: number;
  split: Split;
  corruptions: boolean;
  neighbors: boolean;
  k: number;
  linearProbe: boolean;
  leep: boolean;
  /** A pretrained network beside the run's own. */
  networkId: string | null;
}

/** Val: it is never sealed. */
export const firstDraft = (realSetId: number): EvaluationDraft => ({
  setId: realSetId,
  split: 'val',
  corruptions: false,
  neighbors: false,
  k: 20,
  linearProbe: false,
  leep: false,
  networkId: null,
});

export const measuresFeatures = ({ neighbors, linearProbe, leep }: EvaluationDraft): boolean =>
  neighbors || linearProbe || leep;

export function requestOf(runId: number, draft: EvaluationDraft): EvaluateRunInput {
  const { setId, split, corruptions, linearProbe, leep, networkId } = draft;
  return {
    runId,
    setId,
    split,
    corruptions,
    linearProbe,
    leep,
    ...(draft.neighbors ? { neighbors: draft.k } : {}),
    ...(networkId !== null && measuresFeatures(draft) ? { networkId } : {}),
  };
}

/** Images that are measured; rejected ones of training material are still among them. */
export function imagesOf(set: ImageSet | undefined, split: Split): number {
  if (!set) return 0;
  return set.role === 'real' ? set.counts[split] : set.counts.total;
}

/** What opening these images means for the comparison; null where it means nothing. */
export function openingWords(set: ImageSet | undefined, split: Split): string | null {
  if (set?.role === 'real' && split === 'test') return 'Opens the sealed test set; the project counts it.';
  if (set?.role === 'ood') return 'Opens the set; the project counts it.';
  return null;
}
