import type { Random } from '../../../src-shared/random.ts';

/**
 * How many of `trials` succeed that each do so with `probability` in [0, 1]. By inversion where few are expected, else by transformed rejection
 * (Hörmann, "The generation of binomial random variates", 1993, algorithm BTRS).
 */
export function drawBinomial(trials: number, probability: number, random: Random): number {
  if (probability > 0.5) return trials - drawBinomial(trials, 1 - probability, random);
  if (trials === 0 || probability <= 0) return 0;
  return trials * probability < FEW
    ? byInversion(trials, probability, random)
    : byRejection(trials, probability, random);
}

const FEW = 10;

function byInversion(trials: number, probability: number, random: Random): number {
  const odds = probability / (1 - probability);
  let left = random.next();
  let mass = (1 - probability) ** trials;
  for (let k = 0; k < trials; k++) {
    if (left <= mass) return k;
    left -= mass;
    mass *= (odds * (trials - k)) / (k + 1);
  }
  return trials;
}

function byRejection(trials: number, probability: number, random: Random): number {
  const spread = Math.sqrt(trials * probability * (1 - probability));
  const b = 1.15 + 2.53 * spread;
  const a = -0.0873 + 0.0248 * b + 0.01 * probability;
  const centre = trials * probability + 0.5;
  const alpha = (2.83 + 5.1 / b) * spread;
  const odds = probability / (1 - probability);
  const mode = Math.floor((trials + 1) * probability);
  for (;;) {
    const u = random.next() - 0.5;
    const v = random.next();
    const us = 0.5 - Math.abs(u);
    const k = Math.floor(((2 * a) / us + b) * u + centre);
    if (us >= 0.07 && v <= 0.92 - 4.2 / b) return k;
    if (!(k >= 0 && k <= trials)) continue;
    const bound =
      (mode + 0.5) * Math.log((mode + 1) / (odds * (trials - mode + 1))) +
      (trials + 1) * Math.log((trials - mode + 1) / (trials - k + 1)) +
      (k + 0.5) * Math.log((odds * (trials - k + 1)) / (k + 1)) +
      stirlingRest(mode) +
      stirlingRest(trials - mode) -
      stirlingRest(k) -
      stirlingRest(trials - k);
    if (Math.log((v * alpha) / (a / (us * us) + b)) <= bound) return k;
  }
}

/** ln k! less Stirling's ln √(2π) + (k + 1/2) ln (k + 1) - (k + 1). */
function stirlingRest(k: number): number {
  const next = k + 1;
  if (k >= SMALL) return (1 / 12 - (1 / 360 - 1 / 1260 / next ** 2) / next ** 2) / next;
  let logFactorial = 0;
  for (let i = 2; i <= k; i++) logFactorial += Math.log(i);
  return logFactorial - (0.5 * Math.log(2 * Math.PI) + (k + 0.5) * Math.log(next) - next);
}

const SMALL = 10;
