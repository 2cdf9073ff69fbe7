import type { z } from 'zod';
import type { ErrorReport } from '../../src-shared/errors.ts';
import type { JobKind, JobProgress } from '../../src-shared/domain/job.ts';
import type { Database, DatabaseCall } from '../project/database.ts';

/** One durable, idempotent piece of a job. `payload` was written when the job was planned; `units` is its weight in the progress. */
export interface JobItem<Payload> {
  id: number;
  index: number;
  label: string;
  units: number;
  payload: Payload;
  attempt: number;
}

export interface PlannedItem<Payload> {
  label: string;
  units: number;
  payload: Payload;
}

/** An item that is done, its result (JSON), and what is committed together with it. */
export interface CompletedItem {
  itemId: number;
  result: unknown;
  also?: readonly DatabaseCall[];
}

export interface JobContext<Settings> {
  readonly jobId: number;
  readonly settings: Settings;
  readonly database: Database;
  /** Aborted on cancel and when the host closes at once. */
  readonly signal: AbortSignal;
  /** Aborted when the user pauses: finish the item in hand (or bring it to a durable step) and return. */
  readonly pauseSignal: AbortSignal;
  /** Marks the item done and commits `also` in the same transaction: so no row exists twice after a kill. */
  complete(itemId: number, result: unknown, also?: readonly DatabaseCall[]): Promise<void>;
  /** The same for several items in one transaction: one wait for the disk instead of many. */
  completeMany(items: readonly CompletedItem[]): Promise<void>;
  /** A failed item is a state of that item; the job goes on. */
  fail(itemId: number, error: ErrorReport): Promise<void>;
  /** Units of an unfinished item that are done, for long items such as a training run. */
  partial(itemId: number, units: number): void;
  note(text: string | null): void;
}

/** What a kind of job does. Registered once with the queue. Settings and payloads are JSON, validated when read back. */
export interface JobHandler<Settings, Payload> {
  readonly kind: JobKind;
  readonly unit: JobProgress['unit'];
  /** Jobs of one lane run one after the other; lanes run side by side. */
  readonly lane: 'compute' | 'images' | 'network';
  /** Asks a server: 'unavailable' then pauses the job until somebody resumes it, instead of failing it. */
  readonly waitsForServer?: boolean;
  readonly settings: z.ZodType<Settings>;
  readonly payload: z.ZodType<Payload>;
  /** How many items `run` is given at once. */
  readonly batch: number;
  /** What runs its networks, as `Job.computesOn`. */
  computesOn?(settings: Settings): string;
  /** Cuts the job into items; runs once, its result is persisted before the first item starts. */
  plan(context: JobContext<Settings>): Promise<PlannedItem<Payload>[]>;
  /** Must complete or fail every item unless it returns early because of `pauseSignal` or `signal`. Throwing fails the job. */
  run(items: readonly JobItem<Payload>[], context: JobContext<Settings>): Promise<void>;
  /** After the last item, before the job is done; must be idempotent. */
  finish?(context: JobContext<Settings>): Promise<void>;
}
