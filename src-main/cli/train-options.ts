import { type Command, Option } from 'commander';
import { z } from 'zod';
import type { ImageSet } from '../../src-shared/domain/image-set.ts';
import {
  architectureSchema,
  augmentationSchema,
  engineSchema,
  scheduleSchema,
  type TrainRequest,
  trainRequestSchema,
} from '../../src-shared/domain/training.ts';
import { collect, type CommonOptions, count, decimal, decimals, integers } from './command.ts';
import { UsageError } from './failure.ts';
import { findSet, onlyRealSet } from './find-set.ts';
import { addRecipeOptions, type RecipeOptions, recipesInWords, recipeSettings } from './recipe-options.ts';

export interface TrainOptions extends CommonOptions, RecipeOptions {
  name?: string;
  recipe?: string[];
  seeds: number[];
  real?: string;
  synthetic?: string[];
  ood?: string[];
  engine?: string;
  architecture?: string;
  pretrained?: string;
  size?: number;
  batch?: number;
  steps?: number;
  epochs?: number;
  optimizer: 'sgd' | 'adamw';
  lr?: number;
  lrGrid?: number[];
  weightDecay?: number;
  schedule?: string;
  warmup?: number;
  augment?: string;
  mix: 'share' | 'concatenate';
  realShare?: number;
  shots?: number;
  keepNearDuplicates?: boolean;
  smoothing?: number;
  validateEvery?: number;
  choose?: string;
}

const choice = (flags: string, description: string, choices: readonly string[]): Option =>
  new Option(flags, description).choices(choices);

/** The options of `train`; what is not given has the default of the training settings. */
export function addTrainOptions(command: Command): Command {
  command
    .option('--name <name>', 'name of the experiment (default: "Experiment" and a number)')
    .option(
      `--recipe <name>`,
      'a recipe from the list below (repeatable; default: real-only, with synthetic images synthetic-only and mixed too)',
      collect,
    )
    .option('--seeds <list>', 'each recipe runs once a seed, for example 1,2,3', integers, [1])
    .option('--real <set>', 'real set (default: the only one)')
    .option('--synthetic <set>', 'synthetic set (repeatable; default: all)', collect)
    .option('--ood <set>', 'OOD set to test on (repeatable; default: all)', collect)
    .addOption(choice('--engine <name>', 'what computes (default: onnxruntime)', engineSchema.options))
    .addOption(
      choice('--architecture <name>', 'what is trained (default: cifar-resnet)', architectureSchema.options),
    )
    .option(
      '--pretrained <network>',
      'start from the body of a trained network: its id or name in "models", or its folder or file, where that says how it wants its pictures',
    )
    .option('--size <pixels>', 'side of the training images (default: 32)', count)
    .option('--batch <n>', 'images a step (default: 128)', count)
    .option('--steps <n>', 'length of a run (default: 600)', count)
    .option(
      '--epochs <n>',
      'length of a run as presentations of the real images, instead of --steps',
      decimal,
    )
    .addOption(choice('--optimizer <name>', 'how weights are updated', ['sgd', 'adamw']).default('sgd'))
    .option('--lr <rate>', 'peak learning rate (default: 0.1 for sgd, 0.001 for adamw)', decimal)
    .option(
      '--lr-grid <list>',
      'train every run at each of these peak rates and keep the best on val, for example 0.03,0.1,0.3',
      decimals,
    )
    .option('--weight-decay <rate>', '(default: 0.0005 for sgd, 0.05 for adamw)', decimal)
    .addOption(
      choice(
        '--schedule <kind>',
        'learning rate over the run (default: one-cycle)',
        scheduleSchema.shape.kind.options,
      ),
    )
    .option('--warmup <share>', 'share of the steps that rise to the peak, 0 to 0.5 (default: 0.1)', decimal)
    .addOption(choice('--augment <kind>', '(default: pad-crop-flip)', augmentationSchema.options))
    .addOption(choice('--mix <kind>', 'how "mixed" fills a batch', ['share', 'concatenate']).default('share'))
    .option('--real-share <share>', 'share of real images in a mixed batch (default: 0.5)', decimal)
    .option('--shots <n>', 'at most this many real training images a class', count)
    .option(
      '--keep-near-duplicates',
      'train on images that look almost like validation, test or OOD images too (default: leave them out)',
    )
    .option('--smoothing <share>', 'label smoothing (default: 0)', decimal)
    .option('--validate-every <n>', 'steps between validations (default: 50)', count)
    .addOption(
      choice('--choose <weights>', 'which weights are tested (default: best on val)', ['best', 'last']),
    );
  addRecipeOptions(command);
  return command.addHelpText('after', `\nRecipes:\n${recipesInWords()}`);
}

/** The request that the options describe; throws a UsageError for one that makes no sense. */
export function trainRequest(
  options: TrainOptions,
  sets: readonly ImageSet[],
  defaultName: string,
): TrainRequest {
  const of = (role: 'synthetic' | 'ood', chosen: string[] | undefined) =>
    chosen?.map((reference) => findSet(sets, role, reference)) ?? sets.filter((set) => set.role === role);
  const real = options.real === undefined ? onlyRealSet(sets) : findSet(sets, 'real', options.real);
  const synthetic = of('synthetic', options.synthetic);
  const possible = synthetic.length > 0 ? ['real-only', 'synthetic-only', 'mixed'] : ['real-only'];
  const parsed = trainRequestSchema.safeParse({
    name: options.name ?? defaultName,
    realSetId: real.id,
    syntheticSetIds: synthetic.map(({ id }) => id),
    oodSetIds: of('ood', options.ood).map(({ id }) => id),
    recipes: options.recipe ?? possible,
    seeds: options.seeds,
    settings: settings(options),
  });
  if (!parsed.success) throw new UsageError(z.prettifyError(parsed.error));
  return parsed.data;
}

/** Only what was given: undefined fields take the defaults of the schema. */
function settings(options: TrainOptions): Record<string, unknown> {
  const { steps, epochs, optimizer, lr, weightDecay } = options;
  if (steps !== undefined && epochs !== undefined) throw new UsageError('Give either --steps or --epochs.');
  return {
    engine: options.engine,
    architecture: options.architecture,
    pretrained: options.pretrained,
    imageSize: options.size,
    batchSize: options.batch,
    budget: epochs === undefined ? { kind: 'steps', steps: steps ?? 600 } : { kind: 'real-epochs', epochs },
    optimizer: { kind: optimizer, weightDecay },
    schedule: {
      kind: options.schedule ?? 'one-cycle',
      peak: lr ?? (optimizer === 'sgd' ? 0.1 : 0.001),
      warmup: options.warmup,
      grid: options.lrGrid,
    },
    augmentation: options.augment,
    labelSmoothing: options.smoothing,
    mix: options.mix === 'share' ? { kind: 'share', real: options.realShare } : { kind: 'concatenate' },
    nearDuplicates: options.keepNearDuplicates ? 'keep' : 'drop',
    shots: options.shots,
    validateEvery: options.validateEvery,
    choose: options.choose,
    ...recipeSettings(options),
  };
}
