import type { Value } from '../graph/graph.ts';
import { type Classification, type Classifier, defineClassifier } from './classifier.ts';
import { type Initialization, linearUniform } from './initialization.ts';
import { layerNorm, linear, type LinearStart } from './layers.ts';
import { type LayerContext, prefixed } from './module.ts';

/** A vision transformer without its head (Dosovitskiy et al. 2021). */
export interface VisionTransformer {
  /** Length of a token, D. */
  readonly width: number;
  readonly depth: number;
  readonly heads: number;
  /** Side of the squares that images are cut into, pixels. */
  readonly patch: number;
}

/** As timm starts its linear layers. */
const start: LinearStart = {
  weight: { kind: 'normal', standardDeviation: 0.02 },
  bias: { kind: 'constant', value: 0 },
};
const EPSILON = 1e-6;
/** Width of the inner layer of a block, in tokens. */
const MLP_RATIO = 4;
const CHANNELS = 3;

/**
 * Squares of the image [N, 3, S, S] as tokens [N, G^2, D]: a convolution whose stride is its kernel, written as the matrix product that
 * it is.
 */
function embedPatches(
  { b, parameter }: LayerContext,
  images: Value,
  { width, patch }: VisionTransformer,
): Value {
  const grid = (images.shape[2] ?? patch) / patch;
  const inputs = CHANNELS * patch ** 2;
  const tensor = (name: string, shape: readonly number[], weightDecay: boolean): Value =>
    parameter({
      name: `patch_embed.proj.${name}`,
      shape,
      initialization: linearUniform(inputs),
      weightDecay,
    });
  const weight = tensor('weight', [width, CHANNELS, patch, patch], true);
  const bias = tensor('bias', [width], false);
  const squares = b.Reshape(images, [-1, CHANNELS, grid, patch, grid, patch]);
  const rows = b.Reshape(b.Transpose(squares, [0, 2, 4, 1, 3, 5]), [-1, inputs]);
  const tokens = b.Gemm(rows, b.Reshape(weight, [width, inputs]), bias, { transB: true });
  return b.Reshape(tokens, [-1, grid ** 2, width]);
}

/** Puts the class token in front and adds the places: [N, G^2, D] to [N, 1 + G^2, D]. */
function addPlaces({ b, parameter }: LayerContext, patches: Value, width: number): Value {
  const count = patches.shape[1] ?? 1;
  const table = (name: string, rows: number, standardDeviation: number): Value => {
    const initialization: Initialization = { kind: 'normal', standardDeviation };
    return parameter({ name, shape: [1, rows, width], initialization, weightDecay: false });
  };
  const classToken = table('cls_token', 1, 1e-6);
  const places = table('pos_embed', 1 + count, 0.02);
  // Padding and one sum instead of a concatenation: the number of images stays open in exported models.
  const first = b.Add(places, b.Pad(classToken, [0, 0, 0, 0, count, 0]));
  return b.Add(b.Pad(patches, [0, 1, 0, 0, 0, 0]), first);
}

/** Every token looks at all tokens of its image. x [N * L, D]. */
function selfAttention(
  context: LayerContext,
  x: Value,
  length: number,
  { width, heads }: VisionTransformer,
): Value {
  const { b } = context;
  const inner = width / heads;
  const all = b.Reshape(linear(context, 'qkv', x, 3 * width, start), [-1, length, 3, heads, inner]);
  const [queries, keys, values] = b.Split(b.Transpose(all, [2, 0, 3, 1, 4]), [1, 1, 1]);
  if (!queries || !keys || !values) throw new Error('Split gave fewer than three parts.');
  const scores = b.MatMul(b.Mul(queries, inner ** -0.5), b.Transpose(keys, [0, 1, 2, 4, 3]));
  const seen = b.MatMul(b.Softmax(scores), values);
  const joined = b.Reshape(b.Transpose(seen, [0, 1, 3, 2, 4]), [-1, width]);
  return linear(context, 'proj', joined, width, start);
}

function block(context: LayerContext, x: Value, length: number, settings: VisionTransformer): Value {
  const { b } = context;
  const attention = prefixed(context, 'attn.');
  const attended = b.Add(
    x,
    selfAttention(attention, layerNorm(context, 'norm1', x, EPSILON), length, settings),
  );
  const inner = linear(
    context,
    'mlp.fc1',
    layerNorm(context, 'norm2', attended, EPSILON),
    MLP_RATIO * settings.width,
    start,
  );
  return b.Add(attended, linear(context, 'mlp.fc2', b.Gelu(inner), settings.width, start));
}

function network(
  context: LayerContext,
  images: Value,
  settings: VisionTransformer,
  classes: number,
): Classification {
  const { b } = context;
  const { width, depth } = settings;
  const tokens = b.scoped('patch_embed', () =>
    addPlaces(context, embedPatches(context, images, settings), width),
  );
  const length = tokens.shape[1] ?? 1;
  let x = b.Reshape(tokens, [-1, width]);
  for (let index = 0; index < depth; index++) {
    const name = `blocks.${index}`;
    const input = x;
    x = b.scoped(name, () => block(prefixed(context, `${name}.`), input, length, settings));
  }
  return b.scoped('head', () => {
    // The norm treats every token alone: only the class token's is needed.
    const first = b.Slice(b.Reshape(x, [-1, length, width]), { starts: [0], ends: [1], axes: [1] });
    const features = layerNorm(context, 'norm', b.Reshape(first, [-1, width]), EPSILON);
    return { features, logits: linear(context, 'head', features, classes, start) };
  });
}

/** A classifier on the class token, its tensors named as in timm's `vit_*_patch16_224`. `imageSize` is a multiple of the patch. */
export const visionTransformer = (
  settings: VisionTransformer,
  { classes, imageSize }: { readonly classes: number; readonly imageSize: number },
): Classifier =>
  defineClassifier((context, images) => network(context, images, settings, classes), imageSize);
