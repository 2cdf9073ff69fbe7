import type { Calibration, Reliability, ReliabilityBin } from '../../src-shared/domain/evaluation.ts';
import { type Logits, logSoftmaxRow, type SoftmaxOptions } from './softmax.ts';

/** As in Guo et al. 2017. */
const BINS = 15;

/**
 * The reliability table: bin m of M holds the confidences in ((m - 1) / M, m / M].
 *
 * @param confidences of the predicted class, each in (0, 1]
 * @param right whether each prediction was right
 */
export function reliabilityBins(
  confidences: readonly number[],
  right: readonly boolean[],
  count = BINS,
): ReliabilityBin[] {
  const sums = Array.from({ length: count }, () => ({ images: 0, confidence: 0, right: 0 }));
  for (const [i, confidence] of confidences.entries()) {
    const bin = sums[Math.min(count - 1, Math.max(0, Math.ceil(confidence * count) - 1))]!;
    bin.images++;
    bin.confidence += confidence;
    if (right[i]) bin.right++;
  }
  return sums.map((bin) => ({
    images: bin.images,
    confidence: bin.images > 0 ? bin.confidence / bin.images : null,
    accuracy: bin.images > 0 ? bin.right / bin.images : null,
  }));
}

/** Expected calibration error (Naeini et al. 2015, Guo et al. 2017): the mean gap of confidence and accuracy, bins weighted by their images. */
export function expectedCalibrationError(bins: readonly ReliabilityBin[]): number {
  const images = bins.reduce((sum, bin) => sum + bin.images, 0);
  const gaps = bins.map((bin) => bin.images * Math.abs((bin.confidence ?? 0) - (bin.accuracy ?? 0)));
  return gaps.reduce((sum, gap) => sum + gap, 0) / images;
}

/** Of at least one row. */
function reliabilityOf(logits: Logits, labels: readonly number[], options: SoftmaxOptions): Reliability {
  const row = new Float64Array(logits.classes);
  const confidences: number[] = [];
  const right: boolean[] = [];
  let nll = 0;
  for (const [index, label] of labels.entries()) {
    logSoftmaxRow(logits, index, row, options);
    const predicted = indexOfLargest(row);
    confidences.push(Math.min(1, Math.exp(row[predicted]!)));
    right.push(predicted === label);
    nll -= row[label]!;
  }
  const bins = reliabilityBins(confidences, right);
  return { error: expectedCalibrationError(bins), nll: nll / labels.length, bins };
}

function indexOfLargest(values: Float64Array): number {
  let best = 0;
  for (let i = 1; i < values.length; i++) if (values[i]! > values[best]!) best = i;
  return best;
}

/** Of at least one row; `temperature`, fitted on val (see `fitTemperature`), adds what scaling makes of it. */
export function calibrationOf(
  logits: Logits,
  labels: readonly number[],
  { allowed, temperature }: SoftmaxOptions,
): Calibration {
  return {
    predicted: reliabilityOf(logits, labels, { allowed }),
    tempered:
      temperature === undefined
        ? null
        : { temperature, ...reliabilityOf(logits, labels, { allowed, temperature }) },
  };
}
