import type { LoadedModel } from '../../graph/executors/onnxruntime.ts';
import type { Encoding } from '../../tokenizer/clip-tokenizer.ts';
import { UserError } from '../../../src-shared/errors.ts';
import type { ModelConfigs } from '../model-folder/model-configs.ts';
import type { PromptTokens } from '../types.ts';
import type { ModelClock } from './model-clock.ts';
import { inputsByRole, rowsPerRun } from './network-inputs.ts';
import { explainRuntimeError } from '../../graph/executors/open-network.ts';
import { joined } from './row-chunks.ts';
import { toDeclared, toFloats } from './tensor-conversion.ts';

/** What a prompt becomes for the U-Net. */
export interface EncodedPrompt {
  /** Tokens by features, row-major. */
  readonly hidden: Float32Array;
  /** Features of one token. */
  readonly width: number;
  readonly tokens: PromptTokens;
}

export interface TextEncoder {
  readonly encode: (prompt: string, clock: ModelClock) => Promise<EncodedPrompt>;
  readonly dispose: () => Promise<void>;
}

/** A job repeats its prompts, and the negative prompt is in every batch. */
const cachedPrompts = 256;
const label = 'text_encoder/model.onnx';

export const promptTokens = ({ tokens, truncated, unseen }: Encoding): PromptTokens => ({
  tokens,
  truncated,
  unseen,
});

/** Each prompt is encoded by itself, so that what it becomes does not depend on its company. */
export function createTextEncoder(model: LoadedModel, configs: ModelConfigs): TextEncoder {
  const { tokenizer, masksPadding } = configs;
  const { ids, mask } = inputsByRole(label, model, ['ids'], ['mask']);
  const rows = rowsPerRun(ids) ?? 1;
  const output = hiddenOutput(model);
  const cache = new Map<string, EncodedPrompt>();

  async function run(encoding: Encoding, clock: ModelClock): Promise<EncodedPrompt> {
    const dims = [rows, tokenizer.maxLength];
    const repeat = (row: Int32Array) =>
      Int32Array.from({ length: rows * row.length }, (_, i) => row[i % row.length]!);
    const seen = masksPadding ? encoding.tokens : tokenizer.maxLength;
    const feeds = {
      [ids.name]: toDeclared(ids, dims, repeat(encoding.ids)),
      ...(mask && {
        [mask.name]: toDeclared(mask, dims, repeat(encoding.ids.map((_, i) => (i < seen ? 1 : 0)))),
      }),
    };
    const results = await clock
      .time(() => model.run(feeds, { outputs: [output] }))
      .catch((error: unknown) => {
        throw explainRuntimeError(label, error, 'run');
      });
    const value = results[output]!;
    const width = value.dims.at(-1) ?? 0;
    const hidden = toFloats(output, value).slice(0, tokenizer.maxLength * width);
    return { hidden, width, tokens: promptTokens(encoding) };
  }

  return {
    encode: async (prompt, clock) => {
      const known = cache.get(prompt);
      if (known) return known;
      const encoded = await run(tokenizer.encode(prompt), clock);
      if (cache.size >= cachedPrompts) cache.clear();
      cache.set(prompt, encoded);
      return encoded;
    },
    dispose: () => model.dispose(),
  };
}

/** The states of all tokens: by name, or the first output of rank 3. */
function hiddenOutput({ outputs }: LoadedModel): string {
  const output =
    outputs.find(({ name }) => name === 'last_hidden_state') ?? outputs.find(({ dims }) => dims.length === 3);
  if (output) return output.name;
  throw new UserError(
    'unsupported',
    `${label} gives no states of the tokens, only ${outputs.map(({ name }) => name).join(', ')}.`,
    'This is the text half of a CLIP model for scoring. Copy the text encoder of the text-to-image model.',
  );
}

/** One row of `hidden` for each prompt. */
export const stacked = (prompts: readonly EncodedPrompt[]): Float32Array =>
  joined(prompts.map(({ hidden }) => hidden));
