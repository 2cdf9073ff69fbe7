import { isTerminal, type JobKind, type JobStatus } from '../../src-shared/domain/job.ts';
import { UserError } from '../../src-shared/errors.ts';
import { type Log, silentLog } from '../log/log.ts';
import type { Database } from '../project/database.ts';
import type { NewJob } from '../project/queries/job-rows.ts';
import type { NewRun } from '../project/queries/runs.ts';
import type { AnyHandler } from './active-job.ts';
import { type Clock, systemClock } from './clock.ts';
import { JobBoard } from './job-board.ts';
import { JobLanes } from './job-lanes.ts';
import type { JobEvent, JobQueue } from './queue.ts';

export interface JobQueueOptions {
  database: Database;
  /** One for each kind of job. */
  handlers: readonly AnyHandler[];
  onChange: (event: JobEvent) => void;
  log?: Log;
  clock?: Clock;
}

const hasEnded = (): UserError => new UserError('conflict', 'This job has ended.', 'Start it again instead.');

class PersistentQueue implements JobQueue {
  readonly #database: Database;
  readonly #handlers: readonly AnyHandler[];
  readonly #log: Log;
  readonly #board: JobBoard;
  readonly #lanes: JobLanes;
  /** Jobs that this session queued before its lanes started: nothing to recover. */
  readonly #fresh: number[] = [];
  #started = false;

  constructor({ database, handlers, onChange, log = silentLog, clock = systemClock }: JobQueueOptions) {
    this.#database = database;
    this.#handlers = handlers;
    this.#log = log.area('jobs');
    this.#board = new JobBoard({ database, clock, log: this.#log, onChange });
    this.#lanes = new JobLanes({ database, handlers, board: this.#board, log: this.#log, clock });
  }

  async enqueue(kind: JobKind, title: string, settings: unknown): Promise<number> {
    const jobId = await this.#database.call('jobs.add', this.#newJob(kind, title, settings));
    this.#queued(jobId);
    return jobId;
  }

  async enqueueWithRuns(
    kind: JobKind,
    title: string,
    settings: unknown,
    runs: readonly NewRun[],
  ): Promise<{ jobId: number; runIds: number[] }> {
    const result = await this.#database.call('runs.enqueue', {
      job: this.#newJob(kind, title, settings),
      runs,
    });
    this.#queued(result.jobId);
    return result;
  }

  async startLanes(): Promise<void> {
    if (this.#started) return;
    this.#started = true;
    await this.#database.call('jobs.recover', { except: this.#fresh });
    this.#board.listChanged();
    this.#lanes.start();
  }

  async stop(how: 'pause' | 'now'): Promise<void> {
    if (!this.#started) return;
    await this.#lanes.end(how === 'pause' ? { kind: 'pause', reason: 'quit' } : { kind: 'suspend' });
    try {
      await this.#database.call('jobs.suspendAll');
    } catch (error) {
      this.#log.warn('Waiting jobs were not marked as paused', { error: String(error) });
    }
  }

  running(): number[] {
    return [...this.#board.active.keys()];
  }

  list = () => this.#board.list();

  get = (jobId: number) => this.#board.get(jobId);

  async failures(jobId: number) {
    await this.get(jobId);
    return this.#database.call('jobs.failures', jobId);
  }

  async pause(jobId: number): Promise<void> {
    const paused = await this.#database.call('jobs.pause', { jobId, from: ['queued'], reason: 'user' });
    const active = this.#board.active.get(jobId);
    if (!paused && !active) await this.#refuseIfEnded(jobId);
    if (!paused) active?.stop({ kind: 'pause', reason: 'user' });
    await this.#board.changed(jobId);
  }

  async resume(jobId: number): Promise<void> {
    const active = this.#board.active.get(jobId);
    if (active) {
      active.resumeAfterPause = active.requested()?.kind === 'pause';
    } else {
      const requeued = await this.#database.call('jobs.requeue', {
        jobId,
        from: this.#idle(jobId, 'paused'),
      });
      if (!requeued) await this.#refuseIfEnded(jobId);
      this.#board.unstored.delete(jobId);
    }
    this.#lanes.wake();
    await this.#board.changed(jobId);
  }

  async cancel(jobId: number): Promise<void> {
    const from = this.#idle(jobId, 'queued', 'paused');
    const cancelled = await this.#database.call('jobs.cancel', { jobId, from });
    const active = this.#board.active.get(jobId);
    if (!cancelled && !active) await this.#refuseIfEnded(jobId);
    if (!cancelled) active?.stop({ kind: 'cancel' });
    this.#board.unstored.delete(jobId);
    await this.#board.changed(jobId);
  }

  async retryFailed(jobId: number): Promise<void> {
    await this.#database.call('jobs.retryFailed', jobId);
    this.#lanes.wake();
    await this.#board.changed(jobId);
  }

  async move(input: { jobId: number; before: number | null }): Promise<void> {
    await this.#database.call('jobs.move', input);
    this.#board.listChanged();
  }

  async update({
    jobId,
    resumeAutomatically,
  }: {
    jobId: number;
    resumeAutomatically: boolean;
  }): Promise<void> {
    await this.#database.call('jobs.setResumeAutomatically', { jobId, value: resumeAutomatically });
    await this.#board.changed(jobId);
  }

  async clearFinished(): Promise<void> {
    await this.#database.call('jobs.clearFinished');
    this.#board.listChanged();
  }

  /** States in which nobody works on the job; one whose pause could not be stored still counts as running there. */
  #idle(jobId: number, ...states: JobStatus[]): JobStatus[] {
    return this.#board.unstored.has(jobId) ? [...states, 'running'] : states;
  }

  async #refuseIfEnded(jobId: number): Promise<void> {
    if (isTerminal((await this.get(jobId)).state)) throw hasEnded();
  }

  #newJob(kind: JobKind, title: string, settings: unknown): NewJob {
    const handler = this.#handlers.find((candidate) => candidate.kind === kind);
    if (!handler) throw new Error(`No handler is registered for jobs of kind "${kind}".`);
    const parsed = handler.settings.safeParse(settings);
    if (parsed.success) return { kind, title, settings, unit: handler.unit };
    throw new UserError(
      'bad-input',
      `The settings of "${title}" are not valid: ${parsed.error.issues[0]?.message ?? 'unknown reason'}`,
      undefined,
      { cause: parsed.error },
    );
  }

  #queued(jobId: number): void {
    if (!this.#started) this.#fresh.push(jobId);
    this.#board.listChanged();
    this.#lanes.wake();
  }
}

/** The queue of a project. Works on nothing until `startLanes`. */
export const createJobQueue = (options: JobQueueOptions): JobQueue => new PersistentQueue(options);
