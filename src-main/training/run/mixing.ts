import { createRandom, hashSeed, type Random, shuffled } from '../../../src-shared/random.ts';
import type { Batch } from '../data/batch.ts';

/** Alphas of the symmetric Beta distributions that shares are drawn from; 0: never. */
export interface MixAlphas {
  readonly mixup: number;
  readonly cutmix: number;
}

/** How the pictures of one batch are mixed; all chance of it. */
export type Mix =
  /** Mixup (Zhang et al. 2018): `share` of a picture, the rest of its partner. */
  | { readonly kind: 'mixup'; readonly seed: number; readonly share: number }
  /** CutMix (Yun et al. 2019): the partner's box, in pixels; `share` is what is left of the picture itself. */
  | { readonly kind: 'cutmix'; readonly seed: number; readonly share: number; readonly box: Box };

/** From `left`, `top` up to, not including, `right`, `bottom`. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Draws how a batch is mixed; where both are on, one of the two by chance, as timm does. */
export function drawMix({ mixup, cutmix }: MixAlphas, seed: number, size: number): Mix {
  const random = createRandom(seed);
  const cuts = cutmix > 0 && (mixup === 0 || random.next() < 0.5);
  const share = symmetricBeta(cuts ? cutmix : mixup, random);
  if (!cuts) return { kind: 'mixup', seed, share };
  const box = cutBox(share, size, random.integer(size), random.integer(size));
  const area = (box.right - box.left) * (box.bottom - box.top);
  return { kind: 'cutmix', seed, share: 1 - area / size ** 2, box };
}

/** The box of CutMix around a centre (`rand_bbox` of the authors' code): 1 - share of the area before it is clipped to the picture. */
export function cutBox(share: number, size: number, x: number, y: number): Box {
  const half = Math.floor(Math.floor(size * Math.sqrt(1 - share)) / 2);
  const clip = (value: number): number => Math.min(Math.max(value, 0), size);
  return { left: clip(x - half), top: clip(y - half), right: clip(x + half), bottom: clip(y + half) };
}

/** Beta(alpha, alpha) as the ratio of two Gamma draws, by their logarithms: for small alphas the draws themselves vanish. */
function symmetricBeta(alpha: number, random: Random): number {
  const [a, b] = [logGammaDraw(alpha, random), logGammaDraw(alpha, random)];
  return 1 / (1 + Math.exp(b - a));
}

/** Logarithm of a Gamma(alpha, 1) draw (Marsaglia & Tsang 2000, with their boost for alpha < 1). */
function logGammaDraw(alpha: number, random: Random): number {
  if (alpha < 1) return logGammaDraw(alpha + 1, random) + Math.log(1 - random.next()) / alpha;
  const d = alpha - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = random.normal();
    const v = (1 + c * x) ** 3;
    if (v > 0 && Math.log(1 - random.next()) < 0.5 * x ** 2 + d - d * v + d * Math.log(v))
      return Math.log(d * v);
  }
}

/** Labels of a mixed batch. */
interface MixedLabels {
  /** [N] class of each picture's partner. */
  readonly others: Int32Array;
  /** [N] share of the picture itself, in [0, 1]. */
  readonly shares: Float32Array;
}

/**
 * The place of each picture's partner: a permutation within each domain, so that no picture is part real and part synthetic. One that could
 * not be read (weight 0) is nobody's partner but its own.
 */
export function partnersOf(
  { domains, weights }: Pick<Batch, 'domains' | 'weights'>,
  seed: number,
): Int32Array {
  const partners = Int32Array.from(domains, (_, place) => place);
  const readable = [...partners].filter((place) => weights[place] !== 0);
  for (const [domain, places] of Map.groupBy(readable, (place) => domains[place]!)) {
    const drawn = shuffled(places, createRandom(hashSeed(seed, 'partners', domain)));
    for (const [i, place] of places.entries()) partners[place] = drawn[i]!;
  }
  return partners;
}

/** Writes the mixed pictures [N, 3, S, S] into `out`, which is another array than the batch's; rounded to float32 as PyTorch rounds. */
export function mixPictures(images: Float32Array, partners: Int32Array, mix: Mix, out: Float32Array): void {
  const length = images.length / partners.length;
  for (const [place, partner] of partners.entries()) {
    const from = place * length;
    const own = images.subarray(from, from + length);
    const other = images.subarray(partner * length, (partner + 1) * length);
    const target = out.subarray(from, from + length);
    if (mix.kind === 'mixup') blend(own, other, mix.share, target);
    else paste(own, other, mix.box, target);
  }
}

function blend(own: Float32Array, other: Float32Array, share: number, target: Float32Array): void {
  const a = Math.fround(share);
  const b = Math.fround(1 - share);
  for (let i = 0; i < target.length; i++) target[i] = Math.fround(a * own[i]!) + Math.fround(b * other[i]!);
}

function paste(own: Float32Array, other: Float32Array, box: Box, target: Float32Array): void {
  const size = Math.sqrt(target.length / 3);
  target.set(own);
  for (let row = 0; row < 3 * size; row++) {
    const y = row % size;
    if (y < box.top || y >= box.bottom) continue;
    const from = row * size + box.left;
    target.set(other.subarray(from, from + box.right - box.left), from);
  }
}

/** What the pictures of a mixed batch show. */
export function mixLabels(labels: Int32Array, partners: Int32Array, share: number): MixedLabels {
  return {
    others: Int32Array.from(partners, (partner) => labels[partner]!),
    shares: Float32Array.from(partners, () => share),
  };
}
