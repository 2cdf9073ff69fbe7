import { create } from 'zustand';
import type { ExecutionProvider } from '../../../src-shared/domain/execution-provider.ts';
import type { ClipModel, ScoringState } from '../../../src-shared/domain/score.ts';
import { usualModel } from '../../../src-shared/domain/usual-model.ts';
import type { ProjectVocabulary } from '../../../src-shared/domain/vocabulary.ts';
import { formatCount, formatNoun } from '../../../src-shared/format/numbers.ts';
import { forgetWithProject } from '../../api/project-state.ts';

interface ScoringForm {
  /** Null: that of the last scoring, else the one that fits the project. */
  modelId: string | null;
  /** One a line; null: those of the last scoring, else the usual one. */
  templates: string | null;
  provider: ExecutionProvider;
}

export const useScoringForm = create<ScoringForm>()(() => ({
  modelId: null,
  templates: null,
  provider: 'cpu',
}));

// What computes is the same in every project.
forgetWithProject(() => useScoringForm.setState({ modelId: null, templates: null }));

const USUAL = ['a photo of {a phrase}'];

export interface ScoringRequest {
  modelId: string;
  templates: string[];
  setIds: readonly number[] | undefined;
}

/** What a start would ask for; the model's id is empty where there is none. */
export function scoringRequest(
  form: Pick<ScoringForm, 'modelId' | 'templates'>,
  models: readonly ClipModel[],
  { latest }: ScoringState,
  setIds: readonly number[] | undefined,
  project: ProjectVocabulary,
): ScoringRequest {
  const known = (id: string | null | undefined) => models.find((model) => model.id === id);
  const model = known(form.modelId) ?? known(latest?.modelId) ?? usualModel(models, project) ?? models[0];
  const typed = form.templates
    ?.split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const templates = typed && typed.length > 0 ? typed : (latest?.templates ?? USUAL);
  return { modelId: model?.id ?? '', templates, setIds };
}

/** What the button says; null when every image has its score by this model and these prompts. */
export function startWords(state: ScoringState, request: ScoringRequest): string | null {
  const { images, scored, stale, latest } = state;
  const isOther =
    latest !== null &&
    (latest.modelId !== request.modelId || latest.templates.join('\n') !== request.templates.join('\n'));
  if (isOther) return `Score ${formatNoun(images, 'image')} with these`;
  const unscored = images - scored;
  if (scored === 0) return `Score ${formatNoun(images, 'image')}`;
  if (stale > 0) return `Score ${formatNoun(stale + unscored, 'image')} again`;
  return unscored > 0 ? `Score ${formatCount(unscored)} more` : null;
}
