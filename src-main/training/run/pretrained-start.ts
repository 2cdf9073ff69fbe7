import { UserError } from '../../../src-shared/errors.ts';
import { recipes } from '../../../src-shared/recipes/index.ts';
import { bodyWeights } from '../../networks/pretrained.ts';
import { readTrainedNetwork, type TrainedNetwork } from '../../networks/trained-network.ts';
import type { Normalisation } from '../data/transform.ts';
import type { FirstWeights } from '../step/initial-state.ts';
import type { TrainingRunInput } from './task.ts';

/** What a run takes from a pretrained network. */
export interface PretrainedStart {
  /** What it saw pictures through; all recipes of a comparison see them so. */
  readonly normalisation: Normalisation;
  /** Its body; undefined for a recipe that draws all weights. */
  readonly weights: FirstWeights | undefined;
  readonly createClassifier: TrainedNetwork['createClassifier'];
}

/** Null where the run names no pretrained network. Rejects with a UserError where its files or its architecture do not fit. */
export async function readStart({
  pretrained: source,
  recipe,
  settings,
  classNames,
}: TrainingRunInput): Promise<PretrainedStart | null> {
  if (source === undefined) return null;
  const pretrained = await readTrainedNetwork(source.path, source.stated);
  const { architecture, imageSize } = settings;
  if (pretrained.architecture !== architecture) {
    throw new UserError(
      'bad-input',
      `The pretrained network is a ${pretrained.architecture}, not a ${architecture}.`,
      `Choose ${pretrained.architecture}, or no pretrained network.`,
    );
  }
  const { mean, std, createClassifier } = pretrained;
  const used = recipes[recipe].pretrained !== 'never';
  const classifier = createClassifier({ classes: classNames.length, imageSize });
  return {
    normalisation: { mean, std },
    weights: used ? bodyWeights(pretrained, classifier) : undefined,
    createClassifier,
  };
}
