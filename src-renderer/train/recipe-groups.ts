import type { RecipeDescription } from '../../src-shared/domain/recipes.ts';
import type { Budget, RecipeName } from '../../src-shared/domain/training.ts';
import { formatCount } from '../../src-shared/format/numbers.ts';
import { recipes } from '../../src-shared/recipes/index.ts';
import { stageBoundaries } from '../../src-shared/recipes/stages.ts';
import type { Draft } from './draft.ts';

/** The recipes by what they try; controls stand beside what they are the control of. */
export const recipeGroups: readonly { readonly title: string; readonly recipes: readonly RecipeName[] }[] = [
  { title: 'One kind of images', recipes: ['real-only', 'synthetic-only'] },
  {
    title: 'Real and synthetic together',
    recipes: ['mixed', 'auxiliary-bn', 'auxiliary-bn-affine', 'auxiliary-bn-statistics'],
  },
  { title: 'One after the other', recipes: ['bridged', 'bridged++', 'real-to-real'] },
  { title: 'What a pretrained network brings', recipes: ['linear-probe', 'from-scratch'] },
];

/** What must be chosen before a recipe can run, and where; null where nothing is missing. */
export function missingFor(
  { name, needs }: Pick<RecipeDescription, 'name' | 'needs'>,
  { syntheticSetIds, settings }: Pick<Draft, 'syntheticSetIds' | 'settings'>,
): string | null {
  if (needs.includes('synthetic') && syntheticSetIds.length === 0) {
    return 'Needs a synthetic set: choose one under Data.';
  }
  if (recipes[name].pretrained !== undefined && settings.pretrained === undefined) {
    return 'Needs a pretrained network: choose one under Model.';
  }
  return null;
}

/** The stages of a recipe as lines, with what each takes of the budget. One stage needs no words of its own. */
export function stageLines(stages: RecipeDescription['stages'], budget: Budget): string[] {
  if (stages.length < 2) return [];
  const boundaries = budget.kind === 'steps' ? stageBoundaries(stages, budget.steps) : null;
  return stages.map(({ title, share, peak, mixup }, at) => {
    const steps = boundaries && (boundaries[at + 1] ?? 0) - (boundaries[at] ?? 0);
    const length =
      steps === null ? `${Math.round(share * 100)} % of the steps` : `${formatCount(steps)} steps`;
    const alpha = mixup > 0 ? `alpha ${mixup}` : null;
    const rate = peak === 1 ? null : `peak rate × ${peak}`;
    return [title, alpha, length, rate].filter((part) => part !== null).join(', ');
  });
}
