import { float32, type TensorOf } from '../graph/tensor-data.ts';

/** Keys' cubic with a = -1/2, as `torch.nn.functional.interpolate` has it where it antialiases. */
function cubic(distance: number): number {
  const x = Math.abs(distance);
  if (x < 1) return (1.5 * x - 2.5) * x * x + 1;
  return x < 2 ? ((-0.5 * x + 2.5) * x - 4) * x + 2 : 0;
}

/** What each new place takes from which old ones; weights sum to 1. */
interface Taps {
  readonly first: number;
  readonly weights: readonly number[];
}

function tapsOf(from: number, to: number): readonly Taps[] {
  const scale = from / to;
  const width = Math.max(scale, 1);
  return Array.from({ length: to }, (_, i) => {
    const centre = scale * (i + 0.5);
    const first = Math.max(0, Math.floor(centre - 2 * width + 0.5));
    const last = Math.min(from, Math.floor(centre + 2 * width + 0.5));
    const raw = Array.from({ length: last - first }, (_unused, k) =>
      cubic((first + k - centre + 0.5) / width),
    );
    const total = raw.reduce((sum, weight) => sum + weight, 0);
    return { first, weights: raw.map((weight) => weight / total) };
  });
}

/** Along the middle axis of [outer, from, inner]. */
function resample(values: Float64Array, from: number, inner: number, taps: readonly Taps[]): Float64Array {
  const outer = values.length / (from * inner);
  const result = new Float64Array(outer * taps.length * inner);
  for (let o = 0; o < outer; o++) {
    for (const [i, { first, weights }] of taps.entries()) {
      const target = (o * taps.length + i) * inner;
      for (const [k, weight] of weights.entries()) {
        const source = (o * from + first + k) * inner;
        for (let d = 0; d < inner; d++) result[target + d]! += weight * values[source + d]!;
      }
    }
  }
  return result;
}

/**
 * Position embeddings [1, 1 + G^2, D] of a vision transformer for a picture of `grid` squares a side: bicubic with antialiasing, the class
 * token's row unchanged (timm, `resample_abs_pos_embed`). Null where the rows are no class token and a square.
 */
export function resamplePositions(
  { dims, data }: TensorOf<'float32'>,
  grid: number,
): TensorOf<'float32'> | null {
  const [one, rows = 0, width = 0] = dims;
  const from = Math.sqrt(rows - 1);
  if (dims.length !== 3 || one !== 1 || rows < 2 || !Number.isInteger(from)) return null;
  const taps = tapsOf(from, grid);
  const down = resample(Float64Array.from(data.subarray(width)), from, from * width, taps);
  const places = resample(down, from, width, taps);
  return float32([1, 1 + grid ** 2, width], [...data.subarray(0, width), ...places]);
}
