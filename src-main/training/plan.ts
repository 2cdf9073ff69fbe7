import type { StyleCoverage } from '../../src-shared/domain/image-set.ts';
import type { RecipeName, TrainingSettings, TrainRequest } from '../../src-shared/domain/training.ts';
import { recipes } from '../../src-shared/recipes/index.ts';
import { domainsOf } from '../../src-shared/recipes/stages.ts';
import { createRandom, hashSeed, shuffled } from '../../src-shared/random.ts';
import { totalStepsOf } from './budget.ts';
import {
  type CandidateClass,
  type CandidateImage,
  type Candidates,
  imagesOfPart,
  type Part,
  sortedByContent,
} from './candidates.ts';

/** An image and the index of its class among the run's classes. */
export interface LabelledImage {
  readonly imageId: number;
  readonly label: number;
}

/** A set that the finished run is measured on; opened once, at its end. */
interface PlannedEvaluation {
  readonly name: string;
  readonly kind: 'test' | 'ood';
  readonly setId: number;
  readonly styleCoverage: StyleCoverage;
  readonly images: readonly LabelledImage[];
}

/** One run of a request, frozen: later changes of verdicts, splits or classes do not touch it. */
export interface PlannedRun {
  readonly recipe: RecipeName;
  readonly seed: number;
  readonly settings: TrainingSettings;
  readonly totalSteps: number;
  /** In label order. */
  readonly classNames: readonly string[];
  readonly real: readonly LabelledImage[];
  readonly synthetic: readonly LabelledImage[];
  readonly val: readonly LabelledImage[];
  readonly evaluations: readonly PlannedEvaluation[];
}

const realParts: ReadonlySet<Part> = new Set(['train', 'val', 'test']);

/**
 * The classes a request is about: those with images in its real set, in the project's order. Images of other classes take no
 * part, so that all recipes of a comparison answer the same question.
 */
export function classesOf(candidates: Candidates): CandidateClass[] {
  const used = new Set(
    candidates.images.filter(({ part }) => realParts.has(part)).map(({ classId }) => classId),
  );
  return candidates.classes.filter(({ id }) => used.has(id));
}

/** Every recipe at every seed, seed by seed, so that the first comparison is complete as early as possible. */
export function planRuns(request: TrainRequest, candidates: Candidates): PlannedRun[] {
  const classes = classesOf(candidates);
  const label = labeller(classes);
  const train = imagesOfPart(candidates, 'train');
  const { shots } = request.settings;
  // One list for all seeds where nothing is drawn.
  const allReal = shots === undefined ? label(train) : null;
  const synthetic = label(imagesOfPart(candidates, 'synthetic'));
  const val = label(imagesOfPart(candidates, 'val'));
  // Nothing to choose by: the same fixed schedule for every recipe.
  const settings: TrainingSettings =
    val.length > 0 ? request.settings : { ...request.settings, choose: 'last' };
  const evaluations = plannedEvaluations(request, candidates, label);

  return [...new Set(request.seeds)].flatMap((seed) => {
    const real = allReal ?? label(fewShot(train, shots, seed));
    return [...new Set(request.recipes)].map((name) => {
      const recipe = recipes[name];
      const domains = domainsOf(recipe);
      return {
        recipe: name,
        seed,
        settings,
        totalSteps: totalStepsOf(recipe, settings, { real: real.length, synthetic: synthetic.length }),
        classNames: classes.map((each) => each.name),
        real: domains.has('real') ? real : [],
        synthetic: domains.has('synthetic') ? synthetic : [],
        val,
        evaluations,
      };
    });
  });
}

const inOrder = (images: readonly CandidateImage[]) => sortedByContent(images, ({ id }) => id);

/** Gives each image its label, in an order that depends on the images' contents alone and not on when they were imported. */
function labeller(classes: readonly CandidateClass[]) {
  const labels = new Map(classes.map(({ id }, index) => [id, index]));
  return (images: readonly CandidateImage[]): LabelledImage[] =>
    inOrder(images).flatMap(({ id, classId }) => {
      const label = labels.get(classId);
      return label === undefined ? [] : [{ imageId: id, label }];
    });
}

/** At most `shots` images of each class, drawn anew for each seed and alike for every recipe. */
export function fewShot(
  images: readonly CandidateImage[],
  shots: number | undefined,
  seed: number,
): readonly CandidateImage[] {
  if (shots === undefined) return images;
  const byClass = Map.groupBy(inOrder(images), ({ classId }) => classId);
  return [...byClass.values()].flatMap((members) => {
    const stream = hashSeed(seed, 'shots', members[0]?.contentHash ?? '');
    return shuffled(members, createRandom(stream)).slice(0, shots);
  });
}

function plannedEvaluations(
  request: TrainRequest,
  candidates: Candidates,
  label: (images: readonly CandidateImage[]) => LabelledImage[],
): PlannedEvaluation[] {
  const test: PlannedEvaluation = {
    name: 'test',
    kind: 'test',
    setId: request.realSetId,
    styleCoverage: 'unknown',
    images: label(imagesOfPart(candidates, 'test')),
  };
  const ood = imagesOfPart(candidates, 'ood');
  const taken = new Set(['test', 'val']);
  const oodSets = candidates.sets
    .filter(({ id, role }) => role === 'ood' && request.oodSetIds.includes(id))
    .map((set): PlannedEvaluation => {
      const name = unusedName(set.name, taken);
      const images = label(ood.filter(({ setId }) => setId === set.id));
      return { name, kind: 'ood', setId: set.id, styleCoverage: set.styleCoverage, images };
    });
  return [test, ...oodSets].filter(({ images }) => images.length > 0);
}

/** `name`, or `name (2)`, … where it is taken: evaluations of a run are told apart by name. */
export function unusedName(name: string, taken: Set<string>): string {
  let candidate = name;
  for (let n = 2; taken.has(candidate); n++) candidate = `${name} (${n})`;
  taken.add(candidate);
  return candidate;
}
