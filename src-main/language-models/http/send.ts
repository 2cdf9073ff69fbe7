import { UserError } from '../../../src-shared/errors.ts';
import { errorCode } from '../../files/error-code.ts';

export interface ServerAddress {
  /** Up to and including the version. */
  readonly baseUrl: string;
  readonly key: string | null;
  /** Milliseconds that the server may say nothing. */
  readonly silenceMs: number;
}

/** What a server sent, as far as it came. The key is taken out of it, should the server have quoted it. */
export interface Reply {
  readonly status: number;
  readonly contentType: string;
  /** As the header says it. */
  readonly retryAfter: string | null;
  readonly text: string;
  /** `lost`: the connection broke; `silent`: nothing came for too long. */
  readonly ended: 'whole' | 'lost' | 'silent';
}

/** Answers are a few kilobytes; a server that sends without end is cut off here. */
const LARGEST = 8 * 2 ** 20;
const MOST_REDIRECTS = 3;
/** Status of a reply that never began. */
const NO_STATUS = 0;

/** `path` with a leading slash, before the query that the address may have. */
export function endpoint(baseUrl: string, path: string): URL {
  const url = new URL(baseUrl);
  url.pathname = `${url.pathname.replace(/\/+$/, '')}${path}`;
  return url;
}

/**
 * One request. Follows redirects within the server; the key goes to no other.
 *
 * @throws UserError 'unavailable' when nothing listens there; the signal's reason when it is aborted.
 */
export async function send(
  address: ServerAddress,
  path: string,
  body: string | null,
  signal?: AbortSignal,
): Promise<Reply> {
  const silence = createSilence(address.silenceMs);
  const signals = signal ? [signal, silence.signal] : [silence.signal];
  try {
    const response = await follow(address, endpoint(address.baseUrl, path), body, AbortSignal.any(signals));
    silence.heard();
    const { text, broke } = await readText(response, silence.heard);
    signal?.throwIfAborted();
    return {
      status: response.status,
      contentType: response.headers.get('content-type') ?? '',
      retryAfter: response.headers.get('retry-after'),
      text: withoutKey(text, address.key),
      ended: broke ? endOf(silence.signal) : 'whole',
    };
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof UserError) throw error;
    const reply = { status: NO_STATUS, contentType: '', retryAfter: null, text: '' };
    if (silence.signal.aborted) return { ...reply, ended: 'silent' };
    throwIfUnreachable(error, address.baseUrl);
    return { ...reply, ended: 'lost' };
  } finally {
    silence.end();
  }
}

async function follow(
  { key, baseUrl }: ServerAddress,
  start: URL,
  body: string | null,
  signal: AbortSignal,
): Promise<Response> {
  let url = start;
  for (let turn = 0; turn <= MOST_REDIRECTS; turn++) {
    const response = await fetch(url, {
      method: body === null ? 'GET' : 'POST',
      headers: {
        accept: 'text/event-stream, application/json',
        ...(body !== null && { 'content-type': 'application/json' }),
        ...(key !== null && { authorization: `Bearer ${key}` }),
      },
      body,
      signal,
      redirect: 'manual',
    });
    const location = response.headers.get('location');
    if (response.status < 300 || response.status >= 400 || location === null) return response;
    await response.body?.cancel();
    const next = new URL(location, url);
    if (next.origin !== start.origin) {
      throw new UserError(
        'bad-input',
        `${hostOf(baseUrl)} passes requests on to ${next.origin}, which gets neither prompts nor key.`,
        `If that is the right server, enter its address in the connection.`,
      );
    }
    url = next;
  }
  throw new UserError(
    'bad-input',
    `${hostOf(baseUrl)} passes requests on without end.`,
    'Check the address of the connection.',
  );
}

/** What comes after the connection breaks is lost, what came before is kept. */
async function readText(response: Response, heard: () => void): Promise<{ text: string; broke: boolean }> {
  const decoder = new TextDecoder();
  let text = '';
  try {
    for await (const piece of response.body ?? []) {
      heard();
      text += decoder.decode(piece as Uint8Array, { stream: true });
      if (text.length > LARGEST) break;
    }
    return { text: text + decoder.decode(), broke: false };
  } catch {
    return { text, broke: true };
  }
}

const endOf = (silence: AbortSignal): Reply['ended'] => (silence.aborted ? 'silent' : 'lost');

function createSilence(ms: number) {
  const controller = new AbortController();
  const begin = () => setTimeout(() => controller.abort(), ms);
  let timer = begin();
  return {
    signal: controller.signal,
    heard: (): void => {
      clearTimeout(timer);
      timer = begin();
    },
    end: (): void => clearTimeout(timer),
  };
}

const withoutKey = (text: string, key: string | null): string =>
  key === null ? text : text.replaceAll(key, '<key>');

export const hostOf = (baseUrl: string): string => new URL(baseUrl).host;

/** By Node's and undici's names of errors. */
const unreachable: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  ENOTFOUND: 'there is no such host',
  EAI_AGAIN: 'its name cannot be looked up now',
  EHOSTUNREACH: 'no way leads there',
  ENETUNREACH: 'the network cannot be reached',
  ETIMEDOUT: 'it does not answer',
  UND_ERR_CONNECT_TIMEOUT: 'it does not answer',
};

function throwIfUnreachable(error: unknown, baseUrl: string): void {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  const code = errorCode(cause) ?? codeWithin(cause);
  const why = certificateTrouble(code) ?? unreachable[code ?? ''];
  if (why === undefined) return;
  throw new UserError(
    'unavailable',
    `The language model's server at ${hostOf(baseUrl)} cannot be reached: ${why}.`,
    'Start the server (Ollama, LM Studio, llama.cpp …) or check the address in Settings, Language models.',
  );
}

/** A host of several addresses is refused once for each. */
const codeWithin = (cause: unknown): string | undefined =>
  cause instanceof AggregateError ? errorCode(cause.errors[0]) : undefined;

const certificateTrouble = (code: string | undefined): string | undefined =>
  code !== undefined && /CERT|SELF_SIGNED|ERR_TLS|ERR_SSL/.test(code)
    ? `its certificate is not trusted (${code})`
    : undefined;
