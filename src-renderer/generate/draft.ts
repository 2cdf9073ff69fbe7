import { create } from 'zustand';
import { type StartGenerationInput, startGenerationSchema } from '../../src-shared/api/generation.ts';
import type { GeneratedFrom, Sampling, TextToImageModel } from '../../src-shared/domain/generation.ts';
import { executionProviderSchema } from '../../src-shared/domain/execution-provider.ts';
import { schedulerSchema } from '../../src-shared/domain/generation.ts';
import type { PromptOrigin } from '../../src-shared/domain/prompt.ts';
import { usualModel } from '../../src-shared/domain/usual-model.ts';
import type { ProjectVocabulary } from '../../src-shared/domain/vocabulary.ts';

export type AmountKind = StartGenerationInput['amount']['kind'];

/** A generation while it is being set up. */
export interface Draft {
  /** For which project it is, so that another project starts anew. */
  projectId: string | null;
  /** Null until it is known which model fits the project. */
  modelId: string | null;
  /** Null: all of them, also those that come later. */
  classIds: readonly number[] | null;
  origins: readonly PromptOrigin[] | null;
  amountKind: AmountKind;
  perClass: number;
  perPrompt: number;
  wanted: number;
  /** Each class what is wanted of it, in place of one number for all. */
  wantedOfEach: boolean;
  maxAttempts: number;
  setName: string;
  sampling: Sampling;
  seed: number;
  batch: number;
  /** What is tried by itself. Null: the first prompt of the project. */
  triedPrompt: string | null;
  triedSeed: number;
}

export const emptyDraft: Draft = {
  projectId: null,
  modelId: null,
  classIds: null,
  origins: null,
  amountKind: 'per-class',
  perClass: 20,
  perPrompt: 4,
  wanted: 100,
  wantedOfEach: false,
  maxAttempts: 4,
  setName: 'Generated',
  sampling: {
    scheduler: 'dpm-solver++',
    steps: 25,
    guidanceScale: 2,
    width: 512,
    height: 512,
    negativePrompt: '',
    provider: 'cpu',
  },
  seed: 1,
  batch: 4,
  triedPrompt: null,
  triedSeed: 1,
};

export const useDraft = create<Draft>()(() => emptyDraft);

export const changeDraft = (part: Partial<Draft>): void => {
  useDraft.setState(part);
};

export const changeSampling = (part: Partial<Sampling>): void => {
  useDraft.setState(({ sampling }) => ({ sampling: { ...sampling, ...part } }));
};

/** What goes with the choice of a model: its own size and defaults. */
export function withModel(draft: Draft, model: TextToImageModel): Partial<Draft> {
  return {
    modelId: model.id,
    sampling: {
      ...draft.sampling,
      ...model.defaults,
      width: model.defaultWidth,
      height: model.defaultHeight,
    },
  };
}

/** The request that a draft stands for, or why it is none yet. */
export function requestOf(draft: Draft): { request: StartGenerationInput } | { problem: string } {
  if (draft.modelId === null) return { problem: 'Choose a model.' };
  if (draft.setName.trim() === '') return { problem: 'Give the set a name.' };
  if (draft.classIds?.length === 0) return { problem: 'Choose at least one class.' };
  if (draft.origins?.length === 0) return { problem: 'Choose at least one kind of prompts.' };
  const { modelId, classIds, origins, sampling, setName, seed, batch, maxAttempts } = draft;
  const parsed = startGenerationSchema.safeParse({
    modelId,
    sampling,
    setName,
    ...(classIds ? { classIds } : {}),
    ...(origins ? { origins } : {}),
    amount: amountOf(draft),
    seed,
    batch,
    maxAttempts,
  });
  if (parsed.success) return { request: parsed.data };
  const issue = parsed.error.issues[0];
  return { problem: issue ? `${issue.path.join('.')}: ${issue.message}` : 'A setting is not valid.' };
}

function amountOf({
  amountKind,
  perClass,
  perPrompt,
  wanted,
  wantedOfEach,
}: Draft): StartGenerationInput['amount'] {
  switch (amountKind) {
    case 'per-class':
      return { kind: 'per-class', images: perClass };
    case 'per-prompt':
      return { kind: 'per-prompt', images: perPrompt };
    case 'top-up':
      return { kind: 'top-up', wanted: wantedOfEach ? null : wanted };
    default:
      return amountKind satisfies never;
  }
}

/**
 * The settings that an image was made with, as far as they are known and mean the same here: an image of another program names its
 * scheduler in its own way.
 */
export function recalled(
  draft: Draft,
  made: GeneratedFrom,
  models: readonly TextToImageModel[],
  size: { width: number; height: number },
  project: ProjectVocabulary,
): Partial<Draft> {
  const { settings } = made;
  const number = (key: string): number | undefined => {
    const value = Number(settings[key] ?? Number.NaN);
    return Number.isFinite(value) ? value : undefined;
  };
  const usable = models.filter(({ problem }) => problem === null);
  const modelId =
    usable.find(({ name }) => name === made.model)?.id ??
    draft.modelId ??
    usualModel(models, project)?.id ??
    null;
  const scheduler = schedulerSchema.safeParse(settings['scheduler']).data;
  const { sampling } = draft;
  return {
    modelId,
    sampling: {
      scheduler: scheduler ?? sampling.scheduler,
      steps: number('steps') ?? sampling.steps,
      guidanceScale: number('guidanceScale') ?? sampling.guidanceScale,
      width: number('width') ?? size.width,
      height: number('height') ?? size.height,
      negativePrompt: made.negativePrompt,
      provider: executionProviderSchema.safeParse(settings['provider']).data ?? sampling.provider,
    },
    triedPrompt: made.promptText,
    ...(made.seed === null ? {} : { triedSeed: made.seed }),
  };
}
