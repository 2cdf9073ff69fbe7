import type { FeatureQuality } from '../../../src-shared/domain/evaluation.ts';
import type { Evaluation } from '../../../src-shared/domain/run.ts';

/** A new evaluation with what an earlier one of the same images knows and it does not. */
export function withEarlier(evaluation: Evaluation, earlier: Evaluation): Evaluation {
  const networks = new Set([...earlier.features, ...evaluation.features].map(({ network }) => network));
  return {
    ...evaluation,
    corruptions: evaluation.corruptions ?? earlier.corruptions,
    features: [...networks].map((network) => {
      const of = (list: readonly FeatureQuality[]) => list.find((each) => each.network === network);
      return joined(of(evaluation.features), of(earlier.features));
    }),
  };
}

/** At least one of them is there. */
function joined(now: FeatureQuality | undefined, before: FeatureQuality | undefined): FeatureQuality {
  const found = now ?? before;
  if (!found) throw new Error('There is nothing to join.');
  return {
    ...found,
    trainedOn: now?.trainedOn ?? before?.trainedOn ?? null,
    neighbors: now?.neighbors ?? before?.neighbors ?? null,
    linearProbe: now?.linearProbe ?? before?.linearProbe ?? null,
    leep: now?.leep ?? before?.leep ?? null,
  };
}
