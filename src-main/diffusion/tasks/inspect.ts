import type { TaskImplementation } from '../../engine/tasks.ts';
import { folderStamp } from '../../model-library/folder-stamp.ts';
import { unusableBecause } from '../../model-library/unusable-because.ts';
import type { ClipTokenizer } from '../../tokenizer/clip-tokenizer.ts';
import { checkModelFolder, modelFacts } from '../model-folder/check-model-folder.ts';
import { readModelConfigs } from '../model-folder/model-configs.ts';
import { hashModel } from '../model-folder/model-hash.ts';
import { withPipeline } from '../pipeline/loaded-pipelines.ts';
import { promptTokens } from '../pipeline/text-encoder.ts';
import type { ModelInspection } from '../types.ts';

/** What a model folder can do, or what is wrong with it and what to do. With `load`, operators that the provider lacks show too. */
export async function inspectModelFolder(folder: string, load = false): Promise<ModelInspection> {
  try {
    const checked = await checkModelFolder(folder);
    const { hash, bytes } = await hashModel(folder);
    if (load) await withPipeline(folder, 'cpu', () => Promise.resolve());
    return { kind: 'usable', facts: await modelFacts(folder, checked, bytes), modelHash: hash };
  } catch (error) {
    return unusableBecause(error);
  }
}

/** `generation.inspect`. */
export const inspectModel: TaskImplementation<'generation.inspect'> = ({ folder, load }) =>
  inspectModelFolder(folder, load);

/** Plans ask for the same model again and again, and a large vocabulary takes a while to read. */
let lastTokenizer: { readonly key: string; readonly tokenizer: ClipTokenizer } | undefined;

async function tokenizerOf(folder: string): Promise<ClipTokenizer> {
  const key = `${folder}\0${await folderStamp(folder)}`;
  if (lastTokenizer?.key !== key) {
    lastTokenizer = { key, tokenizer: (await readModelConfigs(folder)).tokenizer };
  }
  return lastTokenizer.tokenizer;
}

/** `generation.tokens`. */
export const countTokens: TaskImplementation<'generation.tokens'> = async ({ folder, prompts }) => {
  const tokenizer = await tokenizerOf(folder);
  return prompts.map((prompt) => promptTokens(tokenizer.encode(prompt)));
};
