import { type Command, Option } from 'commander';
import { z } from 'zod';
import {
  type StartGeneration,
  type StartGenerationInput,
  startGenerationSchema,
} from '../../src-shared/api/generation.ts';
import { executionProviderSchema } from '../../src-shared/domain/execution-provider.ts';
import { schedulerSchema, type TextToImageModel } from '../../src-shared/domain/generation.ts';
import type { ImageClass } from '../../src-shared/domain/image-class.ts';
import { promptOriginSchema } from '../../src-shared/domain/prompt.ts';
import type { ProjectVocabulary } from '../../src-shared/domain/vocabulary.ts';
import { collect, type CommonOptions, count, decimal } from './command.ts';
import { UsageError } from './failure.ts';
import { classNamed } from './find-class.ts';
import { chooseModel } from './find-model.ts';

export interface GenerateOptions extends CommonOptions {
  model?: string;
  set: string;
  images?: number;
  perPrompt?: number;
  topUp?: number;
  attempts?: number;
  class?: string[];
  origin?: string[];
  steps?: number;
  guidance?: number;
  scheduler?: string;
  width?: number;
  height?: number;
  negative?: string;
  provider?: string;
  seed?: number;
  batch?: number;
  dryRun?: boolean;
}

/** What is not given has the default of the model, or of the request's schema. */
export function addGenerateOptions(command: Command): Command {
  return command
    .option('--model <model>', 'id or name of a model (default: the one that fits the images)')
    .option('--set <name>', 'set that receives the images', 'Generated')
    .option('--images <n>', 'images of each class, spread over its prompts (default: 20)', count)
    .option('--per-prompt <n>', 'images of each prompt, instead of --images', count)
    .option('--top-up <n>', 'as many as are missing until a class has n that are not rejected', count)
    .option('--attempts <n>', 'how often a top-up tries the place of a rejected image (default: 4)', count)
    .option('--class <name>', 'only this class (repeatable)', collect)
    .addOption(
      new Option('--origin <origin>', 'only prompts of this origin (repeatable)')
        .choices(promptOriginSchema.options)
        .argParser(collectOrigin),
    )
    .option('--steps <n>', 'denoising steps', count)
    .option('--guidance <scale>', 'guidance scale: above 1, images keep closer to their prompts', decimal)
    .addOption(new Option('--scheduler <name>', 'how noise is taken away').choices(schedulerSchema.options))
    .option('--width <pixels>', 'width of the images', count)
    .option('--height <pixels>', 'height of the images', count)
    .option('--negative <prompt>', 'what images are to stay away from')
    .addOption(
      new Option('--provider <name>', 'where the networks run (default: cpu)').choices(
        executionProviderSchema.options,
      ),
    )
    .option('--seed <number>', 'decides every image (default: 1)', count)
    .option('--batch <n>', 'images at once; changes speed and memory only (default: 4)', count)
    .option('--dry-run', 'say what would be done, and stop');
}

function collectOrigin(value: string, previous: string[] | undefined): string[] {
  if (!promptOriginSchema.safeParse(value).success)
    throw new UsageError(`An origin is one of ${promptOriginSchema.options.join(', ')}.`);
  return collect(value, previous);
}

/** The request that the options describe; throws a UsageError for one that makes no sense. */
export function generationRequest(
  options: GenerateOptions,
  models: readonly TextToImageModel[],
  classes: readonly ImageClass[],
  project: ProjectVocabulary,
): StartGenerationInput {
  const model = chooseModel(models, options.model, project);
  const parsed = startGenerationSchema.safeParse({
    modelId: model.id,
    sampling: {
      scheduler: options.scheduler ?? model.defaults.scheduler,
      steps: options.steps ?? model.defaults.steps,
      guidanceScale: options.guidance ?? model.defaults.guidanceScale,
      width: options.width ?? model.defaultWidth,
      height: options.height ?? model.defaultHeight,
      negativePrompt: options.negative,
      provider: options.provider,
    },
    setName: options.set,
    amount: amount(options),
    classIds: options.class?.map((name) => classNamed(classes, name).id),
    origins: options.origin,
    seed: options.seed,
    batch: options.batch,
    maxAttempts: options.attempts,
  });
  if (!parsed.success) throw new UsageError(z.prettifyError(parsed.error));
  return parsed.data;
}

function amount({ images, perPrompt, topUp }: GenerateOptions): StartGeneration['amount'] {
  const given = [images, perPrompt, topUp].filter((each) => each !== undefined);
  if (given.length > 1) throw new UsageError('Give one of --images, --per-prompt and --top-up.');
  if (perPrompt !== undefined) return { kind: 'per-prompt', images: perPrompt };
  if (topUp !== undefined) return { kind: 'top-up', wanted: topUp };
  return { kind: 'per-class', images: images ?? 20 };
}
