import type { GraphBuilder } from '../builder/graph-builder.ts';
import type { Value } from '../graph.ts';
import { channelAffine, reorderInput, reorderOutput } from './blocked/operators.ts';

/** scale * x + shift + sum per channel, x and sum blocked, scale and shift [C]: not computed yet. */
export interface PendingAffine {
  readonly x: Value;
  readonly scale: Value;
  readonly shift: Value;
  readonly sum?: Value;
}

/**
 * A tensor of the graph being lowered, in the memory layouts it exists in so far. The other layout is made when it is first
 * asked for. An affine map waits until something needs its result, because an addition and a Relu that follow it cost
 * nothing in the same pass.
 */
export class LaidOut {
  readonly elementType: Value['elementType'];
  readonly shape: readonly number[];
  readonly #b: GraphBuilder;
  #plain: Value | undefined;
  #blocked: Value | undefined;
  #pending: PendingAffine | undefined;

  private constructor(b: GraphBuilder, like: Value) {
    this.#b = b;
    this.elementType = like.elementType;
    this.shape = like.shape;
  }

  static plain(b: GraphBuilder, value: Value): LaidOut {
    const result = new LaidOut(b, value);
    result.#plain = value;
    return result;
  }

  static blocked(b: GraphBuilder, value: Value): LaidOut {
    const result = new LaidOut(b, value);
    result.#blocked = value;
    return result;
  }

  /** A tensor that exists in both layouts already. */
  static both(plain: Value, blocked: Value, b: GraphBuilder): LaidOut {
    const result = LaidOut.plain(b, plain);
    result.#blocked = blocked;
    return result;
  }

  static affine(b: GraphBuilder, pending: PendingAffine): LaidOut {
    const result = new LaidOut(b, pending.x);
    result.#pending = pending;
    return result;
  }

  /** Whether the blocked layout is there, or comes without a reorder. */
  get isBlocked(): boolean {
    return this.#blocked !== undefined || this.#pending !== undefined;
  }

  /** The affine map, as long as its result has not been asked for. */
  get pending(): PendingAffine | undefined {
    return this.#pending;
  }

  /** The layout that costs nothing: the one it was made in. */
  asMade(): Value {
    return this.isBlocked ? this.blocked() : this.plain();
  }

  plain(): Value {
    this.#plain ??= reorderOutput(this.#b, this.blocked());
    return this.#plain;
  }

  blocked(): Value {
    if (this.#pending !== undefined) {
      const { x, scale, ...rest } = this.#pending;
      this.#blocked = channelAffine(this.#b, x, scale, rest);
      this.#pending = undefined;
    }
    this.#blocked ??= reorderInput(this.#b, this.plain());
    return this.#blocked;
  }
}
