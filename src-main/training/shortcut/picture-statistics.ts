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
  const luma = brightness(red, green, blue);
  const moments = channels.map(momentsOf) as [Moments, Moments, Moments];
  const [ofRed, ofGreen, ofBlue] = moments;
  const along = differences(luma, size, 'across');
  const down = differences(luma, size, 'down');
  return [
    ...moments.flatMap(({ mean, std, skewness, kurtosis }) => [mean, std, skewness, kurtosis]),
    correlation([red, ofRed], [green, ofGreen]),
    correlation([red, ofRed], [blue, ofBlue]),
    correlation([green, ofGreen], [blue, ofBlue]),
    ...clippedShares(pixels),
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

// Plain loops from here on: a picture of 224 x 224 has 150,000 values, and callbacks would take most of the time.

function brightness(red: Float32Array, green: Float32Array, blue: Float32Array): Float32Array {
  const luma = new Float32Array(red.length);
  for (let i = 0; i < luma.length; i++) luma[i] = 0.299 * red[i]! + 0.587 * green[i]! + 0.114 * blue[i]!;
  return luma;
}

/** Shares of values at the bottom and at the top of the range. */
function clippedShares(pixels: Float32Array): [number, number] {
  let [dark, bright] = [0, 0];
  for (let i = 0; i < pixels.length; i++) {
    if (pixels[i]! <= DARK) dark++;
    else if (pixels[i]! >= BRIGHT) bright++;
  }
  return [dark / pixels.length, bright / pixels.length];
}

interface Moments {
  readonly mean: number;
  readonly std: number;
  readonly skewness: number;
  readonly kurtosis: number;
}

/** Population moments; skewness and excess kurtosis are 0 for a constant. */
function momentsOf(values: Float32Array): Moments {
  const n = values.length;
  let sum = 0;
  for (let i = 0; i < n; i++) sum += values[i]!;
  const mean = sum / n;
  let [second, third, fourth] = [0, 0, 0];
  for (let i = 0; i < n; i++) {
    const from = values[i]! - mean;
    const square = from * from;
    second += square;
    third += square * from;
    fourth += square * square;
  }
  const variance = second / n;
  const std = Math.sqrt(variance);
  if (variance < EPSILON) return { mean, std, skewness: 0, kurtosis: 0 };
  return { mean, std, skewness: third / n / std ** 3, kurtosis: fourth / n / variance ** 2 - 3 };
}

type Measured = readonly [Float32Array, Moments];

/** Pearson's; 0 where one of the two is constant. */
function correlation([a, left]: Measured, [b, right]: Measured): number {
  if (Math.min(left.std, right.std) ** 2 < EPSILON) return 0;
  let product = 0;
  for (let i = 0; i < a.length; i++) product += (a[i]! - left.mean) * (b[i]! - right.mean);
  return product / a.length / (left.std * right.std);
}

function meanSquare(values: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]! * values[i]!;
  return sum / values.length;
}

const logEnergy = (values: Float32Array): number => Math.log(EPSILON + meanSquare(values));

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
  return product / (lines * (length - 1)) / (meanSquare(values) + EPSILON);
}

/** Four times the middle less its neighbours, inside the border. */
function laplacian(plane: Float32Array, size: number): Float32Array {
  const inner = size - 2;
  const found = new Float32Array(inner * inner);
  for (let y = 0; y < inner; y++) {
    for (let x = 0; x < inner; x++) {
      const at = (y + 1) * size + x + 1;
      found[y * inner + x] =
        4 * plane[at]! - plane[at - 1]! - plane[at + 1]! - plane[at - size]! - plane[at + size]!;
    }
  }
  return found;
}

/** Log energies of the diagonal Haar detail at three scales, the finest first. */
function diagonalDetail(plane: Float32Array, size: number): number[] {
  const energies: number[] = [];
  let [current, side] = [plane, size];
  for (let scale = 0; scale < SCALES; scale++) {
    const half = Math.floor(side / 2);
    const detail = new Float32Array(half * half);
    const mean = new Float32Array(half * half);
    for (let y = 0; y < half; y++) {
      for (let x = 0; x < half; x++) {
        const at = 2 * y * side + 2 * x;
        const sum = current[at]! + current[at + side + 1]!;
        const crossed = current[at + 1]! + current[at + side]!;
        detail[y * half + x] = (sum - crossed) / 2;
        mean[y * half + x] = (sum + crossed) / 4;
      }
    }
    energies.push(logEnergy(detail));
    [current, side] = [mean, half];
  }
  return energies;
}

/** Log energy of the differences of a colour less the brightness, in both directions. */
function chromaDetail(colour: Float32Array, luma: Float32Array, size: number): number {
  const chroma = new Float32Array(colour.length);
  for (let i = 0; i < chroma.length; i++) chroma[i] = colour[i]! - luma[i]!;
  const energies = (['across', 'down'] as const).map((direction) =>
    meanSquare(differences(chroma, size, direction).values),
  );
  return Math.log(EPSILON + (energies[0]! + energies[1]!) / 2);
}

/** Deviation of the mean size of the differences over the eight phases of a grid, as a share of their mean. */
function gridUnevenness({ values, lines, length }: Differences): number {
  const sums = new Float64Array(BLOCK);
  const counts = new Float64Array(BLOCK);
  for (let i = 0; i < lines; i++) {
    for (let j = 0; j < length; j++) {
      const phase = j % BLOCK;
      sums[phase] = sums[phase]! + Math.abs(values[i * length + j]!);
      counts[phase] = counts[phase]! + 1;
    }
  }
  const { mean, std } = momentsOf(Float32Array.from(sums, (sum, phase) => sum / counts[phase]!));
  return mean < 1e-6 ? 0 : std / mean;
}
