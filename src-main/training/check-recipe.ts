import type { TrainingSettings } from '../../src-shared/domain/training.ts';
import type { Recipe } from '../../src-shared/recipes/recipe.ts';
import { createClassifier } from '../networks/architectures.ts';
import { branched } from '../networks/classifier.ts';
import { compositionOf } from './budget.ts';

/** Fewer images than this make poor batch statistics. */
const SMALLEST_BRANCH = 16;

/** Why a recipe cannot run under these settings; each with a way out. */
export function checkNeeds(recipe: Recipe, settings: TrainingSettings): string[] {
  const chosen = settings.pretrained !== undefined;
  if (recipe.pretrained === 'needed' && !chosen) {
    return ['it needs a pretrained network, and none was chosen. Choose one, or leave this recipe out.'];
  }
  if (recipe.pretrained === 'never' && !chosen) {
    return ['without a pretrained network it is what Real only is. Choose one, or leave this recipe out.'];
  }
  return recipe.auxiliaryNorm ? checkBranches(recipe, settings) : [];
}

function checkBranches(recipe: Recipe, settings: TrainingSettings): string[] {
  if (!hasBatchNorm(settings)) {
    return [
      `${settings.architecture} has no batch norm, so it cannot have an auxiliary one. ` +
        'Choose an architecture with batch norm, such as a ResNet, or leave this recipe out.',
    ];
  }
  const composition = compositionOf(recipe.stages[0].batch, settings);
  if (composition.kind !== 'fixed-share') return [];
  const { real, synthetic } = composition;
  const [what, fewer] = real <= synthetic ? ['real', real] : ['synthetic', synthetic];
  if (fewer >= SMALLEST_BRANCH) return [];
  const enough = Math.ceil((SMALLEST_BRANCH * settings.batchSize) / fewer);
  return [
    `only ${fewer} of the ${settings.batchSize} images of a batch are ${what}; each of the two batch norms needs at least ` +
      `${SMALLEST_BRANCH}. Choose batches of ${enough} or more, or a share nearer to one half.`,
  ];
}

/** The number of classes does not matter, and a network that is too small for the images is refused elsewhere. */
function hasBatchNorm({ architecture }: TrainingSettings): boolean {
  // Its file is not read here; a run that opens it without finding batch norm says so.
  if (architecture === 'imported') return true;
  const classifier = createClassifier(architecture, { classes: 2, imageSize: 224 });
  return branched(classifier, { kind: 'all', real: 1 }) !== null;
}
