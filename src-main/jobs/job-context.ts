import { type ErrorReport, reportError, UserError } from '../../src-shared/errors.ts';
import type { Database } from '../project/database.ts';
import { explainStorageError } from '../project/database-errors.ts';
import type { PauseReason } from '../project/queries/job-states.ts';
import type { ActiveJob } from './active-job.ts';
import { EngineStops } from './engine-stops.ts';
import type { CompletedItem, JobContext, JobItem } from './handler.ts';

/** What a handler's errors mean, whether they come from the database, the file system or the engine. */
export const reportOf = (error: unknown): ErrorReport => reportError(explainStorageError(error));

/** The items that a handler has been given, and what became of each. */
export class ItemsInHand {
  readonly #database: Database;
  readonly #active: ActiveJob;
  readonly #changed: () => void;
  readonly #stops: EngineStops;
  readonly #open = new Map<number, JobItem<unknown>>();

  constructor(database: Database, active: ActiveJob, changed: () => void) {
    this.#database = database;
    this.#active = active;
    this.#changed = changed;
    this.#stops = new EngineStops(database, active);
  }

  take(items: readonly (JobItem<unknown> & { partialUnits: number })[]): void {
    this.#open.clear();
    for (const item of items) {
      this.#open.set(item.id, item);
      this.#active.meter.begin(item.id, item.partialUnits);
    }
  }

  /** How many were neither completed nor failed nor put back. */
  get left(): number {
    return this.#open.size;
  }

  context<Settings>(settings: Settings): JobContext<Settings> {
    return {
      jobId: this.#active.job.id,
      settings,
      database: this.#database,
      signal: this.#active.signal,
      pauseSignal: this.#active.pauseSignal,
      complete: (itemId, result, also = []) => this.#complete([{ itemId, result, also }]),
      completeMany: (items) => this.#complete(items),
      fail: (itemId, error) => this.fail(itemId, error),
      partial: (itemId, units) => {
        const item = this.#open.get(itemId);
        if (item) this.#active.meter.report(itemId, Math.min(Math.max(0, units), item.units));
        this.#changed();
      },
      note: (text) => {
        this.#active.note = text;
        this.#changed();
      },
    };
  }

  async #complete(items: readonly CompletedItem[]): Promise<void> {
    try {
      await this.#database.transaction(
        items.flatMap(({ itemId, result, also = [] }) => [
          { name: 'jobs.completeItem', input: { itemId, result } } as const,
          ...also,
        ]),
      );
    } catch (error) {
      this.pauseIfObstructed(reportOf(error));
      throw error;
    }
    for (const { itemId } of items) this.#settled(itemId);
  }

  /**
   * Some errors say nothing about the item: a disk that is full or cannot be written and a server that does not answer pause the job, a
   * dead engine is tried again, a cancelled item waits.
   */
  async fail(itemId: number, error: ErrorReport): Promise<void> {
    const item = this.#open.get(itemId);
    if (!item || this.pauseIfObstructed(error)) return;
    if (error.code === 'cancelled' && this.#active.requested()) return;
    if (error.code === 'engine-stopped') return this.#engineStopped(item);
    await this.#database.call('jobs.failItem', { itemId, error });
    this.#settled(itemId);
  }

  /** The engine died with these in hand. */
  async engineStopped(): Promise<void> {
    for (const item of this.#open.values()) await this.#engineStopped(item);
  }

  /** Pauses the job for what lies outside of it and passes; returns whether it did. */
  pauseIfObstructed(error: ErrorReport): boolean {
    const reason = this.#obstruction(error.code);
    if (reason === null) return false;
    const note = error.advice ? `${error.message} ${error.advice}` : error.message;
    this.#active.stop({ kind: 'pause', reason, note });
    return true;
  }

  #obstruction(code: ErrorReport['code']): PauseReason | null {
    if (code === 'disk-full' || code === 'read-only') return code;
    return code === 'unavailable' && this.#active.handler.waitsForServer ? code : null;
  }

  async #engineStopped(item: JobItem<unknown>): Promise<void> {
    if (this.#active.signal.aborted) return;
    if (await this.#stops.count(item)) {
      this.#open.delete(item.id);
      this.#changed();
    } else {
      this.#settled(item.id);
    }
  }

  #settled(itemId: number): void {
    const item = this.#open.get(itemId);
    if (!item) return;
    this.#open.delete(itemId);
    this.#active.meter.settle(itemId, item.units);
    this.#changed();
  }
}

export const isEngineStop = (error: unknown): boolean =>
  error instanceof UserError && error.code === 'engine-stopped';
