import { readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { UserError } from '../../../../src-shared/errors.ts';
import { readJson, readJsonIfThere } from '../../../files/read-json.ts';
import { checkGraphFile } from '../../../model-library/check-graph-file.ts';

/** A folder in the layout of transformers.js, as its files describe it. */
export interface ModelFolder {
  /** Of the decoder, relative to the folder. */
  readonly graph: string;
  /** The graph and the files that hold its weights, relative to the folder. */
  readonly files: readonly string[];
  readonly architecture: string;
  readonly layers: number;
  readonly keyHeads: number;
  readonly headSize: number;
  /** Most tokens of prompt and answer together. */
  readonly longest: number;
  /** Tokens that end an answer. */
  readonly endIds: readonly number[];
}

const tokenIds = z
  .union([z.number().int(), z.array(z.number().int())])
  .nullish()
  .transform((ids) => [ids ?? []].flat());
const size = z.number().int().positive();
const configSchema = z.object({
  model_type: z.string().default('unknown'),
  num_hidden_layers: size,
  num_attention_heads: size,
  num_key_value_heads: size.nullish(),
  hidden_size: size,
  head_dim: size.nullish(),
  max_position_embeddings: size.default(2048),
  eos_token_id: tokenIds,
});
const generationSchema = z.object({ eos_token_id: tokenIds });

/** As transformers.js names weights of other precisions; the full one first, halves last: the processor computes with them slowly. */
const variants = ['', '_quantized', '_int8', '_uint8', '_q4', '_bnb4', '_q4f16', '_fp16'] as const;
const places = ['onnx/', ''] as const;

/**
 * Reads what a folder says of its model, without loading it.
 *
 * @throws UserError that says what is missing or does not fit.
 */
export async function readModelFolder(folder: string): Promise<ModelFolder> {
  const graph = await findGraph(folder);
  const config = await readJson(join(folder, 'config.json'), configSchema);
  const generation = await readJsonIfThere(join(folder, 'generation_config.json'), generationSchema);
  const { external } = await checkGraphFile(join(folder, graph), graph);
  return {
    graph,
    files: [graph, ...new Set(external.map(({ path }) => join(dirname(graph), path)))],
    architecture: config.model_type,
    layers: config.num_hidden_layers,
    keyHeads: config.num_key_value_heads ?? config.num_attention_heads,
    headSize: config.head_dim ?? config.hidden_size / config.num_attention_heads,
    longest: config.max_position_embeddings,
    endIds: [...new Set([...config.eos_token_id, ...(generation?.eos_token_id ?? [])])],
  };
}

async function findGraph(folder: string): Promise<string> {
  const names = new Set<string>();
  for (const place of places) {
    for (const name of await readdir(join(folder, place)).catch(() => [])) names.add(`${place}${name}`);
  }
  for (const place of places) {
    for (const variant of variants) {
      if (names.has(`${place}model${variant}.onnx`)) return `${place}model${variant}.onnx`;
    }
  }
  const has = (pattern: RegExp): boolean => [...names].some((name) => pattern.test(name));
  if (has(/\.gguf$/)) {
    throw new UserError(
      'unsupported',
      'The folder holds weights in GGUF, which this program does not run.',
      'Serve them with llama.cpp, Ollama or LM Studio, and connect that server.',
    );
  }
  if (has(/\.(?:safetensors|bin|pt|pth)$/)) {
    throw new UserError(
      'unsupported',
      'The folder holds weights for another program, but no ONNX files.',
      'Export them with "optimum-cli export onnx --task text-generation-with-past", or take a copy made for transformers.js.',
    );
  }
  throw new UserError(
    'not-found',
    'There is no language model in the folder.',
    'It should hold config.json, tokenizer.json, tokenizer_config.json and onnx/model.onnx.',
  );
}
