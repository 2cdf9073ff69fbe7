import { dirname } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import type { Database } from 'better-sqlite3';
import { closeConnection, type ConnectionSettings, makeRoom, openConnection } from './connection.ts';
import { reportStorageError } from './database-errors.ts';
import type { DatabaseReply, DatabaseRequest } from './database-messages.ts';
import { execute } from './execute.ts';

/** Entry of the database thread: opens the connection named in `workerData`, then answers requests in order until 'close'. */
const settings = workerData as ConnectionSettings;
const folder = dirname(settings.file);

if (!parentPort) throw new Error('The database worker must be started as a thread.');
const port = parentPort;
const reply = (message: DatabaseReply): void => port.postMessage(message);

function answer(db: Database, request: DatabaseRequest): void {
  try {
    const outputs = request.kind === 'close' ? [closeConnection(db)] : execute(db, request.calls);
    reply({ kind: 'result', id: request.id, outputs });
  } catch (cause) {
    const stack = cause instanceof Error ? cause.stack : undefined;
    const error = reportStorageError(cause, folder);
    if (error.code === 'disk-full') makeRoom(db);
    reply({ kind: 'error', id: request.id, error, stack });
  }
  if (request.kind === 'close') port.close();
}

try {
  const db = openConnection(settings);
  port.on('message', (request: DatabaseRequest) => answer(db, request));
  reply({ kind: 'ready' });
} catch (error) {
  reply({ kind: 'unusable', error: reportStorageError(error, folder) });
}
