import { madeFrom, type MadeFrom } from './made-from.ts';
import { asNumber, asRecord, asSeed, asText, parseTolerantly } from './tolerant-json.ts';

/** `invokeai_metadata` of InvokeAI 3 and later. The model is an object whose `name` was `model_name` at first. */
export function readInvokeAi(text: string): MadeFrom | null {
  const told = asRecord(parseTolerantly(text));
  if (!told) return null;
  const model = asRecord(told['model']);
  return madeFrom({
    generator: 'invokeai',
    model: asText(model?.['name']) ?? asText(model?.['model_name']) ?? asText(told['model']),
    prompt: joined(told['positive_prompt'], told['positive_style_prompt']),
    negativePrompt: joined(told['negative_prompt'], told['negative_style_prompt']),
    seed: asSeed(told['seed']),
    settings: {
      scheduler: asText(told['scheduler']),
      steps: asNumber(told['steps']),
      guidanceScale: asNumber(told['cfg_scale']) ?? asNumber(told['guidance']),
      width: asNumber(told['width']),
      height: asNumber(told['height']),
      mode: asText(told['generation_mode']),
      modelHash: asText(model?.['hash']),
      version: asText(told['app_version']),
    },
  });
}

/** The second text of SDXL is often the first one again. */
const joined = (first: unknown, second: unknown): string =>
  [...new Set([asText(first), asText(second)].filter((text) => text !== undefined))].join(', ');

/** `sd-metadata` of InvokeAI 2: the prompt is text, or pieces with weights; what it should avoid stands in square brackets. */
export function readOldInvokeAi(text: string): MadeFrom | null {
  const told = asRecord(parseTolerantly(text));
  const image = asRecord(told?.['image']);
  if (!told || !image) return null;
  const { prompt, negativePrompt } = withoutBrackets(oldPrompt(image['prompt']));
  return madeFrom({
    generator: 'invokeai',
    model: asText(told['model_weights']) ?? asText(told['model_id']) ?? asText(told['model']),
    modelHash: asText(told['model_hash']),
    prompt,
    negativePrompt,
    seed: asSeed(image['seed']),
    settings: {
      sampler: asText(image['sampler']),
      steps: asNumber(image['steps']),
      guidanceScale: asNumber(image['cfg_scale']),
      width: asNumber(image['width']),
      height: asNumber(image['height']),
      mode: asText(image['type']),
      version: asText(told['app_version']),
    },
  });
}

function oldPrompt(prompt: unknown): string {
  const pieces = Array.isArray(prompt) ? prompt : [prompt];
  return pieces.flatMap((piece) => asText(piece) ?? asText(asRecord(piece)?.['prompt']) ?? []).join(', ');
}

function withoutBrackets(prompt: string): { prompt: string; negativePrompt: string } {
  const avoided = [...prompt.matchAll(/\[([^[\]]*)\]/g)].map(([, words = '']) => words.trim());
  const rest = prompt.replaceAll(/\s*\[[^[\]]*\]/g, '');
  return { prompt: rest, negativePrompt: avoided.filter((words) => words !== '').join(', ') };
}
