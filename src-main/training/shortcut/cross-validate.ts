import { type Features, rowsAt } from '../../evaluation/features.ts';
import { fitLinearProbe, type LinearProbe } from '../../evaluation/linear-probe.ts';
import { standardised } from '../../evaluation/standardise.ts';
import { mean } from '../../../src-shared/statistics.ts';
import { areaUnderCurve } from './area-under-curve.ts';

/**
 * Mean over the folds of the area under the ROC curve that a logistic regression has on the rows of a fold when it was fitted to the others:
 * scikit-learn's StandardScaler and LogisticRegression(C=1) in cross_val_score with the same folds. The signal's reason is what it rejects with
 * when it is aborted.
 * @param folds the fold of each row, from 0; each has rows of both kinds
 */
export async function crossValidatedArea(
  features: Features,
  isPositive: readonly boolean[],
  { folds, signal }: { folds: readonly number[]; signal?: AbortSignal | undefined },
): Promise<number> {
  const areas: number[] = [];
  const rows = [...isPositive.keys()];
  for (const fold of new Set(folds)) {
    const fitted = rows.filter((row) => folds[row] !== fold);
    const held = rows.filter((row) => folds[row] === fold);
    const probe = await fitLinearProbe(
      {
        ...rowsAt(features, fitted),
        labels: fitted.map((row) => Number(isPositive[row])),
        classes: 2,
      },
      // Two sets of weights with opposite signs share what a single one would be charged.
      { penalty: 2 / fitted.length, signal },
    );
    areas.push(
      areaUnderCurve(
        positiveScores(probe, rowsAt(features, held)),
        held.map((row) => isPositive[row]!),
      ),
    );
  }
  return mean(areas);
}

/** Logits of the second class less the first's. */
function positiveScores({ standardisation, weights }: LinearProbe, features: Features): number[] {
  const { values, length } = standardised(features, standardisation);
  const weight = (i: number): number => weights[length + 1 + i]! - weights[i]!;
  return Array.from({ length: values.length / length }, (_, row) => {
    let score = weight(length);
    for (let i = 0; i < length; i++) score += weight(i) * values[row * length + i]!;
    return score;
  });
}
