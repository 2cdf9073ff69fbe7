/**
 * Simple statistics of a picture in which codecs, resampling and generators leave traces while objects leave few: moments and correlations of the
 * channels, clipped values, energy of fine detail in brightness and colour (JPEG thins out the latter), how neighbouring differences hang
 * together, and how unevenly differences fall on the eight phases of a JPEG grid, wherever it begins.
 */
export const STATISTICS = 29;

const EPSILON = 1e-8;
const DARK = 0.5 / 255;
const BRIGHT = 254.5 / 255;
/** Pixels of a JPEG block. */
const BLOCK = 8;
const SCALES = 3;

/**
 * @param pixels [3, S, S], red, green, blue, in [0, 1]; S = `size` >= 16
 * @returns [STATISTICS]
 */
export function pictureStatistics(pixels: Float32Array, size: number): number[] {
  const area = size * size;
  const channels = [0, 1, 2].map((c) => pixels.subarray(c * area, (c + 1) * area));
  const [red, green, blue] = channels as [Float32Array, Float32Array, Float32Array];
  const luma = red.map((value, i) => 0.299 * value + 0.587 * green[i]! + 0.114 * blue[i]!);
  const moments = channels.map(momentsOf);
  const along = differences(luma, size, 'across');
  const down = differences(luma, size, 'down');
  return [
    ...moments.flatMap(({ mean, std, skewness, kurtosis }) => [mean, std, skewness, kurtosis]),
    correlation(red, green),
    correlation(red, blue),
    correlation(green, blue),
    pixels.reduce((count, value) => count + Number(value <= DARK), 0) / pixels.length,
    pixels.reduce((count, value) => count + Number(value >= BRIGHT), 0) / pixels.length,
    logEnergy(along.values),
    logEnergy(down.values),
    logEnergy(laplacian(luma, size)),
    persistence(along),
    persistence(down),
    ...diagonalDetail(luma, size),
    chromaDetail(blue, luma, size),
    chromaDetail(red, luma, size),
    gridUnevenness(along),
    gridUnevenness(down),
  ];
}

/** Population moments; skewness and excess kurtosis are 0 for a constant. */
function momentsOf(values: Float32Array): { mean: number; std: number; skewness: number; kurtosis: number } {
  const n = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  let [second, third, fourth] = [0, 0, 0];
  for (const value of values) {
    const square = (value - mean) ** 2;
    second += square / n;
    third += (square * (value - mean)) / n;
    fourth += square ** 2 / n;
  }
  const std = Math.sqrt(second);
  if (second < EPSILON) return { mean, std, skewness: 0, kurtosis: 0 };
  return { mean, std, skewness: third / std ** 3, kurtosis: fourth / second ** 2 - 3 };
}

/** Pearson's; 0 where one of the two is constant. */
function correlation(a: Float32Array, b: Float32Array): number {
  const [left, right] = [momentsOf(a), momentsOf(b)];
  if (Math.min(left.std, right.std) ** 2 < EPSILON) return 0;
  let product = 0;
  for (const [i, value] of a.entries()) product += (value - left.mean) * (b[i]! - right.mean);
  return product / a.length / (left.std * right.std);
}

const logEnergy = (values: Float32Array): number =>
  Math.log(EPSILON + values.reduce((sum, value) => sum + value ** 2, 0) / values.length);

/** Of neighbours; `lines` lie one after the other, each in the direction of the differences. */
interface Differences {
  readonly values: Float32Array;
  readonly lines: number;
  readonly length: number;
}

function differences(plane: Float32Array, size: number, direction: 'across' | 'down'): Differences {
  const length = size - 1;
  const [step, line] = direction === 'across' ? [1, size] : [size, 1];
  const values = new Float32Array(size * length);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < length; j++) {
      const at = i * line + j * step;
      values[i * length + j] = plane[at + step]! - plane[at]!;
    }
  }
  return { values, lines: size, length };
}

/** How much of a difference the next one repeats, in [-1, 1]: negative where there is noise, positive where resampling smoothed. */
function persistence({ values, lines, length }: Differences): number {
  let product = 0;
  for (let i = 0; i < lines; i++) {
    for (let j = 1; j < length; j++) product += values[i * length + j]! * values[i * length + j - 1]!;
  }
  const squares = values.reduce((sum, value) => sum + value ** 2, 0) / values.length;
  return product / (lines * (length - 1)) / (squares + EPSILON);
}

/** Four times the middle less its neighbours, inside the border. */
function laplacian(plane: Float32Array, size: number): Float32Array {
  const inner = size - 2;
  return Float32Array.from({ length: inner * inner }, (_, i) => {
    const at = (Math.floor(i / inner) + 1) * size + (i % inner) + 1;
    return 4 * plane[at]! - plane[at - 1]! - plane[at + 1]! - plane[at - size]! - plane[at + size]!;
  });
}

/** Log energies of the diagonal Haar detail at three scales, the finest first. */
function diagonalDetail(plane: Float32Array, size: number): number[] {
  const energies: number[] = [];
  let [current, side] = [plane, size];
  for (let scale = 0; scale < SCALES; scale++) {
    const half = Math.floor(side / 2);
    const detail = new Float32Array(half * half);
    const mean = new Float32Array(half * half);
    for (let i = 0; i < half * half; i++) {
      const at = 2 * Math.floor(i / half) * side + 2 * (i % half);
      const [a, b, c, d] = [current[at]!, current[at + 1]!, current[at + side]!, current[at + side + 1]!];
      detail[i] = (a - b - c + d) / 2;
      mean[i] = (a + b + c + d) / 4;
    }
    energies.push(logEnergy(detail));
    [current, side] = [mean, half];
  }
  return energies;
}

/** Log energy of the differences of a colour less the brightness, in both directions. */
function chromaDetail(colour: Float32Array, luma: Float32Array, size: number): number {
  const chroma = colour.map((value, i) => value - luma[i]!);
  const [across, down] = [differences(chroma, size, 'across'), differences(chroma, size, 'down')];
  const both = new Float32Array(across.values.length * 2);
  both.set(across.values);
  both.set(down.values, across.values.length);
  return logEnergy(both);
}

/** Deviation of the mean size of the differences over the eight phases of a grid, as a share of their mean. */
function gridUnevenness({ values, lines, length }: Differences): number {
  const sums = new Float64Array(BLOCK);
  const counts = new Float64Array(BLOCK);
  for (let i = 0; i < lines; i++) {
    for (let j = 0; j < length; j++) {
      sums[j % BLOCK]! += Math.abs(values[i * length + j]!);
      counts[j % BLOCK]! += 1;
    }
  }
  const { mean, std } = momentsOf(Float32Array.from(sums, (sum, phase) => sum / counts[phase]!));
  return mean < 1e-6 ? 0 : std / mean;
}
