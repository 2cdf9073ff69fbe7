import type { Job, JobState } from '../../src-shared/domain/job.ts';
import { UserError } from '../../src-shared/errors.ts';
import type { Log } from '../log/log.ts';
import type { Database } from '../project/database.ts';
import type { ActiveJob } from './active-job.ts';
import { ChangeThrottle } from './change-throttle.ts';
import type { Clock } from './clock.ts';
import type { JobEvent } from './queue.ts';

const SAVE_EVERY_MS = 10_000;

/** A state that the full disk kept from being stored. */
interface Unstored {
  state: JobState;
  note: string | null;
}

export interface JobBoardOptions {
  database: Database;
  clock: Clock;
  log: Log;
  onChange: (event: JobEvent) => void;
}

/** What is known of all jobs: rows, what the session adds to those being worked on, and who has to be told. */
export class JobBoard {
  readonly active = new Map<number, ActiveJob>();
  readonly unstored = new Map<number, Unstored>();
  readonly #options: JobBoardOptions;
  readonly #throttle: ChangeThrottle;
  readonly #savedAt = new Map<number, number>();

  constructor(options: JobBoardOptions) {
    this.#options = options;
    this.#throttle = new ChangeThrottle(options.clock, (jobId) => void this.#emit(jobId));
  }

  async list(): Promise<Job[]> {
    const rows = await this.#options.database.call('jobs.list');
    return rows.map((row) => this.#describe(row));
  }

  async get(jobId: number): Promise<Job> {
    const row = await this.#options.database.call('jobs.get', jobId);
    if (!row) throw new UserError('not-found', 'That job is no longer in the list.');
    return this.#describe(row);
  }

  /** Something about the progress changed. */
  progressed(active: ActiveJob): void {
    const { id } = active.job;
    this.#throttle.changed(id);
    const now = this.#options.clock.now();
    const last = this.#savedAt.get(id);
    if (last === undefined) this.#savedAt.set(id, now);
    else if (now - last >= SAVE_EVERY_MS) {
      this.#savedAt.set(id, now);
      void this.save(active);
    }
  }

  /** The state changed: told at once. */
  changed(jobId: number): Promise<void> {
    this.#throttle.forget(jobId);
    return this.#emit(jobId);
  }

  /** Jobs came, went or moved. */
  listChanged(): void {
    this.#options.onChange({ type: 'jobs' });
  }

  /** Keeps what a restart would otherwise lose; that it fails (a full disk) is no reason to stop. */
  async save(active: ActiveJob): Promise<void> {
    const partials = active.meter.toSave();
    const input = { jobId: active.job.id, elapsedMs: active.elapsedMs(), note: active.note, partials };
    try {
      await this.#options.database.call('jobs.saveProgress', input);
      active.meter.saved(partials);
    } catch (error) {
      this.#options.log.warn('The progress of a job was not stored', {
        job: active.job.id,
        error: String(error),
      });
    }
  }

  release(jobId: number): void {
    this.active.delete(jobId);
    this.#savedAt.delete(jobId);
    this.#throttle.forget(jobId);
  }

  async #emit(jobId: number): Promise<void> {
    try {
      this.#options.onChange({ type: 'job', job: await this.get(jobId) });
    } catch {
      // The job was removed, or the project closed: there is nothing to tell.
    }
  }

  #describe(row: Job): Job {
    const active = this.active.get(row.id);
    if (active) return active.describe(row);
    const unstored = this.unstored.get(row.id);
    if (!unstored) return row;
    return { ...row, state: unstored.state, progress: { ...row.progress, note: unstored.note } };
  }
}
