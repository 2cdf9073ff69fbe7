import { UserError } from '../../../src-shared/errors.ts';
import { declinedBecause } from './declined.ts';
import { type Completion, parsed, readCompletion, serverError } from './read-completion.ts';
import { hostOf, type Reply } from './send.ts';

/** What to make of a reply. */
export type Judgement =
  | { readonly kind: 'said'; readonly completion: Completion }
  /** The server is up and wants to be left alone for a while; `waitMs` where it says how long. */
  | { readonly kind: 'busy'; readonly what: string; readonly waitMs: number | null }
  /** It failed in a way that may pass. */
  | { readonly kind: 'failed'; readonly what: string; readonly silent?: true }
  /** It works, and does not take this question. */
  | { readonly kind: 'declined'; readonly what: string }
  /** It did not like the request itself. */
  | { readonly kind: 'misunderstood'; readonly words: string };

interface Asked {
  readonly baseUrl: string;
  readonly model: string;
  readonly hasKey: boolean;
}

/** @throws UserError for what another go does not mend: a wrong key, model or address. */
export function judgeReply(reply: Reply, asked: Asked): Judgement {
  const { status } = reply;
  if (status === 0) return failedOnTheWay(reply);
  if (status >= 200 && status < 300) return judgeBody(reply, asked);
  const words = wordsOf(reply);
  if (mayDecline.has(status)) {
    const why = declinedBecause(reply.text, words);
    if (why !== null) return { kind: 'declined', what: why };
  }
  switch (status) {
    case 400:
    case 413:
    case 415:
    case 422:
    case 501:
      return { kind: 'misunderstood', words };
    case 401:
      throw wrongKey(words, asked);
    case 403:
      throw notAllowed(words, asked);
    case 402:
      throw unavailable(asked, `wants to be paid first: ${words}`, 'Look at the account there.');
    case 404:
    case 405:
      throw notThere(words, asked);
    case 408:
    case 429:
    case 503:
    case 529:
      if (/insufficient_quota|exceeded your current quota/.test(reply.text)) {
        throw unavailable(asked, `has no more quota for this key: ${words}`, 'Look at the account there.');
      }
      return { kind: 'busy', what: `The server is busy (${status}).`, waitMs: waitOf(reply.retryAfter) };
    default:
      if (status === 500 && /grammar|schema|response_format/i.test(words)) {
        return { kind: 'misunderstood', words };
      }
      if (status >= 500) return { kind: 'failed', what: `The server failed (${status}): ${words}` };
      throw unavailable(
        asked,
        `answered with status ${status}: ${words}`,
        'Check the address of the connection.',
      );
  }
}

/** 413 says as well that too much is asked in a minute; 500 is what some local servers call a question that is too long. */
const mayDecline: ReadonlySet<number> = new Set([400, 403, 422, 500]);

function judgeBody(reply: Reply, asked: Asked): Judgement {
  const completion = readCompletion(reply.text);
  if (completion && 'error' in completion) {
    // LM Studio answers so, with 200, where the address lacks its version.
    if (/unexpected endpoint/i.test(completion.error)) throw notThere(shortened(completion.error), asked);
    const words = shortened(completion.error);
    const why = declinedBecause(reply.text, words);
    return why === null
      ? { kind: 'failed', what: `The server failed: ${words}` }
      : { kind: 'declined', what: why };
  }
  const nothingCame = reply.ended !== 'whole' && completion?.text.trim() === '';
  if (completion && !nothingCame) return { kind: 'said', completion };
  return reply.ended === 'whole' ? { kind: 'failed', what: whatItIs(reply) } : failedOnTheWay(reply);
}

const failedOnTheWay = ({ ended }: Reply): Judgement =>
  ended === 'silent'
    ? { kind: 'failed', what: 'The server was silent for too long.', silent: true }
    : { kind: 'failed', what: 'The connection broke.' };

const whatItIs = ({ text, contentType }: Reply): string =>
  /^\s*</.test(text)
    ? 'The server answered with a web page.'
    : `The server answered with something else than a completion (${contentType || 'no content type'}).`;

/** The server's own words, or what can be said of a page. */
function wordsOf({ text }: Reply): string {
  if (/^\s*</.test(text)) {
    const title = /<title>([^<]*)/i.exec(text)?.[1]?.trim();
    return title ? `a web page, "${shortened(title)}"` : 'a web page';
  }
  return shortened(serverError(parsed(text)) ?? text) || 'no reason given';
}

const shortened = (words: string): string => {
  const line = words.replaceAll(/\s+/g, ' ').trim();
  return line.length > 300 ? `${line.slice(0, 300)}…` : line;
};

/** `Retry-After`: seconds, or a date (RFC 9110, 10.2.3). */
function waitOf(header: string | null): number | null {
  if (header === null || header.trim() === '') return null;
  const seconds = Number(header);
  const ms = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(header) - Date.now();
  return Number.isFinite(ms) ? Math.max(0, ms) : null;
}

export const unavailable = ({ baseUrl }: Pick<Asked, 'baseUrl'>, what: string, advice: string): UserError =>
  new UserError('unavailable', `The language model's server at ${hostOf(baseUrl)} ${what}`, advice);

function wrongKey(words: string, asked: Asked): UserError {
  const host = hostOf(asked.baseUrl);
  if (!asked.hasKey) return keyMissing(401, words, host);
  return new UserError(
    'bad-input',
    `${host} does not accept the key (401): ${words}`,
    'Enter a key that is valid there and may use this model.',
  );
}

function notAllowed(words: string, asked: Asked): UserError {
  const host = hostOf(asked.baseUrl);
  if (!asked.hasKey) return keyMissing(403, words, host);
  return new UserError(
    'bad-input',
    `${host} does not allow this (403): ${words}`,
    'Check there whether this key may use this model, or choose another model.',
  );
}

const keyMissing = (status: 401 | 403, words: string, host: string): UserError =>
  new UserError(
    'bad-input',
    `${host} wants a key (${status}): ${words}`,
    'Enter the key of the connection in Settings, Language models.',
  );

function notThere(words: string, { baseUrl, model }: Asked): UserError {
  const { host, pathname } = new URL(baseUrl);
  return new UserError(
    'bad-input',
    `${host} has no model "${model}", or does not take chat completions at ${pathname}: ${words}`,
    /\/v\d/.test(pathname)
      ? 'Choose one of the models that the server lists; with Ollama, pull it first.'
      : 'Most addresses end with /v1, for example http://localhost:11434/v1.',
  );
}
