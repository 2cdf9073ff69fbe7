/** Value at a point; writes the gradient there to `gradient`. */
export type Objective = (point: Float64Array, gradient: Float64Array) => number;

export interface MinimiseOptions {
  /** Ends when no element of the gradient is larger than this; default 1e-6. */
  readonly tolerance?: number;
  /** Default 500. */
  readonly iterations?: number;
  /** Aborting rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

/** Pairs of steps that stand for the curvature. */
const MEMORY = 10;
const SUFFICIENT = 1e-4;
const HALVINGS = 40;

interface Pair {
  readonly step: Float64Array;
  readonly change: Float64Array;
  /** step · change, above 0. */
  readonly product: number;
}

/**
 * A minimum of a smooth convex function by limited-memory BFGS (Liu and Nocedal 1989; Nocedal and Wright, algorithm 7.4) with halved steps until
 * the Armijo condition holds. Between iterations other work of the process has its turn. `start` is not changed.
 */
export async function minimise(
  objective: Objective,
  start: Float64Array,
  { tolerance = 1e-6, iterations = 500, signal }: MinimiseOptions = {},
): Promise<Float64Array> {
  let point = Float64Array.from(start);
  let gradient = new Float64Array(start.length);
  let value = objective(point, gradient);
  const pairs: Pair[] = [];
  for (let iteration = 0; iteration < iterations; iteration++) {
    if (gradient.every((element) => Math.abs(element) <= tolerance)) break;
    const direction = descentDirection(gradient, pairs);
    const found = search(objective, { point, gradient, value }, direction, pairs.length === 0);
    if (!found) break;
    remember(pairs, { from: point, to: found.point, before: gradient, after: found.gradient });
    ({ point, gradient, value } = found);
    await new Promise(setImmediate);
    signal?.throwIfAborted();
  }
  return point;
}

interface Place {
  readonly point: Float64Array<ArrayBuffer>;
  readonly gradient: Float64Array<ArrayBuffer>;
  readonly value: number;
}

const dot = (a: Float64Array, b: Float64Array): number => {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
};

/** The two-loop recursion. */
function descentDirection(gradient: Float64Array, pairs: readonly Pair[]): Float64Array {
  const direction = gradient.map((element) => -element);
  const weights = pairs.toReversed().map(({ step, change, product }) => {
    const weight = dot(step, direction) / product;
    for (let i = 0; i < direction.length; i++) direction[i]! -= weight * change[i]!;
    return weight;
  });
  const last = pairs.at(-1);
  if (last) {
    const scale = last.product / dot(last.change, last.change);
    for (let i = 0; i < direction.length; i++) direction[i]! *= scale;
  }
  for (const [index, { step, change, product }] of pairs.entries()) {
    const weight = weights[pairs.length - 1 - index]! - dot(change, direction) / product;
    for (let i = 0; i < direction.length; i++) direction[i]! += weight * step[i]!;
  }
  return direction;
}

/** Null when no step in the direction brings the value down any more: the minimum as well as it can be told. */
function search(objective: Objective, from: Place, direction: Float64Array, isFirst: boolean): Place | null {
  const slope = dot(from.gradient, direction);
  if (!(slope < 0)) return null;
  // Nothing is known of the curvature before the first step.
  let length = isFirst ? Math.min(1, 1 / Math.sqrt(-slope)) : 1;
  for (let halving = 0; halving < HALVINGS; halving++, length /= 2) {
    const point = from.point.map((element, i) => element + length * direction[i]!);
    const gradient = new Float64Array(point.length);
    const value = objective(point, gradient);
    if (value <= from.value + SUFFICIENT * length * slope) return { point, gradient, value };
  }
  return null;
}

function remember(
  pairs: Pair[],
  { from, to, before, after }: Record<'from' | 'to' | 'before' | 'after', Float64Array>,
): void {
  const step = to.map((element, i) => element - from[i]!);
  const change = after.map((element, i) => element - before[i]!);
  const product = dot(step, change);
  if (!(product > 0)) return;
  pairs.push({ step, change, product });
  if (pairs.length > MEMORY) pairs.shift();
}
