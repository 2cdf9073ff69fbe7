import type { GraphBuilder } from '../../graph/builder/graph-builder.ts';
import type { Value } from '../../graph/graph.ts';
import { float32, tensor } from '../../graph/tensor-data.ts';
import type { Initialization } from '../initialization.ts';
import { layerNorm, linear } from '../layers.ts';
import { type LayerContext, prefixed } from '../module.ts';
import type { TextSettings } from './settings.ts';

const normal = (standardDeviation: number): Initialization => ({ kind: 'normal', standardDeviation });
const zero: Initialization = { kind: 'constant', value: 0 };

/** x sigmoid(1.702 x), the approximation of Gelu that CLIP was trained with. */
const quickGelu = (b: GraphBuilder, x: Value): Value => b.Mul(x, b.Sigmoid(b.Mul(x, 1.702)));

/** First spread of a block's inner layers: it shrinks with the number of blocks that add to the sum (transformers, CLIPPreTrainedModel). */
const innerSpread = ({ hiddenSize, layers }: TextSettings): Initialization =>
  normal((hiddenSize * 2 * layers) ** -0.5);

/** Adds nothing to what a position may see, and minus a huge number to what comes after it: [1, 1, L, L]. */
function causalMask(b: GraphBuilder, length: number): Value {
  const mask = Array.from({ length: length ** 2 }, (_, i) =>
    i % length > Math.floor(i / length) ? -1e9 : 0,
  );
  return b.constant(float32([1, 1, length, length], mask));
}

/** Every token looks at itself and those before it. x [N * L, D]. */
function selfAttention(context: LayerContext, x: Value, mask: Value, settings: TextSettings): Value {
  const { b } = context;
  const { hiddenSize, heads } = settings;
  const length = mask.shape.at(-1) ?? 1;
  const spread = { weight: innerSpread(settings), bias: zero };
  const project = (name: string, order: readonly number[]): Value => {
    const y = linear(context, name, x, hiddenSize, spread);
    return b.Transpose(b.Reshape(y, [-1, length, heads, hiddenSize / heads]), order);
  };
  const keys = project('k_proj', [0, 2, 3, 1]);
  const values = project('v_proj', [0, 2, 1, 3]);
  const queries = project('q_proj', [0, 2, 1, 3]);
  const scores = b.Mul(b.MatMul(queries, keys), (hiddenSize / heads) ** -0.5);
  const seen = b.MatMul(b.Softmax(b.Add(scores, mask)), values);
  const joined = b.Reshape(b.Transpose(seen, [0, 2, 1, 3]), [-1, hiddenSize]);
  return linear(context, 'out_proj', joined, hiddenSize, { weight: normal(hiddenSize ** -0.5), bias: zero });
}

function block(context: LayerContext, x: Value, mask: Value, settings: TextSettings): Value {
  const { b } = context;
  const { hiddenSize, intermediateSize, epsilon } = settings;
  const attended = b.Add(
    x,
    selfAttention(
      prefixed(context, 'self_attn.'),
      layerNorm(context, 'layer_norm1', x, epsilon),
      mask,
      settings,
    ),
  );
  const wide = linear(
    context,
    'mlp.fc1',
    layerNorm(context, 'layer_norm2', attended, epsilon),
    intermediateSize,
    { weight: normal((2 * hiddenSize) ** -0.5), bias: zero },
  );
  const spread = { weight: innerSpread(settings), bias: zero };
  return b.Add(attended, linear(context, 'mlp.fc2', quickGelu(b, wide), hiddenSize, spread));
}

function embed(context: LayerContext, ids: Value, settings: TextSettings): Value {
  const { b, parameter } = context;
  const { hiddenSize, vocabulary, positions } = settings;
  const length = ids.shape[1] ?? 1;
  const table = (name: string, rows: number): Value =>
    parameter({
      name: `embeddings.${name}.weight`,
      shape: [rows, hiddenSize],
      initialization: normal(0.02),
      weightDecay: true,
    });
  const tokens = b.Gather(table('token_embedding', vocabulary), ids);
  const places = table('position_embedding', positions);
  const used = length === positions ? places : b.Slice(places, { starts: [0], ends: [length] });
  return b.Reshape(b.Add(tokens, used), [-1, hiddenSize]);
}

/** The state at the first end token of each text: states [N, L, D], ids [N, L] to [N, D]. */
function poolAtEnd(b: GraphBuilder, states: Value, ids: Value, endId: number): Value {
  const length = ids.shape[1] ?? 1;
  const isEnd = b.Cast(b.Equal(ids, endId), 'int32');
  const place = b.Cast(b.ArgMax(isEnd, 1, true), 'int32');
  const places = b.constant(
    tensor(
      'int32',
      [1, length],
      Int32Array.from({ length }, (_, i) => i),
    ),
  );
  const chosen = b.Unsqueeze(b.Cast(b.Equal(place, places), 'float32'), [2]);
  return b.ReduceSum(b.Mul(states, chosen), [1], false);
}

/** What the text tower gives. */
export interface TextEncoding {
  /** [N, L, D], normalised: what a U-Net looks at. */
  readonly states: Value;
  /** [N, D]. */
  readonly pooled: Value;
  /** [N, P], not of unit length. */
  readonly embeds: Value;
}

/**
 * CLIP's text transformer (Radford et al. 2021), its tensors named as in transformers' CLIPTextModelWithProjection. `ids` [N, L], int32 or
 * int64, L at most the model's positions; what follows the first end token has no influence.
 */
export function textTransformer(context: LayerContext, ids: Value, settings: TextSettings): TextEncoding {
  const { b } = context;
  const { hiddenSize, layers, projection, endId, epsilon } = settings;
  const inside = prefixed(context, 'text_model.');
  const length = ids.shape[1] ?? 1;
  const mask = causalMask(b, length);
  let x = embed(inside, ids, settings);
  for (let layer = 0; layer < layers; layer++) {
    const name = `encoder.layers.${layer}.`;
    const input = x;
    x = b.scoped(name, () => block(prefixed(inside, name), input, mask, settings));
  }
  const normalised = layerNorm(inside, 'final_layer_norm', x, epsilon);
  const states = b.Reshape(normalised, [-1, length, hiddenSize]);
  const pooled = poolAtEnd(b, states, ids, endId);
  const weight = normal(hiddenSize ** -0.5);
  const embeds = linear(context, 'text_projection', pooled, projection, { weight, bias: null });
  return { states, pooled, embeds };
}
