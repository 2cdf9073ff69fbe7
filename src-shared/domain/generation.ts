import { z } from 'zod';
import { executionProviderSchema } from './execution-provider.ts';
import type { PromptOrigin } from './prompt.ts';

export const schedulerSchema = z.enum(['ddim', 'dpm-solver++']);
export type SchedulerName = z.infer<typeof schedulerSchema>;

/** What fixes a picture beside its prompt, its seed and the model. */
export const samplingSchema = z.object({
  scheduler: schedulerSchema.default('dpm-solver++'),
  /** Denoising steps. */
  steps: z.number().int().min(1).max(200).default(25),
  /** Classifier-free guidance: 1 is none. Most published training sets used about 2. */
  guidanceScale: z.number().min(0).max(30).default(2),
  /** Pixels; the model says which it can do. */
  width: z.number().int().min(8).max(4096),
  height: z.number().int().min(8).max(4096),
  negativePrompt: z.string().max(1000).default(''),
  /** Where the networks run. Providers round differently: pictures of two of them are alike, not equal. */
  provider: executionProviderSchema.default('cpu'),
});
export type Sampling = z.infer<typeof samplingSchema>;

/** How an image was made. `variegate`, `a1111`, `comfyui` and `invokeai`: read back from the text of an imported PNG. */
export const generatorKindSchema = z.enum(['built-in', 'variegate', 'a1111', 'comfyui', 'invokeai']);
export type GeneratorKind = z.infer<typeof generatorKindSchema>;

/** Provenance of one generated image, as the inspector shows it. */
export interface GeneratedFrom {
  generator: GeneratorKind;
  model: string;
  /** SHA-256 over the model's files; null where another program made the image. */
  modelHash: string | null;
  promptId: number | null;
  promptText: string;
  negativePrompt: string;
  origin: PromptOrigin;
  context: string | null;
  style: string | null;
  /** Null where an imported image did not say. */
  seed: number | null;
  /** 1 for the first image at this place in the quota, 2 for its first replacement, ... */
  attempt: number;
  /** What else is known of how it was made, in display order: steps, guidance scale, scheduler, provider, ... */
  settings: Record<string, string | number>;
  /** The job that made it, if it is still listed. */
  jobId: number | null;
}

/** A model folder that can generate, as the Generate screen offers it. */
export interface TextToImageModel {
  id: string;
  name: string;
  /** Shown where the model is chosen, and carried into exports. */
  license: string;
  /** Set when the folder cannot be used: what is wrong and what to do. */
  problem: string | null;
  /** Pixels; sizes are multiples of `sizeStep`. `fixedSize`: it can make no other than the default. */
  defaultWidth: number;
  defaultHeight: number;
  sizeStep: number;
  fixedSize: boolean;
  /** Of a prompt, begin and end included. */
  maxTokens: number;
  bytes: number;
  defaults: { steps: number; guidanceScale: number; scheduler: SchedulerName };
  /** Only words that such a model knows make sense in its prompts; null for a model of the whole world. */
  vocabulary: 'drawn-world' | null;
  /** Part of the program, or a folder that the user named. */
  bundled: boolean;
}
