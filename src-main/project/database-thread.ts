import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import SqliteDatabase from 'better-sqlite3';
import { type ErrorReport, errorFromReport, UserError } from '../../src-shared/errors.ts';
import type { ConnectionSettings } from './connection.ts';
import type { Database, DatabaseCall, DatabaseOutputs } from './database.ts';
import type { DatabaseReply, DatabaseRequest } from './database-messages.ts';

interface Waiting {
  resolve: (outputs: unknown[]) => void;
  reject: (error: Error) => void;
}

const closed = (): UserError =>
  new UserError('no-project', 'The project was closed meanwhile.', 'Open it again, then repeat.');

function toError(report: ErrorReport, stack: string | undefined): Error {
  const error = errorFromReport(report);
  if (report.code === 'internal' && stack) error.stack = stack;
  return error;
}

/** The thread's life: requests are answered in the order in which they were sent. */
class DatabaseThread implements Database {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  #nextId = 1;
  #ended: Error | null = null;
  #closing: Promise<void> | null = null;

  constructor(worker: Worker) {
    this.#worker = worker;
    worker.on('message', (message: DatabaseReply) => this.#receive(message));
    worker.on('error', (error: Error) => this.#end(error));
    worker.on('exit', () => this.#end(closed()));
  }

  async call(name: DatabaseCall['name'], ...input: unknown[]): Promise<never> {
    const outputs = await this.#send({
      kind: 'transaction',
      calls: [{ name, input: input[0] } as DatabaseCall],
    });
    return outputs[0] as never;
  }

  async transaction<const Calls extends readonly DatabaseCall[]>(
    calls: Calls,
  ): Promise<DatabaseOutputs<Calls>> {
    return (await this.#send({ kind: 'transaction', calls })) as DatabaseOutputs<Calls>;
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    if (this.#ended) return;
    const exited = new Promise<void>((resolve) => this.#worker.once('exit', () => resolve()));
    try {
      await this.#send({ kind: 'close' });
    } finally {
      await exited;
    }
  }

  #send(
    body: { kind: 'transaction'; calls: readonly DatabaseCall[] } | { kind: 'close' },
  ): Promise<unknown[]> {
    if (this.#ended) return Promise.reject(this.#ended);
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      this.#worker.postMessage({ id, ...body } satisfies DatabaseRequest);
      this.#waiting.set(id, { resolve, reject });
    });
  }

  #receive(message: DatabaseReply): void {
    if (message.kind !== 'result' && message.kind !== 'error') return;
    const waiting = this.#waiting.get(message.id);
    this.#waiting.delete(message.id);
    if (message.kind === 'result') waiting?.resolve(message.outputs);
    else waiting?.reject(toError(message.error, message.stack));
  }

  #end(error: Error): void {
    this.#ended ??= error;
    for (const { reject } of this.#waiting.values()) reject(this.#ended);
    this.#waiting.clear();
  }
}

function ready(worker: Worker): Promise<void> {
  return new Promise((resolve, reject) => {
    worker.once('message', (message: DatabaseReply) => {
      if (message.kind === 'unusable') reject(toError(message.error, undefined));
      else resolve();
    });
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error('The database thread ended before it was ready.')));
  });
}

let addonIsHeld = false;

/**
 * Node unmaps an addon together with the last thread that loaded it, while V8 may still call into it
 * (WiseLibs/better-sqlite3#1476). This thread loads it too, so that it stays.
 */
function holdAddon(): void {
  if (!addonIsHeld) new SqliteDatabase(':memory:').close();
  addonIsHeld = true;
}

/**
 * Opens a database in a thread of its own. Rejects with UserError 'project-too-new', 'project-damaged', 'disk-full', 'read-only',
 * 'project-locked' (another program has the file) or 'unavailable' (the disk fails).
 */
export async function openDatabaseFile(settings: ConnectionSettings): Promise<Database> {
  holdAddon();
  const entry = new URL(`./database-worker${extname(import.meta.url)}`, import.meta.url);
  const worker = new Worker(entry, { workerData: settings });
  const database = new DatabaseThread(worker);
  await ready(worker);
  return database;
}
