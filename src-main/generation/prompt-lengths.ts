import type { Engine } from '../engine/engine.ts';
import type { PromptTokens } from '../diffusion/types.ts';

/** Prompts asked for at once: a message of a few hundred kilobytes. */
const AT_ONCE = 2000;
/** Plans are made again at every change of a form; beyond this many prompts the memory begins anew. */
const MOST_KNOWN = 200_000;

/** How long prompts are for a model's tokenizer; what was asked once is known. */
export interface PromptLengths {
  /** In the order of the prompts. */
  measure(
    model: { readonly folder: string; readonly hash: string },
    prompts: readonly string[],
  ): Promise<PromptTokens[]>;
}

export function createPromptLengths(engine: Engine): PromptLengths {
  let hash = '';
  let known = new Map<string, PromptTokens>();
  return {
    async measure(model, prompts) {
      if (model.hash !== hash || known.size > MOST_KNOWN) known = new Map();
      hash = model.hash;
      const lengths = known;
      const missing = [...new Set(prompts)].filter((text) => !lengths.has(text));
      for (let first = 0; first < missing.length; first += AT_ONCE) {
        const texts = missing.slice(first, first + AT_ONCE);
        const measured = await engine.run('generation.tokens', { folder: model.folder, prompts: texts });
        for (const [i, text] of texts.entries()) lengths.set(text, measured[i]!);
      }
      return prompts.map((text) => lengths.get(text)!);
    },
  };
}
