import type { Database } from 'better-sqlite3';
import type { DatabaseCall, OperationName } from './database.ts';
import { operations } from './queries/index.ts';

/**
 * Work that is done again if a power failure loses it (a killed process never loses any): these commits do not wait for the disk.
 * Everything else, above all what a person decided, does.
 */
const repeatable: ReadonlySet<OperationName> = new Set<OperationName>([
  'images.insertMany',
  'jobs.addItems',
  'jobs.completeItem',
  'jobs.dropItems',
  'jobs.failItem',
  'jobs.saveProgress',
  'runs.appendMetrics',
  'scores.save',
]);

function perform(db: Database, call: DatabaseCall): unknown {
  const operation = operations[call.name] as (db: Database, input: unknown) => unknown;
  return operation(db, call.input);
}

/** All calls in one transaction; their outputs in order. */
export function execute(db: Database, calls: readonly DatabaseCall[]): unknown[] {
  if (!db.readonly) {
    const relaxed = calls.every((call) => repeatable.has(call.name));
    db.pragma(`synchronous = ${relaxed ? 'NORMAL' : 'FULL'}`);
  }
  return db.transaction(() => calls.map((call) => perform(db, call)))();
}
