import { getInt } from '../attributes.ts';
import type { ShapeContext, StaticType } from './shape-context.ts';

/** Extents of an Attention node (operator set 23), whether its inputs are [batch, heads, tokens, width] or [batch, tokens, heads * width]. */
export interface AttentionExtents {
  readonly batch: number;
  readonly queryHeads: number;
  readonly keyHeads: number;
  readonly queries: number;
  readonly keys: number;
  /** Of queries and keys. */
  readonly width: number;
  readonly valueWidth: number;
  readonly flat: boolean;
}

export function attentionExtents(context: ShapeContext): AttentionExtents {
  const [q, k, v] = [context.input(0).shape, context.input(1).shape, context.input(2).shape];
  const [batch = 1] = q;
  if (q.length === 4) {
    const [, queryHeads = 1, queries = 1, width = 1] = q;
    const [, keyHeads = 1, keys = 1] = k;
    return { batch, queryHeads, keyHeads, queries, keys, width, valueWidth: v[3] ?? 1, flat: false };
  }
  const queryHeads = getInt(context.node, 'q_num_heads', 0);
  const keyHeads = getInt(context.node, 'kv_num_heads', 0);
  if (q.length !== 3 || queryHeads < 1 || keyHeads < 1) {
    throw context.error('needs inputs with four axes, or with three and the numbers of heads');
  }
  return {
    batch,
    queryHeads,
    keyHeads,
    queries: q[1] ?? 1,
    keys: k[1] ?? 1,
    width: (q[2] ?? 1) / queryHeads,
    valueWidth: (v[2] ?? 1) / keyHeads,
    flat: true,
  };
}

/** Without keys and values of earlier calls. */
export function attention(context: ShapeContext): readonly StaticType[] {
  const { elementType } = context.input(0);
  if (context.has(4) || context.has(5))
    throw context.error('keys and values of earlier calls are not supported');
  const { batch, queryHeads, keyHeads, queries, keys, width, valueWidth, flat } = attentionExtents(context);
  const shape = flat ? [batch, queries, queryHeads * valueWidth] : [batch, queryHeads, queries, valueWidth];
  return [
    { elementType, shape },
    { elementType, shape: [batch, keyHeads, keys, width] },
    { elementType, shape: [batch, keyHeads, keys, valueWidth] },
    { elementType, shape: [batch, queryHeads, queries, keys] },
  ].slice(0, context.node.outputs.length);
}
