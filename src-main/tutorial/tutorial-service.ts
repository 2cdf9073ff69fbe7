import { z } from 'zod';
import type { HostEvent, JobsService } from '../../src-shared/api/services.ts';
import type { TutorialService } from '../../src-shared/api/tutorial.ts';
import { isTerminal, type Job } from '../../src-shared/domain/job.ts';
import {
  type Tutorial,
  tutorialSettingsSchema,
  type TutorialState,
  type TutorialStep,
  tutorialSteps,
} from '../../src-shared/domain/tutorial.ts';
import { reportError, UserError } from '../../src-shared/errors.ts';
import type { Log } from '../log/log.ts';
import type { Database } from '../project/database.ts';
import { jobOfStep, performStep, type TutorialServices } from './steps.ts';

const META_KEY = 'tutorial';

const stepSchema = z.enum(tutorialSteps);
const storedSchema: z.ZodType<Tutorial> = z.object({
  settings: tutorialSettingsSchema,
  startedAt: z.string(),
  state: z.discriminatedUnion('status', [
    z.object({ status: z.literal('working'), step: stepSchema, jobId: z.number().nullable() }),
    z.object({ status: z.literal('stopped'), step: stepSchema, reason: z.string() }),
    z.object({ status: z.literal('done') }),
  ]),
});

interface TutorialOptions {
  readonly database: Database;
  readonly jobs: JobsService;
  readonly services: TutorialServices;
  readonly emit: (event: HostEvent) => void;
  readonly log: Log;
}

export interface RunningTutorial extends TutorialService {
  /** To be told of every job that changes. */
  follow(job: Job): void;
  /** Goes on with what an earlier session left; call once. */
  resume(): Promise<void>;
}

type Working = Extract<TutorialState, { status: 'working' }>;

function stepAfter(step: TutorialStep): TutorialState {
  const next = tutorialSteps[tutorialSteps.indexOf(step) + 1];
  return next === undefined ? { status: 'done' } : { status: 'working', step: next, jobId: null };
}

/** What the end of a step's job means; null while it goes on. */
function stateAfter(step: TutorialStep, { state }: Job): TutorialState | null {
  if (!isTerminal(state)) return null;
  if (state.status === 'done') return stepAfter(step);
  const reason = state.status === 'failed' ? state.error.message : 'The job was cancelled.';
  return { status: 'stopped', step, reason };
}

export function createTutorial({ database, jobs, services, emit, log }: TutorialOptions): RunningTutorial {
  let queue: Promise<void> = Promise.resolve();

  async function load(): Promise<Tutorial | null> {
    const stored = await database.call('meta.get', META_KEY);
    if (stored === null || stored === '') return null;
    const read = storedSchema.safeParse(JSON.parse(stored));
    if (read.success) return read.data;
    log.warn('The state of the tutorial cannot be read', { reason: read.error.message });
    return null;
  }

  async function save(tutorial: Tutorial | null): Promise<void> {
    await database.call('meta.set', {
      key: META_KEY,
      value: tutorial === null ? '' : JSON.stringify(tutorial),
    });
    emit({ type: 'tutorial' });
  }

  /** One move: look after the step's job, or do the step. Null when there is nothing to do until a job changes. */
  async function move(tutorial: Tutorial, state: Working): Promise<TutorialState | null> {
    if (state.jobId !== null) return stateAfter(state.step, await jobs.get(state.jobId));
    const jobId = await performStep(state.step, tutorial.settings, services);
    return jobId === null ? stepAfter(state.step) : { ...state, jobId };
  }

  async function advance(): Promise<void> {
    for (;;) {
      const tutorial = await load();
      if (tutorial?.state.status !== 'working') return;
      const next = await tryMove(tutorial, tutorial.state);
      if (next === null) return;
      await save({ ...tutorial, state: next });
    }
  }

  async function tryMove(tutorial: Tutorial, state: Working): Promise<TutorialState | null> {
    try {
      return await move(tutorial, state);
    } catch (error) {
      log.warn('A step of the tutorial failed', { step: state.step, reason: reportError(error).message });
      return { status: 'stopped', step: state.step, reason: reportError(error).message };
    }
  }

  const inTurn = (work: () => Promise<void>): Promise<void> => {
    const done = queue.then(work);
    queue = done.catch((error: unknown) =>
      log.warn('The tutorial stopped', { reason: reportError(error).message }),
    );
    return done;
  };

  /** A kill between the start of a job and the note of its id leaves a job that belongs to the step. */
  async function adoptJob(): Promise<void> {
    const tutorial = await load();
    if (tutorial?.state.status !== 'working' || tutorial.state.jobId !== null) return;
    const kind = jobOfStep[tutorial.state.step];
    const job = (await jobs.list()).findLast(
      (job) => job.kind === kind && job.createdAt >= tutorial.startedAt,
    );
    if (job) await save({ ...tutorial, state: { ...tutorial.state, jobId: job.id } });
  }

  return {
    current: load,
    start: async (settings) => {
      const running = await load();
      if (running?.state.status === 'working') {
        throw new UserError(
          'conflict',
          'A tutorial is already running.',
          'Wait until it is done, or dismiss it.',
        );
      }
      const tutorial: Tutorial = {
        settings,
        startedAt: new Date().toISOString(),
        state: { status: 'working', step: 'draw', jobId: null },
      };
      await save(tutorial);
      await inTurn(advance);
      return (await load()) ?? tutorial;
    },
    retry: async () => {
      const tutorial = await load();
      if (tutorial?.state.status !== 'stopped') return;
      await save({ ...tutorial, state: { status: 'working', step: tutorial.state.step, jobId: null } });
      await inTurn(advance);
    },
    dismiss: () => save(null),
    follow: (job) => {
      if (isTerminal(job.state)) void inTurn(advance);
    },
    resume: () =>
      inTurn(async () => {
        await adoptJob();
        await advance();
      }),
  };
}
