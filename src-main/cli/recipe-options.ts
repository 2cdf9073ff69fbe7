import type { Command } from 'commander';
import { recipes } from '../../src-shared/recipes/index.ts';
import { count, decimal } from './command.ts';
import { UsageError } from './failure.ts';

/** What every recipe can be given beside what is trained, and on what. */
export interface RecipeOptions {
  mixup?: number;
  cutmix?: number;
  randAugment?: string;
  ema?: number;
  headLr?: number;
  layerDecay?: number;
  clip?: number;
  patience?: number;
  lossWeights?: string;
  firstStage?: number;
  secondPeak?: number;
  headFirst?: number;
  stageMixup?: number;
}

export function addRecipeOptions(command: Command): void {
  command
    .option('--mixup <alpha>', 'mix pairs of pictures of a domain in every stage, for example 0.2', decimal)
    .option('--cutmix <alpha>', 'cut pictures of a domain into each other, for example 1', decimal)
    .option('--rand-augment <n,magnitude>', 'so many drawn operations a picture, magnitude 0 to 30: 2,9')
    .option('--ema <decay>', 'test a moving average of the weights, for example 0.999', decimal)
    .option('--head-lr <factor>', 'learning rate of the head as a multiple of the others’', decimal)
    .option('--layer-decay <factor>', 'rate of each block as a multiple of the next one’s, 0.1 to 1', decimal)
    .option('--clip <norm>', 'shorten gradients that are longer than this', decimal)
    .option('--patience <n>', 'end a run after so many validations that found no better weights', count)
    .option(
      '--loss-weights <real,synthetic>',
      'what the mean loss of each domain counts in batches that hold both: 0.8,0.2',
    )
    .option('--first-stage <share>', 'share of the steps of a recipe’s first stage (default: 0.5)', decimal)
    .option(
      '--second-peak <factor>',
      'peak learning rate of the second stage as a multiple (default: 0.5)',
      decimal,
    )
    .option('--head-first <share>', 'share of the second stage in which a new head trains alone', decimal)
    .option('--stage-mixup <alpha>', 'Mixup of the first stage of bridged++ (default: 0.2)', decimal);
}

/** Only what was given: undefined fields take the defaults of the schema. */
export function recipeSettings(options: RecipeOptions): Record<string, unknown> {
  const randAugment = pair('--rand-augment', options.randAugment);
  const lossWeights = pair('--loss-weights', options.lossWeights);
  return {
    mixup: options.mixup,
    cutmix: options.cutmix,
    randAugment: randAugment && { operations: randAugment[0], magnitude: randAugment[1] },
    ema: options.ema,
    headLearningRate: options.headLr,
    layerDecay: options.layerDecay,
    clipNorm: options.clip,
    patience: options.patience,
    lossWeights: lossWeights && { real: lossWeights[0], synthetic: lossWeights[1] },
    twoStage: {
      first: options.firstStage,
      secondPeak: options.secondPeak,
      headFirst: options.headFirst,
      mixup: options.stageMixup,
    },
  };
}

function pair(flag: string, text: string | undefined): [number, number] | undefined {
  if (text === undefined) return undefined;
  const [first, second, ...more] = text.split(',').map(Number);
  if (first === undefined || second === undefined || more.length > 0 || !Number.isFinite(first + second)) {
    throw new UsageError(`${flag} takes two numbers with a comma between them, not "${text}".`);
  }
  return [first, second];
}

/** One line a recipe. */
export const recipesInWords = (): string =>
  Object.values(recipes)
    .map(({ name, sentence }) => `  ${name.padEnd(25)}${sentence}`)
    .join('\n');
