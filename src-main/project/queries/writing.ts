import type { Database } from 'better-sqlite3';
import type { RejectionReason, WritingReport } from '../../../src-shared/api/diversification.ts';
import type { NewPrompt } from '../../../src-shared/domain/prompt.ts';
import { insertExchange, type NewExchange } from './exchanges.ts';
import { promptRewriteQueries } from './prompt-rewrites.ts';
import { promptQueries } from './prompts.ts';
import { prepared } from './statement.ts';
import { insertTerm, type NewTerm } from './terms.ts';

export interface NewRejection {
  classId: number;
  text: string;
  reason: RejectionReason;
  detail: string | null;
}

/** What one question to a language model brought: the last of the exchanges is the one that was of use. */
export interface WrittenAnswer {
  jobId: number;
  exchanges: readonly NewExchange[];
  prompts?: readonly NewPrompt[];
  rejected?: readonly NewRejection[];
  terms?: readonly NewTerm[];
  /** Ids of prompts that make room for them. */
  leaving?: readonly number[];
}

const EXAMPLES = 50;

type Totals = Pick<WritingReport, 'requests' | 'promptTokens' | 'completionTokens'>;

export const writingQueries = {
  /** Commits what an answer brought, with the exchange that each part came from. Classes that are gone get nothing. */
  'writing.enter': (db: Database, answer: WrittenAnswer): void => {
    const ids = answer.exchanges.map((exchange) => insertExchange(db, exchange));
    const exchangeId = ids.at(-1) ?? null;
    const classExists = (classId: number): boolean =>
      prepared<[number]>(db, 'SELECT 1 FROM class WHERE id = ?').get(classId) !== undefined;
    if (answer.leaving) promptRewriteQueries['prompts.makeRoom'](db, answer.leaving);
    const prompts = (answer.prompts ?? []).filter(({ classId }) => classExists(classId));
    if (prompts.length > 0) {
      promptQueries['prompts.add'](
        db,
        prompts.map((prompt) => ({ ...prompt, exchangeId })),
      );
    }
    for (const rejection of answer.rejected ?? []) {
      if (!classExists(rejection.classId)) continue;
      prepared<[object]>(
        db,
        `INSERT INTO rejected_prompt (job_id, exchange_id, class_id, text, reason, detail)
         VALUES (@jobId, @exchangeId, @classId, @text, @reason, @detail)`,
      ).run({ ...rejection, jobId: answer.jobId, exchangeId });
    }
    for (const term of answer.terms ?? []) insertTerm(db, term, exchangeId);
  },

  /** What came of a job so far, but for its shortfalls. */
  'writing.report': (db: Database, jobId: number): Omit<WritingReport, 'jobId' | 'shortfalls'> => ({
    written:
      prepared<[number], { n: number }>(
        db,
        'SELECT count(*) AS n FROM prompt JOIN exchange ON exchange.id = exchange_id WHERE job_id = ?',
      ).get(jobId)?.n ?? 0,
    rejected: prepared<[number], WritingReport['rejected'][number]>(
      db,
      `SELECT reason, count(*) AS count FROM rejected_prompt WHERE job_id = ?
       GROUP BY reason ORDER BY count(*) DESC, reason`,
    ).all(jobId),
    examples: prepared<[number, number], WritingReport['examples'][number]>(
      db,
      `SELECT class_id AS classId, class.name AS className, text, reason, detail
       FROM rejected_prompt JOIN class ON class.id = class_id
       WHERE job_id = ? ORDER BY rejected_prompt.id DESC LIMIT ?`,
    ).all(jobId, EXAMPLES),
    failures: prepared<[number], WritingReport['failures'][number]>(
      db,
      `SELECT failure AS what, count(*) AS count FROM exchange WHERE job_id = ? AND failure IS NOT NULL
       GROUP BY failure ORDER BY count(*) DESC, failure`,
    ).all(jobId),
    ...(prepared<[number], Totals>(
      db,
      `SELECT count(*) AS requests, coalesce(sum(prompt_tokens), 0) AS promptTokens,
              coalesce(sum(completion_tokens), 0) AS completionTokens
       FROM exchange WHERE job_id = ?`,
    ).get(jobId) ?? { requests: 0, promptTokens: 0, completionTokens: 0 }),
  }),
};
