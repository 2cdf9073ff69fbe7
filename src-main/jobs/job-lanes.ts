import type { Job, JobKind } from '../../src-shared/domain/job.ts';
import type { Log } from '../log/log.ts';
import type { Database } from '../project/database.ts';
import { ActiveJob, type AnyHandler, type StopRequest } from './active-job.ts';
import type { Clock } from './clock.ts';
import { conclude } from './conclude.ts';
import type { JobBoard } from './job-board.ts';
import { Lane } from './lane.ts';
import { perform } from './perform.ts';

/** How long to wait before looking for work again when the database did not answer, e.g. on a full disk. */
const RETRY_MS = 5000;
/** How long an end at once waits for handlers that do not heed their signal. */
const GRACE_MS = 10_000;

export interface JobLanesOptions {
  database: Database;
  handlers: readonly AnyHandler[];
  board: JobBoard;
  log: Log;
  clock: Clock;
}

/** Takes queued jobs and works on them, those of one lane in order, the lanes side by side. */
export class JobLanes {
  readonly #options: JobLanesOptions;
  readonly #lanes: Lane[];
  #ending: StopRequest | null = null;

  constructor(options: JobLanesOptions) {
    this.#options = options;
    const names = new Set(options.handlers.map((handler) => handler.lane));
    this.#lanes = [...names].map((name) => {
      const handlers = options.handlers.filter((handler) => handler.lane === name);
      return new Lane(() => this.#takeOne(new Map(handlers.map((handler) => [handler.kind, handler]))));
    });
  }

  start(): void {
    for (const lane of this.#lanes) lane.start();
  }

  wake(): void {
    for (const lane of this.#lanes) lane.wake();
  }

  /** Ends all work with this request; may be called again with a more urgent one. */
  async end(request: StopRequest): Promise<void> {
    this.#ending = request;
    for (const active of this.#options.board.active.values()) active.stop(request);
    const ended = Promise.all(this.#lanes.map((lane) => lane.end()));
    if (request.kind === 'pause') await ended;
    else await Promise.race([ended, this.#grace()]);
  }

  #grace(): Promise<void> {
    return new Promise((resolve) => this.#options.clock.after(GRACE_MS, resolve));
  }

  async #takeOne(handlers: ReadonlyMap<JobKind, AnyHandler>): Promise<boolean> {
    const job = await this.#claim([...handlers.keys()]);
    const handler = job && handlers.get(job.kind);
    if (!job || !handler) return false;
    const { database, board, log, clock } = this.#options;
    const active = new ActiveJob(job, handler, clock);
    board.active.set(job.id, active);
    if (this.#ending) active.stop(this.#ending);
    await board.changed(job.id);
    const outcome = await perform(database, active, () => board.progressed(active));
    await conclude(database, board, log, { active, outcome });
    return true;
  }

  async #claim(kinds: readonly JobKind[]): Promise<Job | null> {
    try {
      return await this.#options.database.call('jobs.claimNext', kinds);
    } catch (error) {
      this.#options.log.error('No job could be taken from the queue', { error: String(error) });
      this.#options.clock.after(RETRY_MS, () => this.wake());
      return null;
    }
  }
}
