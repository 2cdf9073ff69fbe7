import type { Mix, RecipeName } from './training.ts';

/** One block of a batch in the picture of a recipe; the shares of a stage's blocks add up to 1. */
export interface RecipeSource {
  domain: 'real' | 'synthetic';
  /** Share of a batch, in (0, 1]; null where the sizes of the two sets decide it. */
  share: number | null;
}

/** One stretch of a run; stages follow one another and their `share`s of the steps add up to 1. */
export interface RecipeStage {
  title: string;
  /** Share of the steps, in (0, 1]. */
  share: number;
  sources: readonly RecipeSource[];
}

/** A recipe in words and as the data of a picture. */
export interface RecipeDescription {
  name: RecipeName;
  title: string;
  sentence: string;
  stages: readonly RecipeStage[];
  /** What must be chosen before the recipe can run. */
  needs: readonly RecipeSource['domain'][];
}

/** Which images take part; shown beside the recipes. */
export const VERDICT_RULE =
  'Rejected synthetic, real training and OOD images are left out; kept and undecided ones are used alike. ' +
  'Validation and test images always take part.';

const onlyOne = (domain: RecipeSource['domain'], title: string): readonly RecipeStage[] => [
  { title, share: 1, sources: [{ domain, share: 1 }] },
];

/** The words and the picture of a recipe; `mix` is how `mixed` fills its batches. */
export function describeRecipe(name: RecipeName, mix: Mix): RecipeDescription {
  switch (name) {
    case 'real-only':
      return {
        name,
        title: 'Real only',
        sentence:
          'Trains on the real training images alone: the baseline that every other recipe is compared with.',
        stages: onlyOne('real', 'Real images'),
        needs: ['real'],
      };
    case 'synthetic-only':
      return {
        name,
        title: 'Synthetic only',
        sentence:
          'Trains on the synthetic images alone, and is tested on real ones: how much of the task they carry.',
        stages: onlyOne('synthetic', 'Synthetic images'),
        needs: ['synthetic'],
      };
    case 'mixed':
      return {
        name,
        title: 'Mixed',
        sentence: `Trains on real and synthetic images together: ${mixInWords(mix)}.`,
        stages: [{ title: 'Real and synthetic images', share: 1, sources: mixSources(mix) }],
        needs: ['real', 'synthetic'],
      };
    default:
      return name satisfies never;
  }
}

function mixInWords(mix: Mix): string {
  if (mix.kind === 'concatenate')
    return 'both sets are shuffled into one, so that the larger one fills more of a batch';
  const real = Math.round(mix.real * 100);
  return `${real} % of every batch is real and ${100 - real} % synthetic, whatever the sizes of the two sets`;
}

function mixSources(mix: Mix): readonly RecipeSource[] {
  const real = mix.kind === 'share' ? mix.real : null;
  return [
    { domain: 'real', share: real },
    { domain: 'synthetic', share: real === null ? null : 1 - real },
  ];
}
