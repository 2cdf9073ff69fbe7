import type { Random } from '../../../../src-shared/random.ts';

/** Share of the probability that the likeliest tokens make up, from which one is drawn (Holtzman et al. 2020, nucleus sampling). */
const NUCLEUS = 0.95;
/** Tokens below the likeliest ones carry next to nothing; sorting a whole vocabulary for each token would cost more than the model. */
const MOST = 64;

/** The next token by its scores: the likeliest at temperature 0, else drawn. */
export function pickToken(scores: Float32Array, temperature: number, random: Random): number {
  const best = likeliest(scores, temperature === 0 ? 1 : MOST);
  const top = best[0]!;
  if (temperature === 0) return top;
  const weights = best.map((token) => Math.exp((scores[token]! - scores[top]!) / temperature));
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  const kept: number[] = [];
  let sum = 0;
  for (const weight of weights) {
    if (sum >= NUCLEUS * all) break;
    kept.push(weight);
    sum += weight;
  }
  let place = random.next() * sum;
  for (const [i, weight] of kept.entries()) {
    place -= weight;
    if (place < 0) return best[i]!;
  }
  return top;
}

/** Indices of the highest scores, the highest first; of equal ones the earlier. */
function likeliest(scores: Float32Array, count: number): number[] {
  const best: number[] = [];
  for (let token = 0; token < scores.length; token++) {
    const score = scores[token]!;
    if (best.length === count && !(score > scores[best.at(-1)!]!)) continue;
    let place = best.length;
    while (place > 0 && score > scores[best[place - 1]!]!) place--;
    best.splice(place, 0, token);
    if (best.length > count) best.pop();
  }
  return best;
}
