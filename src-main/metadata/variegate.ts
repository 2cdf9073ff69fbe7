import { madeFrom, type MadeFrom } from './made-from.ts';
import { asNumber, asRecord, asSeed, asText, parseTolerantly } from './tolerant-json.ts';

/** The JSON that this program writes into its own PNG files. */
export function readVariegate(text: string): MadeFrom | null {
  const told = asRecord(parseTolerantly(text));
  if (!told) return null;
  return madeFrom({
    generator: 'variegate',
    model: asText(told['model']),
    modelHash: asText(told['model_hash']),
    prompt: asText(told['prompt']),
    negativePrompt: asText(told['negative_prompt']),
    seed: asSeed(told['seed']),
    settings: {
      scheduler: asText(told['scheduler']),
      steps: asNumber(told['steps']),
      guidanceScale: asNumber(told['guidance_scale']),
      width: asNumber(told['width']),
      height: asNumber(told['height']),
      provider: asText(told['provider']),
      runtime: asText(told['runtime']),
      version: asText(told['version']),
    },
  });
}
