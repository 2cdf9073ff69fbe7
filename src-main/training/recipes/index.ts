import type { RecipeName } from '../../../src-shared/domain/training.ts';
import { mixed } from './mixed.ts';
import { realOnly } from './real-only.ts';
import type { Recipe } from './recipe.ts';
import { syntheticOnly } from './synthetic-only.ts';

export const recipes = {
  'real-only': realOnly,
  'synthetic-only': syntheticOnly,
  mixed,
} as const satisfies Record<RecipeName, Recipe>;
