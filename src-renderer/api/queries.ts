import { QueryClient, queryOptions, skipToken } from '@tanstack/react-query';
import type { StartGeneration } from '../../src-shared/api/generation.ts';
import type { ApplyThresholds, ScoreFilter } from '../../src-shared/api/scoring.ts';
import type { SensePreviews } from '../../src-shared/api/senses.ts';
import type { HostEvent } from '../../src-shared/api/services.ts';
import type { Role } from '../../src-shared/domain/image-set.ts';
import type { TrainRequest } from '../../src-shared/domain/training.ts';
import type { PromptDraft, Rewrite, RewritePlan, WritePrompts } from '../../src-shared/api/prompts.ts';
import type { JobStatus } from '../../src-shared/domain/job.ts';
import type { Prompt } from '../../src-shared/domain/prompt.ts';
import { api } from './client.ts';
import { readPrompts } from './read-prompts.ts';

type PreviewEvent = Extract<HostEvent, { type: 'preview' }>;

/** Nothing goes stale by itself: the host says what changed. `always`: the host is on this machine or behind a tunnel. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: Number.POSITIVE_INFINITY,
      retry: false,
      refetchOnWindowFocus: false,
      refetchOnReconnect: false,
      networkMode: 'always',
    },
    mutations: { networkMode: 'always' },
  },
});

/** Every question the screens ask, each with its place in the cache. */
export const queries = {
  project: () => queryOptions({ queryKey: ['project'], queryFn: () => api.projects.current.query() }),
  recent: () => queryOptions({ queryKey: ['recent'], queryFn: () => api.projects.recent.query() }),
  classes: () => queryOptions({ queryKey: ['classes'], queryFn: () => api.classes.list.query() }),
  /** Under the key of the classes: what changes those changes these. */
  senses: () => queryOptions({ queryKey: ['classes', 'senses'], queryFn: () => api.senses.list.query() }),
  /** Pictures of a class's senses that were asked for; they are gone when the host ends. */
  sensePreviews: (classId: number) =>
    queryOptions<readonly SensePreviews[]>({
      queryKey: ['sensePreviews', classId],
      queryFn: skipToken,
      initialData: [],
    }),
  sets: () => queryOptions({ queryKey: ['sets'], queryFn: () => api.images.sets.query() }),
  imageDetail: (id: number) =>
    queryOptions({
      queryKey: ['image', id],
      queryFn: async () => (await api.images.details.query({ ids: [id] }))[0] ?? null,
      gcTime: 60_000,
    }),
  jobs: () => queryOptions({ queryKey: ['jobs'], queryFn: () => api.jobs.list.query() }),
  jobFailures: (id: number) =>
    queryOptions({ queryKey: ['jobs', id, 'failures'], queryFn: () => api.jobs.failures.query({ id }) }),
  runs: () => queryOptions({ queryKey: ['runs'], queryFn: () => api.runs.list.query() }),
  summaries: () => queryOptions({ queryKey: ['summaries'], queryFn: () => api.runs.summaries.query() }),
  metrics: (runId: number) =>
    queryOptions({
      queryKey: ['metrics', runId],
      queryFn: () => api.runs.metrics.query({ runId, afterStep: -1 }),
    }),
  trainingCheck: (request: TrainRequest) =>
    queryOptions({
      queryKey: ['check', request],
      queryFn: () => api.training.check.query(request),
      gcTime: 0,
    }),
  models: () => queryOptions({ queryKey: ['models'], queryFn: () => api.generation.models.query() }),
  clipModels: () => queryOptions({ queryKey: ['models', 'clip'], queryFn: () => api.scoring.models.query() }),
  pretrained: () =>
    queryOptions({ queryKey: ['models', 'pretrained'], queryFn: () => api.training.pretrained.query() }),
  languageModels: () =>
    queryOptions({ queryKey: ['language-models'], queryFn: () => api.languageModels.list.query() }),
  inProcessModels: () =>
    queryOptions({
      queryKey: ['language-models', 'in-process'],
      queryFn: () => api.languageModels.inProcess.query(),
    }),
  scoringState: (filter: ScoreFilter) =>
    queryOptions({
      queryKey: ['scores', 'state', filter],
      queryFn: () => api.scoring.state.query(filter),
    }),
  scoreHistogram: (filter: ScoreFilter) =>
    queryOptions({
      queryKey: ['scores', 'histogram', filter],
      queryFn: () => api.scoring.histogram.query(filter),
    }),
  thresholds: () =>
    queryOptions({ queryKey: ['scores', 'thresholds'], queryFn: () => api.scoring.thresholds.query() }),
  filterPreview: (input: ApplyThresholds) =>
    queryOptions({
      queryKey: ['scores', 'preview', input],
      queryFn: () => api.scoring.preview.query(input),
      gcTime: 10_000,
    }),
  keptShares: (filter: ScoreFilter) =>
    queryOptions({
      queryKey: ['scores', 'shares', filter],
      queryFn: () => api.scoring.keptShares.query(filter),
    }),
  nearestImages: (imageId: number) =>
    queryOptions({
      queryKey: ['scores', 'nearest', imageId],
      queryFn: () => api.scoring.nearest.query({ imageId, count: 8 }),
      gcTime: 60_000,
    }),
  prompts: () =>
    queryOptions({
      queryKey: ['prompts', 'list'],
      queryFn: ({ client, queryKey, signal }): Promise<readonly Prompt[]> =>
        readPrompts(client.getQueryData<readonly Prompt[]>(queryKey), signal),
      // There may be 20,000 of them, and every change brings them all anew.
      structuralSharing: false,
    }),
  vocabularies: () =>
    queryOptions({ queryKey: ['vocabularies'], queryFn: () => api.prompts.vocabularies.query() }),
  promptDraft: (request: WritePrompts | null) =>
    queryOptions({
      queryKey: ['prompts', 'draft', request],
      queryFn: request ? (): Promise<PromptDraft> => api.prompts.draft.query(request) : skipToken,
      gcTime: 0,
    }),
  rewritePlan: (rewrite: Rewrite | null) =>
    queryOptions({
      queryKey: ['prompts', 'rewrite', rewrite],
      queryFn: rewrite ? (): Promise<RewritePlan> => api.prompts.planRewrite.query(rewrite) : skipToken,
      gcTime: 0,
    }),
  promptRecipes: () =>
    queryOptions({ queryKey: ['prompts', 'recipes'], queryFn: () => api.promptRecipes.list.query() }),
  promptInstructions: () =>
    queryOptions({
      queryKey: ['prompt-instructions'],
      queryFn: () => api.diversification.instructions.query(),
    }),
  /** `status` is the job's: what it says at its end is read once more. */
  writingReport: (jobId: number, status: JobStatus) =>
    queryOptions({
      queryKey: ['writing', jobId, status],
      queryFn: () => api.diversification.report.query({ jobId }),
      gcTime: 60_000,
    }),
  exchangeOf: (promptId: number) =>
    queryOptions({
      queryKey: ['exchange', promptId],
      queryFn: () => api.diversification.exchangeOf.query({ promptId }),
      gcTime: 60_000,
    }),
  promptCounts: () =>
    queryOptions({
      queryKey: ['prompts', 'counts'],
      queryFn: () => api.generation.promptCounts.query(),
    }),
  firstPrompt: (classId: number) =>
    queryOptions({
      queryKey: ['prompts', 'first', classId],
      queryFn: async () => (await api.prompts.list.query({ classId }))[0]?.text ?? '',
    }),
  generationPlan: (request: StartGeneration) =>
    queryOptions({
      queryKey: ['plan', request],
      queryFn: () => api.generation.plan.query(request),
      gcTime: 0,
    }),
  made: (jobId: number) =>
    queryOptions({
      queryKey: ['made', jobId],
      queryFn: () => api.generation.made.query({ id: jobId }),
      gcTime: 60_000,
    }),
  /** What the host last told of images in the making; nobody asks for it. */
  generating: (jobId: number) =>
    queryOptions<PreviewEvent | null>({
      queryKey: ['generating', jobId],
      queryFn: skipToken,
      initialData: null,
    }),
  preview: (sourceId: string, role: Role) =>
    queryOptions({
      queryKey: ['preview', sourceId, role],
      queryFn: () => api.imports.preview.query({ sourceId, role }),
      gcTime: 0,
    }),
  importReport: (jobId: number) =>
    queryOptions({ queryKey: ['import', jobId], queryFn: () => api.imports.report.query({ id: jobId }) }),
  exportResult: (jobId: number) =>
    queryOptions({ queryKey: ['export', jobId], queryFn: () => api.exports.result.query({ id: jobId }) }),
  roots: () => queryOptions({ queryKey: ['roots'], queryFn: () => api.sources.roots.query() }),
  children: (sourceId: string) =>
    queryOptions({
      queryKey: ['children', sourceId],
      queryFn: () => api.sources.children.query({ sourceId }),
      gcTime: 0,
    }),
  canPick: () => queryOptions({ queryKey: ['canPick'], queryFn: () => api.sources.canPick.query() }),
  tutorial: () => queryOptions({ queryKey: ['tutorial'], queryFn: () => api.tutorial.current.query() }),
  dataSets: () => queryOptions({ queryKey: ['dataSets'], queryFn: () => api.world.dataSets.query() }),
  system: () => queryOptions({ queryKey: ['system'], queryFn: () => api.system.info.query() }),
  doctor: () => queryOptions({ queryKey: ['doctor'], queryFn: () => api.system.doctor.query() }),
} as const;
