import type { GenerationService } from '../../src-shared/api/generation.ts';
import type { StartGenerationInput } from '../../src-shared/api/generation.ts';
import { formatNoun } from '../../src-shared/format/numbers.ts';
import { UserError } from '../../src-shared/errors.ts';
import { withNewSets } from '../project/new-sets.ts';
import type { JobQueue } from '../jobs/queue.ts';
import { fits } from './disk-need.ts';
import type { GenerateSettings } from './generate-settings.ts';
import { type PlanOptions, type PreparedGeneration, prepareGeneration } from './generation-plan.ts';

/** Thumbnails that the screen shows of a job. */
const LATEST = 60;

export interface GenerationOptions extends PlanOptions {
  queue: JobQueue;
  /** Told when a set was made. */
  onChange: () => void;
}

/** The part of the service that needs an open project. */
export type ProjectGeneration = Pick<GenerationService, 'promptCounts' | 'plan' | 'start' | 'made'>;

export function createProjectGeneration(options: GenerationOptions): ProjectGeneration {
  return {
    promptCounts: () => options.project.database.call('generations.promptCounts'),
    plan: async (input) => (await prepareGeneration(input, options)).plan,
    start: (input) => start(input, options),
    made: async (jobId) => {
      const { database } = options.project;
      const { setId, verdicts, latest } = await database.call('generations.made', { jobId, latest: LATEST });
      const { keep = 0, reject = 0, undecided = 0 } = verdicts;
      return { setId, keep, reject, undecided, latest };
    },
  };
}

async function start(
  input: StartGenerationInput,
  options: GenerationOptions,
): Promise<{ jobId: number; setId: number; images: number }> {
  const prepared = await prepareGeneration(input, options);
  const { plan, settings, setId: known } = prepared;
  const [problem] = plan.problems;
  if (problem !== undefined || settings === null) throw refusal(problem ?? '', prepared);
  const enqueue = async (setId: number) => {
    const title = `Generate ${formatNoun(plan.images, 'image')} into ${input.setName}`;
    const jobId = await options.queue.enqueue('generate', title, {
      ...settings,
      setId,
    } satisfies GenerateSettings);
    return { jobId, setId, images: plan.images };
  };
  if (known !== null) return enqueue(known);
  const set = {
    role: 'synthetic',
    name: input.setName,
    origin: { kind: 'generated', model: settings.model.name, drawnWorld: prepared.drawnWorld },
    styleCoverage: 'unknown',
  } as const;
  const started = await withNewSets(options.project.database, { classNames: [], sets: [set] }, ({ setIds }) =>
    enqueue(setIds[0]!),
  );
  options.onChange();
  return started;
}

/** The problems are whole sentences for a person, advice included. */
const refusal = (problem: string, { plan }: PreparedGeneration): UserError =>
  new UserError(fits(plan.bytesNeeded, plan.bytesFree) ? 'bad-input' : 'disk-full', problem);
