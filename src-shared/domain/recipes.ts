import { recipes } from '../recipes/index.ts';
import type { AuxiliaryNorm, DomainName, StageBatch } from '../recipes/recipe.ts';
import { domainsOf, type PlannedStage, planStages, type StageSettings } from '../recipes/stages.ts';
import type { Mix, RecipeName, TrainingSettings } from './training.ts';

/** One block of a batch in the picture of a recipe; the shares of a stage's blocks add up to 1. */
export interface RecipeSource {
  domain: DomainName;
  /** Share of a batch, in (0, 1]; null where the sizes of the two sets decide it. */
  share: number | null;
}

/** One stretch of a run; stages follow one another and their `share`s of the steps add up to 1. */
export interface RecipeStage
  extends Pick<PlannedStage, 'title' | 'share' | 'peak' | 'mixup' | 'newHead' | 'headOnly'> {
  sources: readonly RecipeSource[];
}

/** A recipe in words and as the data of a picture. */
export interface RecipeDescription {
  name: RecipeName;
  title: string;
  sentence: string;
  stages: readonly RecipeStage[];
  /** Which batch-norm tensors synthetic images have for themselves; null: none. */
  auxiliaryNorm: AuxiliaryNorm | null;
  /** What must be chosen before the recipe can run. */
  needs: readonly DomainName[];
}

/** Which images take part; shown beside the recipes. */
export const VERDICT_RULE =
  'Rejected synthetic, real training and OOD images are left out; kept and undecided ones are used alike. ' +
  'Validation and test images always take part.';

/** The words and the picture of a recipe under these settings. */
export function describeRecipe(
  name: RecipeName,
  settings: StageSettings & Pick<TrainingSettings, 'mix'>,
): RecipeDescription {
  const recipe = recipes[name];
  const { mix } = settings;
  const mixed = recipe.stages.some(({ batch }) => batch === 'mixed');
  return {
    name,
    title: recipe.title,
    sentence: mixed ? `${recipe.sentence} ${mixInWords(mix)}` : recipe.sentence,
    stages: planStages(recipe, settings).map(({ title, share, peak, mixup, newHead, headOnly, batch }) => ({
      title,
      share,
      peak,
      mixup,
      newHead,
      headOnly,
      sources: sourcesOf(batch, mix),
    })),
    auxiliaryNorm: recipe.auxiliaryNorm ?? null,
    needs: [...domainsOf(recipe)],
  };
}

function mixInWords(mix: Mix): string {
  if (mix.kind === 'concatenate')
    return 'Both sets are shuffled into one, so that the larger one fills more of a batch.';
  const real = Math.round(mix.real * 100);
  return `${real} % of every batch is real and ${100 - real} % synthetic, whatever the sizes of the two sets.`;
}

function sourcesOf(batch: StageBatch, mix: Mix): readonly RecipeSource[] {
  switch (batch) {
    case 'real':
    case 'synthetic':
      return [{ domain: batch, share: 1 }];
    case 'mixed':
    case 'halves': {
      const real = realShareOf(batch, mix);
      return [
        { domain: 'real', share: real },
        { domain: 'synthetic', share: real === null ? null : 1 - real },
      ];
    }
    default:
      return batch satisfies never;
  }
}

/** Share of real images in a batch that holds both; null where the sizes of the two sets decide it. */
export function realShareOf(batch: 'mixed' | 'halves', mix: Mix): number | null {
  if (mix.kind === 'share') return mix.real;
  return batch === 'halves' ? 0.5 : null;
}
