import { create } from 'zustand';
import type { ImageSet } from '../../src-shared/domain/image-set.ts';
import {
  type PretrainedNetwork,
  type RecipeName,
  type TrainingSettings,
  trainingSettingsSchema,
  trainRequestSchema,
  type TrainRequest,
} from '../../src-shared/domain/training.ts';
import { settingProblems } from './settings/setting-errors.ts';

/** The runs that a draft began with, as they were. */
export interface ClonedFrom {
  /** "Menagerie: Mixed, seed 1" */
  readonly title: string;
  readonly seeds: string;
  readonly recipes: readonly RecipeName[];
  readonly realSetId: number | null;
  readonly syntheticSetIds: readonly number[];
  readonly settings: TrainingSettings;
}

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
  /** The runs whose settings it began with, if it did. */
  clonedFrom: ClonedFrom | null;
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
  clonedFrom: null,
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

/** What to change of a draft whose sets are not all there any more, each in its role; null where they are. */
export function withoutGoneSets(
  draft: Pick<Draft, 'realSetId' | 'syntheticSetIds' | 'oodSetIds'>,
  sets: readonly Pick<ImageSet, 'id' | 'role'>[],
): Partial<Draft> | null {
  const isThere = (role: ImageSet['role']) => (wanted: number) =>
    sets.some((set) => set.id === wanted && set.role === role);
  const { realSetId, syntheticSetIds, oodSetIds } = draft;
  const left = {
    realSetId: realSetId !== null && isThere('real')(realSetId) ? realSetId : null,
    syntheticSetIds: syntheticSetIds.filter(isThere('synthetic')),
    oodSetIds: oodSetIds.filter(isThere('ood')),
  };
  const isSame =
    left.realSetId === realSetId &&
    left.syntheticSetIds.length === syntheticSetIds.length &&
    left.oodSetIds.length === oodSetIds.length;
  return isSame ? null : left;
}

/** SGD's peak for drawn weights, and a gentler one for weights that already know something. */
const PEAKS = { drawn: 0.1, pretrained: 0.01 } as const;

/** The peak to begin with, unless another one was chosen. */
function withPeak({ optimizer, schedule }: TrainingSettings, from: number, to: number) {
  return optimizer.kind === 'sgd' && schedule.peak === from ? { schedule: { ...schedule, peak: to } } : {};
}

/**
 * What follows from starting from a network: it is what is trained, at the size that it knows, more gently than drawn weights. Null: weights are
 * drawn.
 */
export function withNetwork(
  settings: TrainingSettings,
  network: Pick<PretrainedNetwork, 'id' | 'architecture' | 'imageSize'> | null,
): Partial<TrainingSettings> {
  if (!network) {
    const { architecture } = settings;
    return {
      pretrained: undefined,
      architecture:
        architecture === 'imported' ? trainingSettingsSchema.parse({}).architecture : architecture,
    };
  }
  const { shape } = trainingSettingsSchema;
  const architecture = shape.architecture.safeParse(network.architecture);
  const imageSize = shape.imageSize.safeParse(network.imageSize);
  return {
    pretrained: network.id,
    ...withPeak(settings, PEAKS.drawn, PEAKS.pretrained),
    ...(architecture.success && network.architecture !== null ? { architecture: architecture.data } : {}),
    ...(imageSize.success ? { imageSize: imageSize.data } : {}),
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

/** The request that a draft stands for, or everything that keeps it from being one. */
export function requestOf(draft: Draft): { request: TrainRequest } | { problems: readonly string[] } {
  const seeds = readSeeds(draft.seeds);
  const problems = [
    ...(draft.realSetId === null ? ['Choose a real set.'] : []),
    ...(draft.name.trim() === '' ? ['Give the experiment a name.'] : []),
    ...(draft.recipes.length === 0 ? ['Choose at least one recipe.'] : []),
    ...(seeds ? [] : ['Seeds are whole numbers, such as 1, 2, 3 or 1-5, at most 50.']),
    ...settingProblems(draft.settings),
  ];
  if (problems.length > 0) return { problems };
  const parsed = trainRequestSchema.safeParse({ ...draft, seeds });
  if (parsed.success) return { request: parsed.data };
  return {
    problems: parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`),
  };
}
