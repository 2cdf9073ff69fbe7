import { describeRecipe } from '../../src-shared/domain/recipes.ts';
import type { TrainingCheck } from '../../src-shared/domain/training-check.ts';
import type { RecipeName, TrainRequest } from '../../src-shared/domain/training.ts';
import { recipes } from '../../src-shared/recipes/index.ts';
import { domainsOf, mixesDomains } from '../../src-shared/recipes/stages.ts';
import { checkNeeds } from './check-recipe.ts';
import { compositionOf, type PoolSizes } from './budget.ts';
import { type CandidateClass, type CandidateImage, type Candidates, imagesOfPart } from './candidates.ts';
import type { Composition } from './data/batch-plan.ts';
import { sharesInWords, unevenShares } from './domain-shares.ts';
import { conflictReport, doubtReport, leakReport, nearLeakReport } from './leaks.ts';
import { classesOf, fewShot } from './plan.ts';

interface ClassCounts {
  readonly name: string;
  readonly real: number;
  readonly synthetic: number;
  readonly test: number;
}

/** Looks for what would make the comparison impossible or worthless. */
export function checkRequest(request: TrainRequest, candidates: Candidates): TrainingCheck {
  const setErrors = checkSets(request, candidates);
  if (setErrors.length > 0)
    return {
      errors: setErrors,
      warnings: [],
      classByDomain: [],
      nearDuplicates: nearDuplicatesOf(candidates),
    };

  const classes = classesOf(candidates);
  const counts = countByClass(request, candidates, classes);
  const sizes: PoolSizes = {
    real: counts.reduce((sum, { real }) => sum + real, 0),
    synthetic: counts.reduce((sum, { synthetic }) => sum + synthetic, 0),
  };
  const { nearDuplicates } = request.settings;
  const leaks = leakReport(candidates.sharing, nearDuplicates);
  return {
    errors: [
      ...checkClasses(classes),
      ...checkTest(counts),
      ...request.recipes.flatMap((name) => checkRecipe(name, request, counts, sizes)),
      ...checkGrid(request, candidates),
      ...leaks.errors,
    ],
    warnings: [
      ...warnAboutMeasuring(request, candidates, counts),
      ...warnAboutSynthetic(request, candidates, classes, counts),
      ...leaks.warnings,
      ...nearLeakReport(candidates.nearSharing, nearDuplicates),
      ...doubtReport(candidates.doubt),
      ...conflictReport(candidates.conflicts),
    ],
    classByDomain: counts.map(({ name, real, synthetic }) => ({ className: name, real, synthetic })),
    nearDuplicates: nearDuplicatesOf(candidates),
  };
}

function nearDuplicatesOf({ nearSharing, doubt }: Candidates): TrainingCheck['nearDuplicates'] {
  const { dropped, doubtful, notCompared } = doubt;
  const count = (part: 'train' | 'synthetic'): number =>
    dropped.filter((image) => image.part === part).length;
  return {
    pairs: nearSharing.flatMap(({ parts, examples }) =>
      examples.map((pair) => ({
        firstId: pair.firstId,
        firstName: pair.first,
        firstPart: parts[0],
        secondId: pair.secondId,
        secondName: pair.second,
        secondPart: parts[1],
        similarity: pair.similarity,
      })),
    ),
    dropped: { real: count('train'), synthetic: count('synthetic') },
    doubtful: doubtful.length,
    notCompared,
  };
}

function checkSets(request: TrainRequest, { sets }: Candidates): string[] {
  const wanted = [
    { role: 'real', ids: [request.realSetId] },
    { role: 'synthetic', ids: request.syntheticSetIds },
    { role: 'ood', ids: request.oodSetIds },
  ] as const;
  return wanted.flatMap(({ role, ids }) =>
    ids.flatMap((id) => {
      const set = sets.find((each) => each.id === id);
      if (!set) return [`The ${role} set ${id} does not exist any more. Choose another one.`];
      return set.role === role ? [] : [`"${set.name}" is a set of ${set.role} images, not of ${role} ones.`];
    }),
  );
}

function countByClass(
  request: TrainRequest,
  candidates: Candidates,
  classes: readonly CandidateClass[],
): ClassCounts[] {
  const count = (images: readonly CandidateImage[]): Map<number, number> =>
    new Map([...Map.groupBy(images, ({ classId }) => classId)].map(([id, members]) => [id, members.length]));
  const seed = request.seeds[0] ?? 0;
  const real = count(fewShot(imagesOfPart(candidates, 'train'), request.settings.shots, seed));
  const synthetic = count(imagesOfPart(candidates, 'synthetic'));
  const test = count(imagesOfPart(candidates, 'test'));
  return classes.map(({ id, name }) => ({
    name,
    real: real.get(id) ?? 0,
    synthetic: synthetic.get(id) ?? 0,
    test: test.get(id) ?? 0,
  }));
}

function checkClasses(classes: readonly CandidateClass[]): string[] {
  const [only] = classes;
  if (!only) return ['The real set has no images. Import some first.'];
  if (classes.length > 1) return [];
  return [`All real images show one class, "${only.name}". A classifier needs at least two.`];
}

function checkGrid({ settings }: TrainRequest, candidates: Candidates): string[] {
  if (!settings.schedule.grid || imagesOfPart(candidates, 'val').length > 0) return [];
  return [
    'A learning rate is chosen on validation images, and there are none. Give a single one, or import the real set with a validation split.',
  ];
}

function checkTest(counts: readonly ClassCounts[]): string[] {
  if (counts.some(({ test }) => test > 0)) return [];
  return ['The real set has no test images, so nothing could be measured. Import it with a test split.'];
}

function checkRecipe(
  name: RecipeName,
  request: TrainRequest,
  counts: readonly ClassCounts[],
  sizes: PoolSizes,
): string[] {
  const { title, needs } = describeRecipe(name, request.settings);
  const missing = needs.filter((domain) => sizes[domain] === 0);
  if (missing.length > 0) return missing.map((domain) => `${title}: ${missingPool(domain, request)}`);

  const domains = [...domainsOf(recipes[name])];
  const untaught = counts.filter((counted) => domains.every((domain) => counted[domain] === 0));
  const errors =
    untaught.length > 0
      ? [
          `${title}: no training images for ${quoted(untaught.map((each) => each.name))}. ` +
            'Add some, or remove the images of these classes from the real set.',
        ]
      : [];
  const tooLarge = recipes[name].stages.flatMap((stage) =>
    checkBatch(compositionOf(stage.batch, request.settings), sizes),
  );
  const complaints = [...tooLarge, ...checkNeeds(recipes[name], request.settings)];
  return [...errors, ...complaints.map((complaint) => `${title}: ${complaint}`)];
}

function missingPool(domain: keyof PoolSizes, { syntheticSetIds }: TrainRequest): string {
  if (domain === 'real')
    return 'the real set has no training images, or all are rejected. Import it with a train split.';
  return syntheticSetIds.length === 0
    ? 'no synthetic set was chosen.'
    : 'the synthetic sets have no images left: all are rejected or of classes that the real set lacks.';
}

function checkBatch(composition: Composition, sizes: PoolSizes): string[] {
  const complain = (what: string, wanted: number, there: number): string[] =>
    wanted > there
      ? [`a batch takes ${wanted} ${what} images, but there are only ${there}. Choose a smaller batch.`]
      : [];
  switch (composition.kind) {
    case 'real-only':
      return complain('real', composition.batchSize, sizes.real);
    case 'synthetic-only':
      return complain('synthetic', composition.batchSize, sizes.synthetic);
    case 'concatenated':
      return complain('training', composition.batchSize, sizes.real + sizes.synthetic);
    case 'fixed-share':
      return [
        ...complain('real', composition.real, sizes.real),
        ...complain('synthetic', composition.synthetic, sizes.synthetic),
      ];
    default:
      return composition satisfies never;
  }
}

function warnAboutMeasuring(
  request: TrainRequest,
  candidates: Candidates,
  counts: readonly ClassCounts[],
): string[] {
  const warnings: string[] = [];
  const unmeasured = counts.filter(({ test }) => test === 0);
  if (unmeasured.length > 0 && unmeasured.length < counts.length) {
    warnings.push(
      `No test images for ${quoted(unmeasured.map(({ name }) => name))}: their accuracy is not measured.`,
    );
  }
  if (imagesOfPart(candidates, 'val').length === 0 && request.settings.choose === 'best') {
    warnings.push('There are no validation images, so the last weights are kept instead of the best.');
  }
  const seeds = new Set(request.seeds).size;
  if (request.recipes.length > 1 && seeds < 3) {
    warnings.push(`With ${seeds === 1 ? 'one seed' : '2 seeds'} a difference between recipes may be chance.`);
  }
  const known = new Set(classesOf(candidates).map(({ id }) => id));
  for (const set of candidates.sets.filter(({ id }) => request.oodSetIds.includes(id))) {
    const images = candidates.images.filter(({ setId }) => setId === set.id);
    const foreign = images.filter(({ classId }) => !known.has(classId)).length;
    if (foreign > 0) warnings.push(leftOut(foreign, images.length, `images of "${set.name}"`));
  }
  return warnings;
}

function warnAboutSynthetic(
  request: TrainRequest,
  candidates: Candidates,
  classes: readonly CandidateClass[],
  counts: readonly ClassCounts[],
): string[] {
  const known = new Set(classes.map(({ id }) => id));
  const synthetic = imagesOfPart(candidates, 'synthetic');
  const foreign = synthetic.filter(({ classId }) => !known.has(classId)).length;
  const warnings = foreign > 0 ? [leftOut(foreign, synthetic.length, 'synthetic images')] : [];
  if (!request.recipes.some(mixesDomains)) return warnings;

  const uneven = unevenShares(counts);
  if (uneven) {
    warnings.push(
      `${sharesInWords(uneven)}: looking synthetic then hints at the class. Even out the numbers.`,
    );
  }
  return warnings;
}

const leftOut = (foreign: number, all: number, what: string): string =>
  `Left out, because the real set lacks their classes: ${foreign} of ${all} ${what}.`;

/** At most five names, then how many more. */
function quoted(names: readonly string[]): string {
  const listed = names.slice(0, 5).map((name) => `"${name}"`);
  const more = names.length - listed.length;
  return more > 0 ? `${listed.join(', ')} and ${more} more` : listed.join(', ');
}
