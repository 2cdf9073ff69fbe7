import { formatPercent } from '../../../src-shared/format/numbers.ts';
import { pairedDifference } from '../../../src-shared/statistics.ts';
import { drawnDataSets } from '../../../src-main/world/data-sets.ts';
import { drawnObject } from '../../../src-main/world/objects/catalogue.ts';
import { markdownTable } from '../cells.ts';
import type { Trial } from './trials.ts';

const shareOf = (trials: readonly Trial[], is: (trial: Trial) => boolean): number =>
  trials.filter(is).length / Math.max(1, trials.length);

/** Mean over draws of the share of classes that are right, with its 95 % Student t interval over draws, both in percent. */
function accuracyWords(trials: readonly Trial[]): string {
  const draws = [...Map.groupBy(trials, ({ seed }) => seed).values()];
  const shares = draws.map((draw) => shareOf(draw, ({ right }) => right));
  const { mean, interval } = pairedDifference(
    shares,
    shares.map(() => 0),
  );
  const within = (value: number): string => (100 * Math.min(1, Math.max(0, value))).toFixed(1);
  return interval === null
    ? `${within(mean)} %`
    : `${within(mean)} % [${within(interval.low)}, ${within(interval.high)}]`;
}

/** By data set and number of real images. */
export function voteTable(trials: readonly Trial[]): string {
  const sets = [...drawnDataSets.map(({ id, name }) => ({ id, name })), { id: null, name: 'all' }];
  const shots = [...new Set(trials.map((trial) => trial.shots))];
  const rows = sets.flatMap(({ id, name }) =>
    shots.map((count) => {
      const own = trials.filter((each) => each.shots === count && (id === null || each.dataSet === id));
      const product = own.filter(({ referenced }) => referenced);
      const raw = own.filter(({ referenced }) => !referenced);
      const decided = product.filter(({ proposed }) => proposed !== null);
      const classes = new Set(product.map(({ dataSet, object }) => `${dataSet} ${object}`)).size;
      return [
        name,
        String(classes),
        String(count),
        accuracyWords(product),
        formatPercent(shareOf(product, ({ proposed }) => proposed !== null)),
        decided.length === 0 ? '–' : formatPercent(shareOf(decided, isRightProposal)),
        accuracyWords(raw),
      ];
    }),
  );
  return markdownTable(
    [
      'data set',
      'ambiguous classes',
      'real images a class',
      'right sense first',
      'proposed',
      'right of those proposed',
      'right first without the reference',
    ],
    rows,
  );
}

const isRightProposal = ({ proposed, object }: Trial): boolean => proposed === drawnObject(object).phrase;

/** What is taken for what, most frequent first; empty where nothing is. */
export function mistakes(trials: readonly Trial[]): string[] {
  const wrong = trials.filter(({ right, referenced }) => referenced && !right);
  const kinds = Map.groupBy(
    wrong,
    ({ dataSet, object, first, shots }) =>
      `${dataSet}, ${shots} ${shots === 1 ? 'image' : 'images'}: “${drawnObject(object).phrase}” taken for “${first}”`,
  );
  return [...kinds]
    .toSorted(([, a], [, b]) => b.length - a.length)
    .map(
      ([kind, some]) => `${kind} in ${some.length} of ${new Set(trials.map(({ seed }) => seed)).size} draws`,
    );
}
