import { createRandom, hashSeed, shuffled } from '../../src-shared/random.ts';
import { countOf, type Features, type LabelledFeatures, rowsAt } from './features.ts';
import { minimise, type Objective } from './lbfgs.ts';
import { type Standardisation, standardisationOf, standardised } from './standardise.ts';

/** A linear classifier on standardised features. */
export interface LinearProbe {
  readonly classes: number;
  readonly standardisation: Standardisation;
  /** [C, F + 1]; the last column is the bias. */
  readonly weights: Float64Array;
}

export interface FitOptions {
  /** λ >= 0: the loss is the mean cross entropy in nats plus λ/2 times the squared norm of the weights, biases left out. */
  readonly penalty: number;
  /** Weights to begin with. */
  readonly start?: Float64Array | undefined;
  /** As `minimise` has it. */
  readonly tolerance?: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Multinomial logistic regression with an L2 penalty on standardised features, by L-BFGS: what scikit-learn's LogisticRegression minimises for
 * C = 1 / (λ N). Rejects with the signal's reason when it is aborted.
 */
export async function fitLinearProbe(
  data: LabelledFeatures,
  { penalty, start, ...options }: FitOptions,
): Promise<LinearProbe> {
  const { classes, labels, length } = data;
  const standardisation = standardisationOf(data);
  const features = standardised(data, standardisation);
  const weights = await minimise(
    regularised(features, labels, classes, penalty),
    start ?? new Float64Array(classes * (length + 1)),
    options,
  );
  return { classes, standardisation, weights };
}

/** The likeliest class of each row among the allowed ones, by default all. */
export function classifyByProbe(
  { classes, standardisation, weights }: LinearProbe,
  features: Features,
  allowed?: readonly boolean[],
): number[] {
  const rows = standardised(features, standardisation);
  const scores = new Float64Array(classes);
  return Array.from({ length: countOf(features) }, (_, row) => {
    scoreRow(rows, row, weights, scores);
    for (let c = 0; c < classes; c++) if (allowed?.[c] === false) scores[c] = -Infinity;
    return scores.indexOf(Math.max(...scores));
  });
}

function scoreRow(
  { values, length }: Features,
  row: number,
  weights: Float64Array,
  scores: Float64Array,
): void {
  const from = row * length;
  for (let c = 0; c < scores.length; c++) {
    const offset = c * (length + 1);
    let score = weights[offset + length]!;
    for (let i = 0; i < length; i++) score += weights[offset + i]! * values[from + i]!;
    scores[c] = score;
  }
}

function regularised(
  features: Features,
  labels: readonly number[],
  classes: number,
  penalty: number,
): Objective {
  const { values, length } = features;
  const scores = new Float64Array(classes);
  return (weights, gradient) => {
    gradient.fill(0);
    let loss = 0;
    for (const [row, label] of labels.entries()) {
      scoreRow(features, row, weights, scores);
      loss += toErrors(scores, label);
      for (let c = 0; c < classes; c++) {
        const offset = c * (length + 1);
        const error = scores[c]! / labels.length;
        for (let i = 0; i < length; i++) gradient[offset + i]! += error * values[row * length + i]!;
        gradient[offset + length]! += error;
      }
    }
    let squares = 0;
    for (let at = 0; at < weights.length; at++) {
      if (at % (length + 1) === length) continue;
      squares += weights[at]! ** 2;
      gradient[at]! += penalty * weights[at]!;
    }
    return loss / labels.length + (penalty / 2) * squares;
  };
}

/** Turns scores into softmax less one-hot, the gradient of the cross entropy, which is returned. */
function toErrors(scores: Float64Array, label: number): number {
  const largest = Math.max(...scores);
  const own = scores[label]! - largest;
  let total = 0;
  for (let c = 0; c < scores.length; c++) {
    scores[c] = Math.exp(scores[c]! - largest);
    total += scores[c]!;
  }
  for (let c = 0; c < scores.length; c++) scores[c]! /= total;
  scores[label]! -= 1;
  return Math.log(total) - own;
}

/** Strongest first: each fit begins where the one before it ended. */
const PENALTIES = [1, 1e-1, 1e-2, 1e-3, 1e-4] as const;
/** Where there are too few images to hold any out. */
const USUAL_PENALTY = 1e-2;
const TOLERANCE = 1e-4;

/**
 * A probe whose penalty is the one of 1, 0.1 … 0.0001 that is right most often on a fifth of each class held out by `seed` (the strongest of
 * equal ones), fitted on everything then.
 */
export async function fitChosenProbe(
  data: LabelledFeatures,
  { seed, signal }: { seed: number; signal?: AbortSignal | undefined },
): Promise<{ probe: LinearProbe; penalty: number }> {
  const { kept, held } = holdOut(data, seed);
  let best: { penalty: number; right: number } = { penalty: USUAL_PENALTY, right: -1 };
  let start: Float64Array | undefined;
  for (const penalty of held.labels.length > 0 ? PENALTIES : []) {
    const probe = await fitLinearProbe(kept, { penalty, start, tolerance: TOLERANCE, signal });
    start = probe.weights;
    const right = classifyByProbe(probe, held).filter((c, row) => c === held.labels[row]).length;
    if (right > best.right) best = { penalty, right };
  }
  const { penalty } = best;
  return { probe: await fitLinearProbe(data, { penalty, tolerance: TOLERANCE, signal }), penalty };
}

function holdOut(data: LabelledFeatures, seed: number): { kept: LabelledFeatures; held: LabelledFeatures } {
  const rows = data.labels.map((_, row) => row);
  const byClass = Map.groupBy(rows, (row) => data.labels[row]!);
  const held = new Set(
    [...byClass].flatMap(([label, members]) =>
      shuffled(members, createRandom(hashSeed(seed, 'held out', label))).slice(
        0,
        Math.floor(members.length / 5),
      ),
    ),
  );
  const labelled = (wanted: (row: number) => boolean): LabelledFeatures => {
    const chosen = rows.filter(wanted);
    return {
      ...rowsAt(data, chosen),
      labels: chosen.map((row) => data.labels[row]!),
      classes: data.classes,
    };
  };
  return { kept: labelled((row) => !held.has(row)), held: labelled((row) => held.has(row)) };
}
