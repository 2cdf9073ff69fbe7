import { join } from 'node:path';
import { UserError } from '../../../../src-shared/errors.ts';
import { type DeclaredValue, type LoadedModel, loadModel } from '../../../graph/executors/onnxruntime.ts';
import { fromFloat16Bits } from '../../../../src-shared/float16.ts';
import { type TensorData, zeros } from '../../../graph/tensor-data.ts';
import type { ModelFolder } from './model-folder.ts';

/** Reads tokens one after the other, and says which may come next. */
export interface Decoder {
  /** Begins a text. */
  begin(): DecoderState;
  dispose(): Promise<void>;
}

export interface DecoderState {
  /** Tokens read so far. */
  readonly length: number;
  /** Reads more tokens, at least one; resolves with a score for each token of the vocabulary as the next. */
  read(ids: readonly number[]): Promise<Float32Array>;
}

/** The scores of every token that is read at once are in memory together: a vocabulary of 150,000 makes 38 MB of these. */
const MOST_AT_ONCE = 64;

/**
 * A decoder in the form that optimum and transformers.js give it: keys and values of what was read come out as `present.*` and go in again as
 * `past_key_values.*`, [1, heads, tokens, size] each.
 *
 * @throws UserError when its graph takes or gives something else.
 */
export async function loadDecoder(folder: string, facts: ModelFolder): Promise<Decoder> {
  const model = await loadModel(join(folder, facts.graph));
  const pasts = model.inputs.filter(({ name }) => name.startsWith('past_key_values.'));
  const unknown = model.inputs.find(
    ({ name }) => !pasts.some((past) => past.name === name) && !known.has(name),
  );
  if (unknown || pasts.length !== 2 * facts.layers || !model.outputs.some(({ name }) => name === 'logits')) {
    await model.dispose();
    throw unusable(unknown ? `takes an input "${unknown.name}"` : 'does not take its past as inputs');
  }
  return {
    begin: () => begin(model, pasts, facts),
    dispose: () => model.dispose(),
  };
}

const known = new Set([
  'input_ids',
  'attention_mask',
  'position_ids',
  'num_logits_to_keep',
  'logits_to_keep',
]);

function begin(model: LoadedModel, pasts: readonly DeclaredValue[], facts: ModelFolder): DecoderState {
  let past = Object.fromEntries(pasts.map((value) => [value.name, emptyPast(value, facts)]));
  let length = 0;

  async function readSome(ids: readonly number[]): Promise<TensorData> {
    const feeds = { ...past };
    for (const input of model.inputs) {
      if (!known.has(input.name)) continue;
      feeds[input.name] = integers(input, ids, length);
    }
    const results = await model.run(feeds);
    past = Object.fromEntries(
      pasts.map(({ name }) => [name, given(results, name.replace('past_key_values', 'present'))]),
    );
    length += ids.length;
    return given(results, 'logits');
  }

  return {
    get length() {
      return length;
    },
    read: async (ids) => {
      if (ids.length === 0) throw new RangeError('There is nothing to read.');
      let logits: TensorData | undefined;
      for (let from = 0; from < ids.length; from += MOST_AT_ONCE) {
        logits = await readSome(ids.slice(from, from + MOST_AT_ONCE));
        // So that the process hears a cancel in between.
        await new Promise(setImmediate);
      }
      return lastRow(logits!);
    },
  };
}

const given = (results: Readonly<Record<string, TensorData>>, name: string): TensorData => {
  const result = results[name];
  if (!result) throw unusable(`gives no "${name}"`);
  return result;
};

function emptyPast({ name, type, dims }: DeclaredValue, facts: ModelFolder): TensorData {
  if (type !== 'float32' && type !== 'float16')
    throw unusable(`keeps "${name}" as ${type ?? 'an unknown type'}`);
  const [, heads, , size] = dims;
  return zeros(type, [
    1,
    typeof heads === 'number' && heads > 0 ? heads : facts.keyHeads,
    0,
    typeof size === 'number' && size > 0 ? size : facts.headSize,
  ]);
}

function integers({ name, type }: DeclaredValue, ids: readonly number[], before: number): TensorData {
  switch (name) {
    case 'input_ids':
      return whole(type, name, ids, [1, ids.length]);
    case 'attention_mask': {
      const all = before + ids.length;
      return whole(
        type,
        name,
        Array.from({ length: all }, () => 1),
        [1, all],
      );
    }
    case 'position_ids':
      return whole(
        type,
        name,
        ids.map((_, i) => before + i),
        [1, ids.length],
      );
    default:
      return whole(type, name, [1], []);
  }
}

function whole(
  type: DeclaredValue['type'],
  name: string,
  values: readonly number[],
  dims: readonly number[],
): TensorData {
  switch (type) {
    case 'int64':
      return { type, dims, data: BigInt64Array.from(values, BigInt) };
    case 'int32':
      return { type, dims, data: Int32Array.from(values) };
    default:
      throw unusable(`takes "${name}" as ${type ?? 'an unknown type'}`);
  }
}

function lastRow({ type, dims, data }: TensorData): Float32Array {
  const vocabulary = dims.at(-1) ?? 0;
  if (type === 'float32') return data.slice(data.length - vocabulary);
  if (type === 'float16') return Float32Array.from(data.slice(data.length - vocabulary), fromFloat16Bits);
  throw unusable(`gives scores as ${type}`);
}

const unusable = (what: string): UserError =>
  new UserError(
    'unsupported',
    `The language model ${what}, which is not supported.`,
    'Export it with "optimum-cli export onnx --task text-generation-with-past", or take a copy made for transformers.js.',
  );
