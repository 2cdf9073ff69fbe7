import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { AddressInfo } from 'node:net';
import { createRandom } from '../../../src-shared/random.ts';
import type { ChatMessage } from '../language-model.ts';
import { type Fault, saidWith } from './faults.ts';
import { sendCompletion, sendError } from './send-completion.ts';

/** A request for a completion, as the server read it. */
export interface ReceivedRequest {
  /** From 0, in order of arrival. */
  readonly number: number;
  readonly messages: readonly ChatMessage[];
  /** `json_schema`, `json_object`, or null where none was asked for. */
  readonly format: string | null;
  readonly body: Readonly<Record<string, unknown>>;
  readonly headers: IncomingMessage['headers'];
  /** What it met; null: the good answer. */
  readonly fault: Fault | null;
}

export interface FaultyServerOptions {
  /** The good answer: a value is sent as JSON, a text as it is. */
  readonly answer: (request: Omit<ReceivedRequest, 'fault'>) => unknown;
  /** Share of requests that meet each fault, 0 to 1, together at most 1. */
  readonly shares?: Partial<Record<Fault, number>>;
  /** What the first requests meet, in order of arrival; null: nothing. After them the shares count. */
  readonly script?: readonly (Fault | null)[];
  /** What a question meets because of what it asks; null: what script and shares say. Default: null. */
  readonly faultOf?: (request: Omit<ReceivedRequest, 'fault'>) => Fault | null;
  /** Default 1. Draws faults and latencies in order of arrival. */
  readonly seed?: number;
  /** Milliseconds before an answer; a pair: uniformly between. Default 0. */
  readonly latencyMs?: number | readonly [number, number];
  /** What it keeps to; other formats are refused with 400. Default `json_schema`, which includes `json_object`. */
  readonly structured?: 'json_schema' | 'json_object' | 'none';
  /** Whether it streams to those that ask; else they get a whole answer. Default true. */
  readonly streams?: boolean;
  /** Models that it has; others are answered with 404. Default `['tiny']`. */
  readonly models?: readonly string[];
  /** Without it in `Authorization`, 401. Default: none is needed. */
  readonly key?: string;
  /** Of 'busy', in seconds. Default 0. */
  readonly retryAfter?: number;
}

/** A language model's server on this machine that fails as told; speaks OpenAI's chat completions. */
export interface FaultyServer {
  /** `http://127.0.0.1:<port>/v1` */
  readonly baseUrl: string;
  /** Completions that were asked for, in order of arrival. */
  readonly requests: readonly ReceivedRequest[];
  /** Most completions that were under way at once. */
  readonly mostAtOnce: () => number;
  /** Completions whose client left before the end. */
  readonly abandoned: () => number;
  /** Closes every connection as well. */
  readonly close: () => Promise<void>;
}

export async function startFaultyServer(options: FaultyServerOptions): Promise<FaultyServer> {
  const random = createRandom(options.seed ?? 1);
  const requests: ReceivedRequest[] = [];
  const models = options.models ?? ['tiny'];
  let before: string | null = null;
  let underWay = 0;
  let mostAtOnce = 0;
  let abandoned = 0;

  function drawFault(number: number): Fault | null {
    if (number < (options.script?.length ?? 0)) return options.script?.[number] ?? null;
    let place = random.next();
    for (const [fault, share] of Object.entries(options.shares ?? {})) {
      place -= share;
      if (place < 0) return fault as Fault;
    }
    return null;
  }

  function latency(): number {
    const { latencyMs = 0 } = options;
    return typeof latencyMs === 'number' ? latencyMs : random.between(latencyMs[0], latencyMs[1]);
  }

  async function complete(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readBody(incoming);
    const problem = whyRefused(body, models, options.structured ?? 'json_schema');
    if (problem) return sendError(response, ...problem);
    const format = formatOf(body);
    const number = requests.length;
    const wait = latency();
    const plain = {
      number,
      messages: body['messages'] as ChatMessage[],
      format,
      body,
      headers: incoming.headers,
    };
    const fault = options.faultOf?.(plain) ?? drawFault(number);
    requests.push({ ...plain, fault });
    await sleep(wait);
    const good = options.answer(plain);
    const text = saidWith(fault, typeof good === 'string' ? good : JSON.stringify(good), before);
    before = text;
    await sendCompletion(response, {
      text,
      fault,
      model: String(body['model']),
      stream: body['stream'] === true && (options.streams ?? true),
      retryAfter: options.retryAfter ?? 0,
    });
  }

  async function handle(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    if (options.key !== undefined && incoming.headers.authorization !== `Bearer ${options.key}`) {
      return sendError(response, 401, 'Incorrect API key provided.');
    }
    if (incoming.url === '/v1/models' && incoming.method === 'GET') {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ object: 'list', data: models.map((id) => ({ id, object: 'model' })) }));
      return;
    }
    if (incoming.url !== '/v1/chat/completions' || incoming.method !== 'POST') {
      return sendError(response, 404, 'Not found.');
    }
    underWay += 1;
    mostAtOnce = Math.max(mostAtOnce, underWay);
    response.once('close', () => {
      underWay -= 1;
      if (!response.writableFinished) abandoned += 1;
    });
    await complete(incoming, response);
  }

  const server = createServer((incoming, response) => {
    handle(incoming, response).catch(() => response.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: `http://127.0.0.1:${port}/v1`,
    requests,
    mostAtOnce: () => mostAtOnce,
    abandoned: () => abandoned,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function readBody(incoming: IncomingMessage): Promise<Record<string, unknown>> {
  const pieces: Buffer[] = [];
  for await (const piece of incoming) pieces.push(piece as Buffer);
  return JSON.parse(Buffer.concat(pieces).toString('utf8')) as Record<string, unknown>;
}

const formatOf = (body: Record<string, unknown>): string | null =>
  (body['response_format'] as { type?: string } | undefined)?.type ?? null;

function whyRefused(
  body: Record<string, unknown>,
  models: readonly string[],
  structured: 'json_schema' | 'json_object' | 'none',
): [status: number, message: string] | null {
  const model = String(body['model']);
  if (!models.includes(model)) return [404, `The model '${model}' does not exist.`];
  const format = formatOf(body);
  const supported = { json_schema: ['json_schema', 'json_object'], json_object: ['json_object'], none: [] };
  if (format !== null && !(supported[structured] as string[]).includes(format)) {
    return [400, `'response_format.type' must not be '${format}'.`];
  }
  return null;
}
