import type { ErrorReport } from '../../src-shared/errors.ts';
import type { Database } from '../project/database.ts';
import type { ActiveJob } from './active-job.ts';

const MOST_ATTEMPTS = 3;

/** The part of an item that counts here. */
export interface StoppedItem {
  id: number;
  /** Which attempt this was, from 1. */
  attempt: number;
}

const gaveUp: ErrorReport = {
  code: 'engine-stopped',
  message: `The engine stopped ${MOST_ATTEMPTS} times while working on this.`,
  advice: 'If the memory is short, close other programs; then retry the failed items.',
};

/**
 * Keeps count of the items that were in hand when the engine died. An item gets three attempts; one that came further than in any
 * attempt before starts counting anew, so that a long training outlives any number of accidents.
 */
export class EngineStops {
  readonly #database: Database;
  readonly #active: ActiveJob;
  readonly #furthest = new Map<number, number>();

  constructor(database: Database, active: ActiveJob) {
    this.#database = database;
    this.#active = active;
  }

  /** Returns whether the item will be tried again; else it has failed. */
  async count(item: StoppedItem): Promise<boolean> {
    const reached = this.#active.meter.unitsOf(item.id);
    const further = reached > (this.#furthest.get(item.id) ?? 0);
    if (further) this.#furthest.set(item.id, reached);
    const attempts = further ? 1 : item.attempt;
    if (attempts >= MOST_ATTEMPTS) {
      await this.#database.call('jobs.failItem', { itemId: item.id, error: gaveUp });
      return false;
    }
    await this.#database.call('jobs.setAttempts', { itemId: item.id, attempts });
    this.#active.meter.drop(item.id);
    return true;
  }
}
