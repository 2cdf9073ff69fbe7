import {
  type Calibration,
  type CorruptionTable,
  type FeatureQuality,
  SEVERITIES,
} from '../../src-shared/domain/evaluation.ts';
import type { Evaluation } from '../../src-shared/domain/run.ts';
import { corruptionTitles, describeKind } from '../../src-shared/format/evaluation.ts';
import { formatNoun, formatPercent } from '../../src-shared/format/numbers.ts';
import { formatColumns } from './format.ts';

/** Everything that an evaluation says, for a person. */
export function formatEvaluation(evaluation: Evaluation): string {
  const { name, images, top1, top5, meanPerClass, calibration, corruptions, features } = evaluation;
  const kind = describeKind(evaluation);
  const accuracies = [
    ['top-1', formatPercent(top1)],
    ...(top5 === null ? [] : [['top-5', formatPercent(top5)]]),
    ['mean per class', formatPercent(meanPerClass)],
    ...(calibration ? calibrationRows(calibration) : []),
  ];
  return [
    `${name}, ${formatNoun(images, 'image')}${kind === null ? '' : ` (${kind})`}`,
    formatColumns(accuracies, new Set([1])),
    ...(corruptions ? ['', corruptionTable(corruptions)] : []),
    ...(features.length > 0 ? ['', featureTable(features)] : []),
  ].join('\n');
}

const calibrationRows = ({ predicted, tempered }: Calibration): string[][] => [
  ['calibration error', formatPercent(predicted.error)],
  ['negative log likelihood', predicted.nll.toFixed(3)],
  ...(tempered
    ? [
        [
          `calibration error at temperature ${tempered.temperature.toFixed(2)}`,
          formatPercent(tempered.error),
        ],
        [
          `negative log likelihood at temperature ${tempered.temperature.toFixed(2)}`,
          tempered.nll.toFixed(3),
        ],
      ]
    : []),
];

const share = (value: number): string => (value * 100).toFixed(1);

function corruptionTable({ clean, mean, rows, images }: CorruptionTable): string {
  const header = ['corruption, top-1 in percent', ...SEVERITIES.map((severity) => `severity ${severity}`)];
  const body = rows.map(({ corruption, top1 }) => [corruptionTitles[corruption], ...top1.map(share)]);
  return [
    formatColumns([header, ...body], new Set([1, 2, 3, 4, 5])),
    `Mean ${formatPercent(mean)} over all of them, ${formatPercent(clean)} without corruption, on ${formatNoun(images, 'image')}.`,
  ].join('\n');
}

function featureTable(features: readonly FeatureQuality[]): string {
  const header = ['features of', 'neighbours', 'linear probe', 'LEEP'];
  const body = features.map(({ network, neighbors, linearProbe, leep }) => [
    network ?? 'this run',
    neighbors ? `${formatPercent(neighbors.top1)} (k = ${neighbors.k})` : '–',
    linearProbe ? formatPercent(linearProbe.top1) : '–',
    leep === null ? '–' : leep.toFixed(3),
  ]);
  const bank = features.find(({ trainedOn }) => trainedOn !== null)?.trainedOn;
  return [
    formatColumns([header, ...body], new Set([1, 2, 3])),
    ...(bank ? [`Neighbours and probe learned from ${formatNoun(bank, 'real training image')}.`] : []),
  ].join('\n');
}
