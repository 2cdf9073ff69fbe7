import { getFloat, getInt } from '../../attributes.ts';
import type { Value } from '../../graph.ts';
import { type AttentionExtents, attentionExtents } from '../../shapes/attention.ts';
import type { GradientRule, GradientRules, RuleContext } from '../rule-context.ts';

/** So low that nothing is left of it after a softmax, and finite in half precision. */
const MASKED = -60000;

/** [batch, tokens, heads * width] to [batch, heads, tokens, width]; four axes stay. */
function splitHeads({ b }: RuleContext, x: Value, heads: number): Value {
  if (x.shape.length === 4) return x;
  const [batch = 1, tokens = 1, width = 1] = x.shape;
  return b.Transpose(b.Reshape(x, [batch, tokens, heads, width / heads]), [0, 2, 1, 3]);
}

/** Gives each group of query heads its own copy of the keys or values that it shares. */
function repeatHeads({ b }: RuleContext, x: Value, times: number): Value {
  if (times === 1) return x;
  const [batch = 1, heads = 1, tokens = 1, width = 1] = x.shape;
  const copies = b.Expand(b.Unsqueeze(x, [2]), [batch, heads, times, tokens, width]);
  return b.Reshape(copies, [batch, heads * times, tokens, width]);
}

/** Scores after `is_causal` and `attn_mask`, which is added, or is true where a key may be seen. */
function masked(context: RuleContext, scores: Value, { queries, keys }: AttentionExtents): Value {
  const { b, node } = context;
  let result = scores;
  if (context.has(3)) {
    const mask = context.input(3);
    result = mask.elementType === 'bool' ? b.Where(mask, result, MASKED) : b.Add(result, mask);
  }
  if (getInt(node, 'is_causal', 0) === 0) return result;
  const seen = Array.from({ length: queries * keys }, (_, i) => (i % keys <= Math.floor(i / keys) ? 1 : 0));
  const visible = b.Cast(context.constant(scores, [queries, keys], seen), 'bool');
  return b.Where(visible, result, MASKED);
}

/** softmax(scale q k' + mask) v (ONNX Attention, operator set 23). */
function compute(context: RuleContext): Value {
  const { b, node } = context;
  const extents = attentionExtents(context);
  const { batch, queryHeads, keyHeads, queries, width, valueWidth, flat } = extents;
  const scale = Math.sqrt(getFloat(node, 'scale', 1 / Math.sqrt(width)));
  const times = queryHeads / keyHeads;
  const q = b.Mul(splitHeads(context, context.input(0), queryHeads), scale);
  const k = b.Mul(repeatHeads(context, splitHeads(context, context.input(1), keyHeads), times), scale);
  const v = repeatHeads(context, splitHeads(context, context.input(2), keyHeads), times);
  const scores = masked(context, b.MatMul(q, b.Transpose(k, [0, 1, 3, 2])), extents);
  const y = b.MatMul(b.Softmax(scores), v);
  return flat ? b.Reshape(b.Transpose(y, [0, 2, 1, 3]), [batch, queries, queryHeads * valueWidth]) : y;
}

const attention: GradientRule = (context) => {
  if (context.node.outputs.slice(1).some((_, i) => context.gradient(i + 1) !== undefined)) {
    throw context.unsupported('through its keys, values or scores');
  }
  if (getFloat(context.node, 'softcap', 0) !== 0) throw context.unsupported('softcap');
  return context.through(() => compute(context));
};

export const attentionRules: GradientRules = { Attention: attention };
