import type { Reliability } from '../../../src-shared/domain/evaluation.ts';
import type { Evaluation } from '../../../src-shared/domain/run.ts';
import { formatPercent } from '../../../src-shared/format/numbers.ts';

export interface Figure {
  title: string;
  value: string;
  hint: string;
}

/** The single numbers of an evaluation, with what they mean. */
export function figuresOf(evaluation: Evaluation): Figure[] {
  const { top1, top5, meanPerClass, calibration } = evaluation;
  const tempered = calibration?.tempered;
  return [
    { title: 'Top-1', value: formatPercent(top1), hint: 'The likeliest class is right' },
    ...(top5 === null
      ? []
      : [{ title: 'Top-5', value: formatPercent(top5), hint: 'The class is among the five likeliest' }]),
    { title: 'Mean per class', value: formatPercent(meanPerClass), hint: 'Every class counts the same' },
    ...(calibration
      ? [
          {
            title: 'Calibration error',
            value: formatPercent(calibration.predicted.error),
            hint: 'Mean gap of confidence and accuracy over 15 bins',
          },
        ]
      : []),
    ...(tempered
      ? [
          {
            title: `At temperature ${tempered.temperature.toFixed(2)}`,
            value: formatPercent(tempered.error),
            hint: `Calibration error with logits divided by it; fitted on val${evaluation.name === 'val' ? ', these very images' : ''}`,
          },
        ]
      : []),
  ];
}

export interface DiagramBar {
  /** Middle of the bin. */
  at: number;
  from: number;
  to: number;
  images: number;
  /** Null for an empty bin. */
  accuracy: number | null;
  confidence: number | null;
}

/** The bins of a reliability table as bars over the confidence. */
export const barsOf = ({ bins }: Reliability): DiagramBar[] =>
  bins.map((bin, i) => ({
    ...bin,
    from: i / bins.length,
    to: (i + 1) / bins.length,
    at: (i + 0.5) / bins.length,
  }));
