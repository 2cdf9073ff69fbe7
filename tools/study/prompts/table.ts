import type { Run } from '../../../src-shared/domain/run.ts';
import { mean } from '../../../src-shared/statistics.ts';
import { drawnDataSet } from '../../../src-main/world/data-sets.ts';
import { markdownTable } from '../cells.ts';
import { comparisonTable, type Place } from '../comparison-table.ts';
import { type Condition, conditions } from './conditions.ts';
import type { Measured } from './measures.ts';

/** How different the images of a condition are, beside how many show what they should. */
export function diversityTable(measured: ReadonlyMap<string, Measured>): string {
  const rows = conditions.flatMap(({ name }) => {
    const found = measured.get(name);
    return found
      ? [
          [
            name,
            String(found.images),
            `${(100 * found.fidelity).toFixed(1)} %`,
            found.vendi.toFixed(2),
            found.distance.toFixed(3),
          ],
        ]
      : [];
  });
  const [any] = measured.values();
  const real = any
    ? [['real train images', '', '', any.realVendi.toFixed(2), any.realDistance.toFixed(3)]]
    : [];
  return markdownTable(
    [
      'prompts',
      'images',
      'judged right',
      `Vendi score of ${any?.compared ?? 0} images of a class`,
      'distance',
    ],
    [...rows, ...real],
  );
}

/** Top-1 in percent: on the test split, or the mean over the OOD sets whose style the generator knows, or does not. */
function accuracy({ evaluations }: Run, dataSet: string, place: Place): number {
  const heldOut = drawnDataSet(dataSet).ood.filter((set) => set.heldOut);
  const isHeldOut = (name: string): boolean => heldOut.some((set) => name.endsWith(`, ${set.name}`));
  const chosen = evaluations.filter(({ kind, name }) =>
    place === 'test' ? kind === 'test' : kind === 'ood' && isHeldOut(name) === (place === 'held-out'),
  );
  return 100 * mean(chosen.map(({ top1 }) => top1));
}

/** Accuracy of classifiers trained on a condition's images alone, and the paired difference to plain names. */
export function accuracyTable(runsOf: (condition: Condition) => readonly Run[], dataSet: string): string {
  const rows = conditions.map((condition) => ({
    words: condition.name,
    values: (place: Place) =>
      [...runsOf(condition)].sort((a, b) => a.seed - b.seed).map((run) => accuracy(run, dataSet, place)),
  }));
  return comparisonTable('prompts', rows);
}
