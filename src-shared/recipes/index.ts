import type { RecipeName } from '../domain/training.ts';
import { auxiliaryAffine, auxiliaryNorm, auxiliaryStatistics } from './auxiliary-norm.ts';
import { bridged, bridgedPlusPlus, realToReal } from './bridged.ts';
import { mixed } from './mixed.ts';
import { fromScratch, linearProbe } from './pretrained-controls.ts';
import { realOnly } from './real-only.ts';
import type { Recipe } from './recipe.ts';
import { syntheticOnly } from './synthetic-only.ts';

export const recipes = {
  'real-only': realOnly,
  'synthetic-only': syntheticOnly,
  mixed,
  'auxiliary-bn': auxiliaryNorm,
  'auxiliary-bn-affine': auxiliaryAffine,
  'auxiliary-bn-statistics': auxiliaryStatistics,
  bridged,
  'bridged++': bridgedPlusPlus,
  'real-to-real': realToReal,
  'linear-probe': linearProbe,
  'from-scratch': fromScratch,
} as const satisfies Record<RecipeName, Recipe>;
