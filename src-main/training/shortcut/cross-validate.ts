import type { Features } from '../../evaluation/features.ts';
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
  for (const fold of new Set(folds)) {
    const fitted = rowsOf(features, (row) => folds[row] !== fold);
    const held = rowsOf(features, (row) => folds[row] === fold);
    const probe = await fitLinearProbe(
      {
        ...fitted.features,
        labels: fitted.rows.map((row) => Number(isPositive[row])),
        classes: 2,
      },
      // Two sets of weights with opposite signs share what a single one would be charged.
      { penalty: 2 / fitted.rows.length, signal },
    );
    areas.push(
      areaUnderCurve(
        positiveScores(probe, held.features),
        held.rows.map((row) => isPositive[row]!),
      ),
    );
  }
  return mean(areas);
}

function rowsOf(
  { values, length }: Features,
  isWanted: (row: number) => boolean,
): { rows: number[]; features: Features } {
  const rows = Array.from({ length: values.length / length }, (_, row) => row).filter(isWanted);
  const chosen = new Float32Array(rows.length * length);
  for (const [to, row] of rows.entries()) {
    chosen.set(values.subarray(row * length, (row + 1) * length), to * length);
  }
  return { rows, features: { values: chosen, length } };
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
