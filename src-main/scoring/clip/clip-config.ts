import { join } from 'node:path';
import { z } from 'zod';
import { UserError } from '../../../src-shared/errors.ts';
import { readJson } from '../../files/read-json.ts';

/** What `config.json` says that the reader needs. */
export interface ClipConfig {
  /** Tokens of a text, begin and end included; undefined where the tokenizer has to say. */
  readonly positions: number | undefined;
  /** Side in pixels of the square that the model was built for; undefined where the preprocessing has to say. */
  readonly imageSize: number | undefined;
  readonly logitScale: { readonly value: number; readonly assumed: boolean };
}

/** The scale at which OpenAI's and OpenCLIP's models stopped: they clip it there. */
const USUAL_LOGIT_SCALE = 100;

/**
 * A scale up to here is the logarithm that the weights hold, anything above is the factor itself: trained factors lie between 10 and 100,
 * their logarithms between 2.3 and 4.61.
 */
const LARGEST_LOGARITHM = 5;

const configSchema = z.object({
  model_type: z.string().optional(),
  logit_scale: z.number().positive().optional(),
  text_config: z.object({ max_position_embeddings: z.number().int().min(2).optional() }).optional(),
  vision_config: z.object({ image_size: z.number().int().min(1).max(4096).optional() }).optional(),
});

/**
 * Only a trained `logit_scale` counts. `logit_scale_init_value` is where training began, 14.3 for every model; without the trained value the
 * usual 100 is taken, and said to be assumed.
 */
function logitScaleOf(given: number | undefined): ClipConfig['logitScale'] {
  if (given === undefined) return { value: USUAL_LOGIT_SCALE, assumed: true };
  return { value: given <= LARGEST_LOGARITHM ? Math.exp(given) : given, assumed: false };
}

/** Reads `config.json`. Throws a UserError when it is missing, damaged, or another kind of model's. */
export async function readClipConfig(folder: string): Promise<ClipConfig> {
  const config = await readJson(join(folder, 'config.json'), configSchema);
  if (config.model_type !== undefined && config.model_type !== 'clip') {
    throw new UserError(
      'unsupported',
      `config.json is of a model of type "${config.model_type}", not "clip".`,
      'Choose the folder of a CLIP model.',
    );
  }
  return {
    positions: config.text_config?.max_position_embeddings,
    imageSize: config.vision_config?.image_size,
    logitScale: logitScaleOf(config.logit_scale),
  };
}
