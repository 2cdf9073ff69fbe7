import type { Job, JobState } from '../../src-shared/domain/job.ts';
import type { PauseReason } from '../project/queries/job-states.ts';
import type { Clock } from './clock.ts';
import type { JobHandler } from './handler.ts';
import { ProgressMeter } from './progress-meter.ts';

export type AnyHandler = JobHandler<unknown, unknown>;

/** Why a job stops before its end; `suspend` is a pause that does not wait for the item in hand. */
export type StopRequest =
  | { kind: 'pause'; reason: PauseReason; note?: string }
  | { kind: 'suspend' }
  | { kind: 'cancel' };

const urgency = { pause: 0, suspend: 1, cancel: 2 } as const satisfies Record<StopRequest['kind'], number>;

/** A job that is being worked on: what was asked of it meanwhile, and how far it is. */
export class ActiveJob {
  readonly job: Job;
  readonly handler: AnyHandler;
  readonly meter: ProgressMeter;
  note: string | null = null;
  computesOn: string | undefined;
  /** The user took a pause back before it came about. */
  resumeAfterPause = false;
  readonly #abort = new AbortController();
  readonly #pause = new AbortController();
  #request: StopRequest | null = null;

  constructor(job: Job, handler: AnyHandler, clock: Clock) {
    this.job = job;
    this.handler = handler;
    this.meter = new ProgressMeter(clock);
  }

  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  get pauseSignal(): AbortSignal {
    return this.#pause.signal;
  }

  /** What was asked of it so far; may change whenever something is awaited. */
  requested(): StopRequest | null {
    return this.#request;
  }

  /** The more urgent request counts. */
  stop(request: StopRequest): void {
    if (this.#request && urgency[this.#request.kind] > urgency[request.kind]) return;
    this.#request = request;
    this.resumeAfterPause = false;
    this.#pause.abort();
    if (request.kind !== 'pause') this.#abort.abort();
  }

  elapsedMs(): number {
    return this.job.progress.elapsedSeconds * 1000 + this.meter.elapsedMs();
  }

  /** The job as clients see it, from its row and from what only this session knows. */
  describe(stored: Job): Job {
    const { progress } = stored;
    const done = progress.done + this.meter.unsaved();
    const rate = this.meter.rate();
    return {
      ...stored,
      state: this.#state(),
      ...(this.computesOn === undefined ? {} : { computesOn: this.computesOn }),
      progress: {
        ...progress,
        done,
        note: this.note,
        ratePerSecond: rate,
        etaSeconds: rate === null ? null : Math.max(0, progress.total - done) / rate,
        elapsedSeconds: this.elapsedMs() / 1000,
      },
    };
  }

  #state(): JobState {
    return { status: 'running', pausing: this.#request?.kind === 'pause' && !this.resumeAfterPause };
  }
}
