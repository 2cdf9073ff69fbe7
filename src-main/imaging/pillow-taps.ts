/** Pillow's antialiased filters; `nearest` samples without any and is not among them. */
export type ResizeFilter = 'box' | 'bilinear' | 'hamming' | 'bicubic' | 'lanczos';

/** For each output position: where its taps begin, how many there are, and their weights, `stride` apart. */
export interface Taps {
  readonly first: Int32Array;
  readonly count: Int32Array;
  readonly weights: Int32Array;
  readonly stride: number;
}

/** Weights are multiples of 2^-22; a sum starts at one half, for rounding. */
export const PRECISION_BITS = 22;
export const HALF = 1 << (PRECISION_BITS - 1);

const kernels: Record<ResizeFilter, { readonly support: number; readonly at: (x: number) => number }> = {
  box: { support: 0.5, at: (x) => (x > -0.5 && x <= 0.5 ? 1 : 0) },
  bilinear: { support: 1, at: (x) => Math.max(0, 1 - Math.abs(x)) },
  hamming: { support: 1, at: (x) => hamming(Math.abs(x)) },
  bicubic: { support: 2, at: (x) => cubic(Math.abs(x)) },
  lanczos: { support: 3, at: (x) => (x >= -3 && x < 3 ? sinc(x) * sinc(x / 3) : 0) },
};

function sinc(x: number): number {
  if (x === 0) return 1;
  const angle = x * Math.PI;
  return Math.sin(angle) / angle;
}

function hamming(x: number): number {
  if (x === 0) return 1;
  if (x >= 1) return 0;
  const angle = x * Math.PI;
  return (Math.sin(angle) / angle) * (0.54 + 0.46 * Math.cos(angle));
}

/** Keys' cubic with a = -0.5, evaluated in Pillow's order of operations so that rounding agrees. */
function cubic(x: number): number {
  if (x < 1) return (1.5 * x - 2.5) * x * x + 1;
  if (x < 2) return (((x - 5) * x + 8) * x - 4) * -0.5;
  return 0;
}

const toFixedPoint = (weight: number): number =>
  Math.trunc((weight < 0 ? -0.5 : 0.5) + weight * (1 << PRECISION_BITS));

/** The taps that bring `inSize` samples to `outSize`, in Pillow's order of operations so that rounding agrees. */
export function computeTaps(inSize: number, outSize: number, filter: ResizeFilter): Taps {
  const kernel = kernels[filter];
  const scale = inSize / outSize;
  const filterScale = Math.max(scale, 1);
  const support = kernel.support * filterScale;
  const inverse = 1 / filterScale;
  const stride = Math.ceil(support) * 2 + 1;
  const taps: Taps = {
    first: new Int32Array(outSize),
    count: new Int32Array(outSize),
    weights: new Int32Array(outSize * stride),
    stride,
  };
  const weights = new Float64Array(stride);
  for (let out = 0; out < outSize; out++) {
    const centre = (out + 0.5) * scale;
    const first = Math.max(Math.trunc(centre - support + 0.5), 0);
    const count = Math.min(Math.trunc(centre + support + 0.5), inSize) - first;
    let sum = 0;
    for (let i = 0; i < count; i++) sum += weights[i] = kernel.at((i + first - centre + 0.5) * inverse);
    for (let i = 0; i < count; i++) {
      taps.weights[out * stride + i] = toFixedPoint(sum === 0 ? weights[i]! : weights[i]! / sum);
    }
    taps.first[out] = first;
    taps.count[out] = count;
  }
  return taps;
}

/** To 0 … 255. */
export const clip = (value: number): number => (value < 0 ? 0 : value > 255 ? 255 : value);

/** Some rows of RGB pixels inside a larger array: the first begins at `start`, the next `rowBytes` later. */
export interface Strip {
  readonly data: Uint8Array;
  readonly start: number;
  readonly rowBytes: number;
}
