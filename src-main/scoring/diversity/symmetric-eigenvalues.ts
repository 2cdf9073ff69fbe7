/**
 * All eigenvalues of a real symmetric matrix, in ascending order: Householder's reduction to a tridiagonal matrix, then the QL algorithm
 * with implicit shifts (EISPACK's `tred1` and `imtql1`; Golub & Van Loan, Matrix Computations, 8.3). About 4/3 size³ operations, as no
 * vectors are computed.
 *
 * @param matrix [size, size], row by row; only the lower triangle is read, and it is overwritten.
 * @throws RangeError when the matrix is not square or holds what is no number.
 */
export function symmetricEigenvalues(matrix: Float64Array, size: number): Float64Array {
  if (matrix.length !== size * size) throw new RangeError(`The matrix has not ${size} rows and columns.`);
  if (!matrix.every(Number.isFinite)) throw new RangeError('The matrix holds what is no number.');
  const diagonal = new Float64Array(size);
  const below = new Float64Array(size);
  tridiagonalise(matrix, size, diagonal, below);
  implicitQl(diagonal, below);
  return diagonal.sort();
}

/** Leaves the tridiagonal matrix in `diagonal` and `below`, where `below[i]` stands left of `diagonal[i]`. */
function tridiagonalise(
  matrix: Float64Array,
  size: number,
  diagonal: Float64Array,
  below: Float64Array,
): void {
  const product = new Float64Array(size);
  for (let last = size - 1; last > 0; last--) {
    const row = matrix.subarray(last * size, last * size + last);
    below[last] = reflect(row);
    if (below[last] !== 0 || row.some((value) => value !== 0)) applyToBoth(matrix, size, row, product);
    diagonal[last] = matrix[last * size + last]!;
  }
  if (size > 0) diagonal[0] = matrix[0]!;
}

/**
 * Turns `row` into the vector v of the reflection 1 - 2 v vᵀ (of length 1, or 0 where there is nothing to reflect) that maps it on its last
 * axis; returns what is left there.
 */
function reflect(row: Float64Array): number {
  const end = row.length - 1;
  let rest = 0;
  for (let i = 0; i < end; i++) rest += row[i]! ** 2;
  const pivot = row[end]!;
  if (rest === 0) {
    row.fill(0);
    return pivot;
  }
  const length = Math.sqrt(rest + pivot ** 2);
  const left = pivot > 0 ? -length : length;
  row[end] = pivot - left;
  const scale = 1 / Math.sqrt(rest + (pivot - left) ** 2);
  for (let i = 0; i <= end; i++) row[i] = row[i]! * scale;
  return left;
}

/** The leading block A of `v.length` rows becomes H A H with H = 1 - 2 v vᵀ: A - v wᵀ - w vᵀ with w = 2 (A v - (vᵀ A v) v). */
function applyToBoth(matrix: Float64Array, size: number, v: Float64Array, product: Float64Array): void {
  const count = v.length;
  product.fill(0, 0, count);
  for (let i = 0; i < count; i++) {
    let sum = 0;
    const own = v[i]!;
    const start = i * size;
    for (let j = 0; j < i; j++) {
      const value = matrix[start + j]!;
      sum += value * v[j]!;
      product[j] = product[j]! + value * own;
    }
    product[i] = product[i]! + sum + matrix[start + i]! * own;
  }
  let overlap = 0;
  for (let i = 0; i < count; i++) overlap += v[i]! * product[i]!;
  for (let i = 0; i < count; i++) product[i] = 2 * (product[i]! - overlap * v[i]!);
  for (let i = 0; i < count; i++) {
    const [own, other] = [v[i]!, product[i]!];
    const start = i * size;
    for (let j = 0; j <= i; j++) {
      matrix[start + j] = matrix[start + j]! - own * product[j]! - other * v[j]!;
    }
  }
}

/** More steps than any eigenvalue has been seen to need. */
const MOST_STEPS = 60;

/** Leaves the eigenvalues in `diagonal`, unordered. */
function implicitQl(diagonal: Float64Array, below: Float64Array): void {
  const size = diagonal.length;
  const beside = new Float64Array(size);
  beside.set(below.subarray(1));
  for (let first = 0; first < size; first++) {
    for (let step = 0; ; step++) {
      const end = firstSplit(diagonal, beside, first);
      if (end === first) break;
      if (step === MOST_STEPS) throw new RangeError('The eigenvalues of this matrix do not converge.');
      qlStep(diagonal, beside, first, end);
    }
  }
}

/** The first place from `first` on after which the matrix falls apart. */
function firstSplit(diagonal: Float64Array, beside: Float64Array, first: number): number {
  for (let at = first; at < diagonal.length - 1; at++) {
    const around = Math.abs(diagonal[at]!) + Math.abs(diagonal[at + 1]!);
    if (around + Math.abs(beside[at]!) === around) return at;
  }
  return diagonal.length - 1;
}

/** One implicitly shifted step on the rows from `first` to `end`: plane rotations chase the bulge upwards. */
function qlStep(diagonal: Float64Array, beside: Float64Array, first: number, end: number): void {
  const half = (diagonal[first + 1]! - diagonal[first]!) / (2 * beside[first]!);
  const root = Math.hypot(half, 1);
  let bulge = diagonal[end]! - diagonal[first]! + beside[first]! / (half + (half < 0 ? -root : root));
  let sine = 1;
  let cosine = 1;
  let shift = 0;
  for (let at = end - 1; at >= first; at--) {
    const across = sine * beside[at]!;
    const along = cosine * beside[at]!;
    const length = Math.hypot(across, bulge);
    beside[at + 1] = length;
    if (length === 0) {
      diagonal[at + 1] = diagonal[at + 1]! - shift;
      beside[end] = 0;
      return;
    }
    sine = across / length;
    cosine = bulge / length;
    const base = diagonal[at + 1]! - shift;
    const turned = (diagonal[at]! - base) * sine + 2 * cosine * along;
    shift = sine * turned;
    diagonal[at + 1] = base + shift;
    bulge = cosine * turned - along;
  }
  diagonal[first] = diagonal[first]! - shift;
  beside[first] = bulge;
  beside[end] = 0;
}
