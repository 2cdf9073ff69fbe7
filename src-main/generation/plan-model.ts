import type { Sampling } from '../../src-shared/domain/generation.ts';
import { worldWarning } from '../../src-shared/domain/usual-model.ts';
import type { ProjectVocabulary } from '../../src-shared/domain/vocabulary.ts';
import type { ErrorReport } from '../../src-shared/errors.ts';
import type { ModelFacts } from '../diffusion/types.ts';

/** The model of a plan, or why there is none. */
export type PlannedModel =
  | {
      readonly id: string;
      readonly folder: string;
      readonly name: string;
      readonly hash: string;
      readonly facts: ModelFacts;
      readonly drawnWorld: boolean;
    }
  | { readonly problem: ErrorReport };

export const modelProblems = (model: PlannedModel): string[] =>
  'problem' in model ? [[model.problem.message, model.problem.advice].filter(Boolean).join(' ')] : [];

export function worldWarnings(
  { name, drawnWorld }: { name: string; drawnWorld: boolean },
  project: ProjectVocabulary,
): string[] {
  const warning = worldWarning({ name, vocabulary: drawnWorld ? 'drawn-world' : null }, project);
  return warning === null ? [] : [warning];
}

/** What of the sampling the model cannot do. */
export function samplingProblems({ facts }: { facts: ModelFacts }, { width, height }: Sampling): string[] {
  const { defaultWidth, defaultHeight, fixedSize, sizeStep } = facts;
  if (fixedSize && (width !== defaultWidth || height !== defaultHeight)) {
    return [`This model makes images of ${defaultWidth} × ${defaultHeight} pixels only.`];
  }
  if (width % sizeStep !== 0 || height % sizeStep !== 0) {
    return [`Width and height must be multiples of ${sizeStep} pixels for this model.`];
  }
  return [];
}
