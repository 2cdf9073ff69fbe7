import type { HostEvent, TrainingService } from '../../src-shared/api/services.ts';
import type { RunGeneration } from '../../src-shared/domain/run.ts';
import type { TrainRequest } from '../../src-shared/domain/training.ts';
import type { TrainingCheck } from '../../src-shared/domain/training-check.ts';
import { UserError } from '../../src-shared/errors.ts';
import type { JobQueue } from '../jobs/queue.ts';
import type { Project } from '../project/project.ts';
import type { NewRun } from '../project/queries/runs.ts';
import type { Candidates } from './candidates.ts';
import { checkRequest } from './check.ts';
import { dataDigests, EMPTY_DIGEST } from './data-digest.ts';
import { experimentName } from './experiment-name.ts';
import { generationOf } from './generation-of.ts';
import { loadCandidates } from './load-candidates.ts';
import { type PlannedRun, planRuns } from './plan.ts';
import { checkPretrained, type PretrainedLibrary } from './pretrained/library.ts';
import type { PretrainedModels } from './pretrained/models.ts';
import { takeSnapshot } from './snapshot.ts';

export interface TrainingServiceOptions {
  project: Project;
  library: PretrainedLibrary;
  emit: (event: HostEvent) => void;
}

export function createTrainingService(
  { project, emit, library }: TrainingServiceOptions,
  queue: JobQueue,
): Omit<TrainingService, keyof PretrainedModels> {
  const { database } = project;
  const check = async (request: TrainRequest, candidates: Candidates): Promise<TrainingCheck> => {
    const checked = checkRequest(request, candidates);
    return { ...checked, errors: [...checked.errors, ...(await checkPretrained(library, request.settings))] };
  };
  return {
    check: async (request) => check(request, await loadCandidates(database, request)),
    start: async (request) => {
      const candidates = await loadCandidates(database, request);
      refuse((await check(request, candidates)).errors);
      const planned = planRuns(request, candidates);
      const generation = await generationOf(database, request.syntheticSetIds);
      const runs = newRuns(request, candidates, { planned, generation });
      const experiment = experimentName(request.name, runs, await database.call('runs.list'));
      const named = runs.map((run) => ({ ...run, experiment }));
      const snapshot = takeSnapshot(request, planned, candidates.doubt);
      const queued = await queue.enqueueWithRuns('train', `Train ${experiment}`, snapshot, named);
      emit({ type: 'runs' });
      return queued;
    },
  };
}

function refuse(errors: readonly string[]): void {
  const [first, ...others] = errors;
  if (first === undefined) return;
  throw new UserError('bad-input', first, others.length > 0 ? others.join(' ') : undefined);
}

function newRuns(
  request: TrainRequest,
  candidates: Candidates,
  { planned, generation }: { planned: readonly PlannedRun[]; generation: RunGeneration | null },
): NewRun[] {
  const { data, synthetic } = dataDigests(candidates);
  const drawn = candidates.sets.some((set) => set.drawn);
  return planned.map((run) => ({
    experiment: request.name,
    recipe: run.recipe,
    seed: run.seed,
    settings: run.settings,
    realSetId: request.realSetId,
    syntheticSetIds: run.synthetic.length > 0 ? [...new Set(request.syntheticSetIds)] : [],
    images: { real: run.real.length, synthetic: run.synthetic.length },
    digests: { data, synthetic: run.synthetic.length > 0 ? synthetic : EMPTY_DIGEST },
    classNames: run.classNames,
    totalSteps: run.totalSteps,
    generation: run.synthetic.length > 0 ? generation : null,
    drawn,
  }));
}
