import type { Run } from '../../../src-shared/domain/run.ts';
import { mean, pairedDifference } from '../../../src-shared/statistics.ts';
import { drawnDataSet } from '../../../src-main/world/data-sets.ts';
import { difference, markdownTable, meanAndSpread } from '../cells.ts';
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

type Place = 'test' | 'covered' | 'held-out';
const places = ['test', 'covered', 'held-out'] as const;

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
  const values = (condition: Condition, place: Place): number[] =>
    [...runsOf(condition)].sort((a, b) => a.seed - b.seed).map((run) => accuracy(run, dataSet, place));
  const [baseline = conditions[0]!] = conditions;
  const rows = conditions.map((condition) => [
    condition.name,
    ...places.flatMap((place) => {
      const own = values(condition, place);
      const versus = condition === baseline ? '' : difference(pairedDifference(own, values(baseline, place)));
      return [meanAndSpread(own), versus];
    }),
  ]);
  const header = [
    'prompts',
    'test',
    'difference',
    'covered styles',
    'difference',
    'held-out styles',
    'difference',
  ];
  return markdownTable(header, rows);
}
