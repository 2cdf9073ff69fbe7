import type { ForwardPass } from './forward-pass.ts';
import { bytesOf } from './peak-memory.ts';

/**
 * Cuts the forward pass into `count` segments that store about as much for the backward pass, each cut at the place nearby over which the
 * fewest bytes reach: places of the first node behind each cut, ascending. Fewer where the pass cannot be cut so often.
 */
export function cutPlaces(pass: ForwardPass, count: number): readonly number[] {
  const { storedUntil, crossing } = profile(pass);
  const total = storedUntil.at(-1) ?? 0;
  const cuts: number[] = [];
  for (let i = 1; i < count; i++) {
    const [low, high] = [((i - 0.5) * total) / count, ((i + 0.5) * total) / count];
    let best: number | undefined;
    for (let place = (cuts.at(-1) ?? 0) + 1; place < pass.forward.length; place++) {
      const stored = storedUntil[place - 1]!;
      if (stored < low || stored > high) continue;
      if (best === undefined || crossing[place]! < crossing[best]!) best = place;
    }
    if (best !== undefined) cuts.push(best);
  }
  return cuts;
}

interface Profile {
  /** Bytes that nodes up to this place, it included, store for the backward pass. */
  readonly storedUntil: readonly number[];
  /** Bytes of activations from before this place that it or a later node of the forward pass reads. */
  readonly crossing: readonly number[];
}

function profile({ graph, forward, placeOf, activations, stored }: ForwardPass): Profile {
  const lastRead = new Map<string, number>();
  for (const [place, { inputs }] of forward.entries()) {
    for (const name of inputs) if (activations.has(name)) lastRead.set(name, place);
  }
  const own = forward.map(() => 0);
  const change = forward.map(() => 0);
  for (const name of activations) {
    const bytes = bytesOf(graph, name);
    const place = placeOf.get(name)!;
    if (stored.has(name)) own[place]! += bytes;
    const last = lastRead.get(name) ?? place;
    if (last === place) continue;
    change[place + 1]! += bytes;
    if (last + 1 < change.length) change[last + 1]! -= bytes;
  }
  return { storedUntil: running(own), crossing: running(change) };
}

function running(values: readonly number[]): number[] {
  let sum = 0;
  return values.map((value) => (sum += value));
}

/** Activations below this stay: channel statistics cost nothing to keep, and spare passes over whole tensors. */
const SMALL_BYTES = 2 ** 16;

/** Which activations of a forward pass with these cuts need not wait for the backward pass. */
export class Segments {
  readonly #pass: ForwardPass;
  readonly #cuts: readonly number[];
  readonly #kept: ReadonlySet<string>;

  constructor(pass: ForwardPass, cuts: readonly number[]) {
    this.#pass = pass;
    this.#cuts = cuts;
    const { forward, graph, placeOf } = pass;
    const crossing = forward.flatMap(({ inputs }, place) =>
      inputs.filter((name) => placeOf.has(name) && this.#at(placeOf.get(name)!) !== this.#at(place)),
    );
    this.#kept = new Set([...crossing, ...graph.outputs]);
  }

  /** Counted from 0; of a value of the forward pass. */
  of(name: string): number {
    return this.#at(this.#pass.placeOf.get(name)!);
  }

  /** The place behind a segment that is not the last. */
  end(segment: number): number {
    return this.#cuts[segment]!;
  }

  /** Whether it is an activation that can be computed again within its segment. */
  drops(name: string): boolean {
    const { activations, graph } = this.#pass;
    if (!activations.has(name) || this.#kept.has(name)) return false;
    return this.of(name) < this.#cuts.length && bytesOf(graph, name) >= SMALL_BYTES;
  }

  #at(place: number): number {
    return this.#cuts.filter((cut) => cut <= place).length;
  }
}
