import { setTimeout as sleep } from 'node:timers/promises';
import { UserError } from '../../../src-shared/errors.ts';
import { createRandom, hashSeed } from '../../../src-shared/random.ts';
import type { Connection } from '../../../src-shared/domain/language-model.ts';
import { type Attempt, askUntilFits, type Declined, type Said } from '../ask.ts';
import type { Exchanged, LanguageModel } from '../language-model.ts';
import { backOff } from './back-off.ts';
import { type Dialect, firstDialect, nextDialect } from './dialect.ts';
import { type Judgement, judgeReply, unavailable } from './judge-reply.ts';
import { createPlaceLimit } from '../place-limit.ts';
import { requestBody } from './request-body.ts';
import { type Reply, send } from './send.ts';

export type HttpConnection = Extract<Connection, { kind: 'http' }>;

export interface HttpModelOptions {
  /** Of the connection, as a person gave it. */
  readonly name: string;
  readonly connection: HttpConnection;
  readonly key: string | null;
  /** Milliseconds before the second go; it doubles from one to the next. Default 500. */
  readonly firstWaitMs?: number;
  /** Default: what the connection says. */
  readonly silenceMs?: number;
}

/** A model behind HTTP, with what was learnt of its server. */
export interface HttpModel extends LanguageModel {
  /** Whether it keeps to a schema by itself; null before the first answer. */
  readonly structured: () => boolean | null;
}

/** Goes at one request before a server counts as out of order. */
const MOST_GOES = 7;
/** Silence takes so long to notice that it counts for more. */
const SILENT_GO = 3;

/** A model of a server that speaks OpenAI's chat completions. Limit, pauses and dialect are of this object: share it among callers. */
export function createHttpModel({ name, connection, key, ...options }: HttpModelOptions): HttpModel {
  const { baseUrl, model, concurrency } = connection;
  const address = { baseUrl, key, silenceMs: options.silenceMs ?? connection.timeoutSeconds * 1000 };
  const asked = { baseUrl, model, hasKey: key !== null };
  const places = createPlaceLimit(concurrency);
  const random = createRandom(hashSeed(name, baseUrl, model));
  let dialect: Dialect = firstDialect;
  let understood = false;

  async function say(attempt: Attempt, exchanges: Exchanged[]): Promise<Said | Declined> {
    let tried = dialect;
    for (let go = 1; ; ) {
      const { request, reply, elapsedMs } = await post(attempt, tried);
      const judgement = judgeReply(reply, asked);
      if (judgement.kind === 'said') {
        dialect = tried;
        understood = true;
        return { request, elapsedMs, ...judgement.completion };
      }
      const next = judgement.kind === 'misunderstood' ? nextDialect(tried, judgement.words) : null;
      // What took other questions in the same form does not like this one.
      const isDeclined =
        judgement.kind === 'declined' || (judgement.kind === 'misunderstood' && !next && understood);
      if (isDeclined) return { request, elapsedMs, reply: reply.text, declined: whatFailed(judgement) };
      exchanges.push({
        request,
        reply: reply.text || null,
        failure: whatFailed(judgement),
        promptTokens: null,
        completionTokens: null,
        elapsedMs,
      });
      if (judgement.kind === 'misunderstood') {
        if (!next) throw misunderstood(judgement.words);
        tried = next;
        continue;
      }
      if (go >= MOST_GOES) throw outOfOrder(judgement.what);
      await wait(judgement, go, attempt.signal);
      go += 'silent' in judgement ? SILENT_GO : 1;
    }
  }

  async function post(attempt: Attempt, tried: Dialect) {
    const { signal } = attempt;
    const request = requestBody(model, attempt, tried);
    return places.take(async () => {
      const start = performance.now();
      const reply: Reply = await send(address, '/chat/completions', request, signal);
      return { request, reply, elapsedMs: Math.round(performance.now() - start) };
    }, signal);
  }

  async function wait(trouble: Trouble, go: number, signal: AbortSignal | undefined): Promise<void> {
    const asks = trouble.kind === 'busy' ? trouble.waitMs : null;
    const ms = backOff({ go, firstMs: options.firstWaitMs ?? 500, asks, random });
    if (ms === null) throw outOfOrder('It asks to come back much later.');
    if (trouble.kind === 'busy') places.holdBack(ms);
    await sleep(ms, undefined, signal ? { signal } : {});
  }

  const misunderstood = (words: string): UserError =>
    new UserError(
      'bad-input',
      `The language model's server refused the request: ${words}`,
      'Check model and address in Settings, Language models.',
    );
  const outOfOrder = (what: string): UserError =>
    unavailable(
      connection,
      `does not get anything done. ${what}`,
      'Wait, lower the number of requests at once, or choose another connection.',
    );

  return {
    connection: name,
    model,
    concurrency,
    ask: (question) => askUntilFits(question, say),
    structured: () => (understood ? dialect.format === 'json_schema' : null),
    dispose: () => Promise.resolve(),
  };
}

type Trouble = Extract<Judgement, { kind: 'busy' | 'failed' }>;

const whatFailed = (judgement: Exclude<Judgement, { kind: 'said' }>): string =>
  judgement.kind === 'misunderstood'
    ? `The server did not take the request: ${judgement.words}`
    : judgement.what;
