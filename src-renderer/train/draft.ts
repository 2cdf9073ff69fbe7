import { create } from 'zustand';
import type { ImageSet } from '../../src-shared/domain/image-set.ts';
import {
  type RecipeName,
  type TrainingSettings,
  trainingSettingsSchema,
  trainRequestSchema,
  type TrainRequest,
} from '../../src-shared/domain/training.ts';

/** A request while it is being filled in; seeds as they are typed. */
export interface Draft {
  name: string;
  /** Null until a set is chosen or the only one is taken. */
  realSetId: number | null;
  syntheticSetIds: readonly number[];
  oodSetIds: readonly number[];
  recipes: readonly RecipeName[];
  seeds: string;
  settings: TrainingSettings;
  /** For which project's sets the choice was made, so that another project starts anew. */
  projectId: string | null;
}

export const emptyDraft: Draft = {
  name: '',
  realSetId: null,
  syntheticSetIds: [],
  oodSetIds: [],
  recipes: ['real-only'],
  seeds: '1, 2, 3',
  settings: trainingSettingsSchema.parse({}),
  projectId: null,
};

export const useDraft = create<Draft>()(() => emptyDraft);

export const changeDraft = (part: Partial<Draft>): void => {
  useDraft.setState(part);
};

export const changeSettings = (part: Partial<TrainingSettings>): void => {
  useDraft.setState(({ settings }) => ({ settings: { ...settings, ...part } }));
};

/** A sensible first choice for a project: its first real set, all of its other sets, every recipe that they allow. */
export function firstDraft(projectId: string, projectName: string, sets: readonly ImageSet[]): Draft {
  const ids = (role: ImageSet['role']) => sets.filter((set) => set.role === role).map(({ id }) => id);
  const synthetic = ids('synthetic');
  const drawn = sets.some(({ origin }) => origin.kind === 'drawn');
  return {
    ...emptyDraft,
    projectId,
    name: projectName.slice(0, 100),
    realSetId: ids('real')[0] ?? null,
    syntheticSetIds: synthetic,
    oodSetIds: ids('ood'),
    recipes: synthetic.length > 0 ? ['real-only', 'synthetic-only', 'mixed'] : ['real-only'],
    settings: trainingSettingsSchema.parse(drawn ? { imageSize: 64, batchSize: 64 } : {}),
  };
}

/** Seeds as typed, "1, 2, 3" or "1-5": each once, or null if anything else is among them. */
export function readSeeds(text: string): number[] | null {
  const parts = text.split(/[\s,;]+/).filter(Boolean);
  const seeds: number[] = [];
  for (const part of parts) {
    const [, from, to] = /^(\d{1,9})(?:[-–](\d{1,9}))?$/.exec(part) ?? [];
    if (from === undefined) return null;
    const last = Number(to ?? from);
    if (last < Number(from) || last - Number(from) >= 50) return null;
    for (let seed = Number(from); seed <= last; seed++) seeds.push(seed);
  }
  const unique = [...new Set(seeds)];
  return unique.length > 0 && unique.length <= 50 ? unique : null;
}

/** The request that a draft stands for, or why it is none yet. */
export function requestOf(draft: Draft): { request: TrainRequest } | { problem: string } {
  const seeds = readSeeds(draft.seeds);
  if (draft.realSetId === null) return { problem: 'Choose a real set.' };
  if (draft.name.trim() === '') return { problem: 'Give the experiment a name.' };
  if (draft.recipes.length === 0) return { problem: 'Choose at least one recipe.' };
  if (!seeds) return { problem: 'Seeds are whole numbers, such as 1, 2, 3 or 1-5, at most 50.' };
  const parsed = trainRequestSchema.safeParse({ ...draft, seeds });
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    return { problem: issue ? `${issue.path.join('.')}: ${issue.message}` : 'A setting is not valid.' };
  }
  return { request: parsed.data };
}
