import type { Database } from 'better-sqlite3';
import type { Exchange } from '../../../src-shared/api/diversification.ts';
import { insertedId, prepared, timestamp } from './statement.ts';

/** One request to a language model and its answer, word for word. */
export interface NewExchange extends Omit<Exchange, 'id' | 'createdAt'> {
  /** The job and the class that it was for; null where it was for none. */
  jobId: number | null;
  classId: number | null;
}

/** Its id. */
export const insertExchange = (db: Database, exchange: NewExchange): number =>
  insertedId(
    prepared<[object]>(
      db,
      `INSERT INTO exchange (job_id, purpose, class_id, connection, model, request, reply, failure, prompt_tokens, completion_tokens,
                             elapsed_ms, created_at)
       VALUES (@jobId, @purpose, (SELECT id FROM class WHERE id = @classId), @connection, @model, @request, @reply, @failure,
               @promptTokens, @completionTokens, @elapsedMs, @createdAt)`,
    ).run({ ...exchange, createdAt: timestamp() }),
  );

export const exchangeQueries = {
  /** Their ids. */
  'exchanges.add': (db: Database, exchanges: readonly NewExchange[]): number[] =>
    exchanges.map((exchange) => insertExchange(db, exchange)),

  /** What a prompt came from; null where no language model wrote it. */
  'exchanges.ofPrompt': (db: Database, promptId: number): Exchange | null =>
    prepared<[number], Exchange>(
      db,
      `SELECT exchange.id, purpose, connection, model, request, reply, failure, prompt_tokens AS promptTokens,
              completion_tokens AS completionTokens, elapsed_ms AS elapsedMs, exchange.created_at AS createdAt
       FROM prompt JOIN exchange ON exchange.id = exchange_id WHERE prompt.id = ?`,
    ).get(promptId) ?? null,
};
