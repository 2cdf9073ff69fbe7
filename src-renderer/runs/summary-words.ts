import type { Evaluation, RecipeDifference, SummaryColumn } from '../../src-shared/domain/run.ts';
import { formatCount, formatNoun, formatPercent, formatPoints } from '../../src-shared/format/numbers.ts';

/** What stands behind an accuracy over seeds, one line each. */
export function accuracyWords({
  meanPerClass,
  n,
  generations,
  sameImages,
  withoutDoubtful,
}: SummaryColumn): string {
  const perClass = `mean per class ${formatPercent(meanPerClass.mean)}`;
  const lines = [
    `${perClass}${meanPerClass.std === null ? '' : ` ± ${(meanPerClass.std * 100).toFixed(1)}`}, n = ${n}`,
  ];
  if (generations) {
    const spread = generations.std === null ? '' : `, ± ${(generations.std * 100).toFixed(1)} between them`;
    lines.push(`synthetic images of ${formatNoun(generations.n, 'generation seed')}${spread}`);
  }
  if (!sameImages) lines.push('not all runs of the experiment were measured on the same images');
  if (withoutDoubtful) {
    lines.push(cleanWords(withoutDoubtful.mean, withoutDoubtful.images));
  }
  return lines.join('\n');
}

/** What stands behind the accuracy of one run, one line each. */
export function evaluationWords({ meanPerClass, withoutDoubtful }: Evaluation): string {
  const perClass = `mean per class ${formatPercent(meanPerClass)}`;
  return withoutDoubtful
    ? `${perClass}\n${cleanWords(withoutDoubtful.top1, withoutDoubtful.images)}`
    : perClass;
}

const cleanWords = (top1: number, images: number): string =>
  `${formatPercent(top1)} on the ${formatNoun(images, 'image')} that look like none that was trained or chosen on`;

/** What its two intervals are about, one line each. */
export function differenceWords({ interval, testImages, n }: RecipeDifference): string {
  const between = ({ low, high }: { low: number; high: number }): string =>
    `${formatPoints(low)} to ${formatPoints(high)} points`;
  return [
    interval
      ? `other training seeds: ${between(interval)} (95 %, t interval of ${formatNoun(n, 'paired seed')})`
      : 'one seed: no interval over training seeds',
    ...(testImages
      ? [
          `other test images: ${between(testImages)} (95 %, bootstrap of ${formatCount(testImages.images)} images)`,
        ]
      : []),
  ].join('\n');
}

/** Of a shortcut probe's area under the curve. */
export const shortcutWords = (auc: number): string =>
  `Simple statistics tell real and synthetic training images apart with an area under the curve of ${auc.toFixed(2)}; 0.5 is chance, 1 without error.`;
