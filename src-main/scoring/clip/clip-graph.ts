import { UserError } from '../../../src-shared/errors.ts';
import { toFloat16Bits } from '../../../src-shared/float16.ts';
import { fromFloat16Bits } from '../../../src-shared/float16.ts';
import type { DeclaredValue, LoadedModel } from '../../graph/executors/onnxruntime.ts';
import type { TensorData } from '../../graph/tensor-data.ts';

/** What a graph of a CLIP may be fed: [images, 3, height, width] and [texts, tokens]. */
export interface ClipFeeds {
  readonly pixels: { readonly data: Float32Array; readonly dims: readonly number[] };
  readonly tokens: {
    readonly ids: Int32Array;
    readonly mask: Int32Array;
    readonly dims: readonly number[];
  };
}

const asTensor = (
  { name, type }: DeclaredValue,
  data: Float32Array | Int32Array,
  dims: readonly number[],
): TensorData => {
  switch (type) {
    case 'float32':
      return { type, dims, data: Float32Array.from(data) };
    case 'float16':
      return { type, dims, data: Uint16Array.from(data, toFloat16Bits) };
    case 'int32':
      return { type, dims, data: Int32Array.from(data) };
    case 'int64':
      return { type, dims, data: BigInt64Array.from(data as Int32Array, BigInt) };
    default:
      throw unusable(`takes "${name}" as ${type ?? 'an unknown type'}`);
  }
};

const unusable = (what: string): UserError =>
  new UserError(
    'unsupported',
    `The CLIP model ${what}, which is not supported.`,
    'Export it again with "optimum-cli export onnx".',
  );

/** Makes every declared input from what there is. */
function feedsFor(
  inputs: readonly DeclaredValue[],
  { pixels, tokens }: ClipFeeds,
): Record<string, TensorData> {
  const feed = (input: DeclaredValue): TensorData => {
    switch (input.name) {
      case 'pixel_values':
        return asTensor(input, pixels.data, pixels.dims);
      case 'input_ids':
        return asTensor(input, tokens.ids, tokens.dims);
      case 'attention_mask':
        return asTensor(input, tokens.mask, tokens.dims);
      default:
        throw unusable(`takes an input "${input.name}"`);
    }
  };
  return Object.fromEntries(inputs.map((input) => [input.name, feed(input)]));
}

/** Runs a graph for one of its outputs: [rows, dimension] as floats. */
export async function runGraph(
  graph: LoadedModel,
  output: 'text_embeds' | 'image_embeds',
  feeds: ClipFeeds,
): Promise<{ data: Float32Array; dimension: number }> {
  const results = await graph.run(feedsFor(graph.inputs, feeds), { outputs: [output] });
  const result = results[output];
  const [, dimension] = result?.dims ?? [];
  if (!result || result.dims.length !== 2 || dimension === undefined) {
    throw unusable(`gives "${output}" of shape [${result?.dims.join(', ')}]`);
  }
  if (result.type === 'float32') return { data: result.data, dimension };
  if (result.type === 'float16') return { data: Float32Array.from(result.data, fromFloat16Bits), dimension };
  throw unusable(`gives "${output}" as ${result.type}`);
}

/** Throws a UserError unless the graph gives the projected embeddings, which alone can be compared. */
export function requireOutput(graph: LoadedModel, output: 'text_embeds' | 'image_embeds'): void {
  if (graph.outputs.some(({ name }) => name === output)) return;
  const given = graph.outputs.map(({ name }) => name).join(', ');
  throw new UserError(
    'unsupported',
    `The CLIP model gives ${given} but not ${output}: it was exported without the projection.`,
    'Export it with "optimum-cli export onnx --task zero-shot-image-classification".',
  );
}

/** The extent of an input's dimension if the graph was exported for that one only. */
export function fixedExtent(graph: LoadedModel, input: string, axis: number): number | undefined {
  const extent = graph.inputs.find(({ name }) => name === input)?.dims[axis];
  return typeof extent === 'number' && extent > 0 ? extent : undefined;
}
