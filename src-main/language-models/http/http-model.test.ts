import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { exchangesBefore, type LanguageModel, type Question } from '../language-model.ts';
import { type Fault, faults } from '../testing/faults.ts';
import { type FaultyServer, type FaultyServerOptions, startFaultyServer } from '../testing/faulty-server.ts';
import { createHttpModel, type HttpModelOptions } from './http-model.ts';

const schema = z.object({ prompts: z.array(z.string().regex(/^[ -~]+$/)).min(1) });
const good = { prompts: ['a red fox in snow', 'a fox at dusk', 'a "sly" fox, {drawn}', 'a fox by a lake'] };
const KEY = 'sk-very-secret-0123456789';

let server: FaultyServer | undefined;
const others: Server[] = [];
afterEach(async () => {
  await server?.close();
  for (const other of others.splice(0)) other.close();
});

async function start(options: Partial<FaultyServerOptions> = {}): Promise<FaultyServer> {
  server = await startFaultyServer({ answer: () => good, ...options });
  return server;
}

const model = (baseUrl: string, options: Partial<HttpModelOptions> & { concurrency?: number } = {}) =>
  createHttpModel({
    name: 'here',
    connection: {
      kind: 'http',
      baseUrl,
      model: 'tiny',
      concurrency: options.concurrency ?? 2,
      timeoutSeconds: 5,
    },
    key: null,
    firstWaitMs: 1,
    silenceMs: 20_000,
    ...options,
  });

const question: Question<z.infer<typeof schema>> = {
  messages: [
    { role: 'system', content: 'You write prompts.' },
    { role: 'user', content: 'Four of a fox.' },
  ],
  schema,
  name: 'prompts',
  maxTokens: 500,
  temperature: 0.7,
  seed: 3,
};
/** Long enough for a machine that does much else, short enough to wait for. */
const silenceFor = (fault: Fault) => (['silent', 'stalled'].includes(fault) ? { silenceMs: 1500 } : {});
const ask = (asked: LanguageModel, more: object = {}) => asked.ask({ ...question, ...more });

/** Any server that answers every request in the same way. */
async function answering(
  handle: (incoming: IncomingMessage, response: ServerResponse) => unknown,
): Promise<string> {
  const other = createServer((incoming, response) => void handle(incoming, response));
  other.listen(0, '127.0.0.1');
  others.push(other);
  await once(other, 'listening');
  return `http://127.0.0.1:${(other.address() as AddressInfo).port}/v1`;
}

const gotOverAlone: readonly Fault[] = ['wrong-type', 'fenced', 'chatty', 'trailing-comma'];
/** See declined.test.ts. */
const faultsThatDecline: readonly Fault[] = ['filtered', 'moderated', 'too-long', 'too-long-with-200'];
const keptInPart: readonly Fault[] = ['half', 'stalled', 'dropped'];

describe('one fault', () => {
  for (const streams of [true, false]) {
    const way = streams ? 'streamed' : 'whole';
    it.each(gotOverAlone)(`%s, ${way}: takes the answer as it is`, async (fault) => {
      const { baseUrl, requests } = await start({ script: [fault], streams });
      const { answer, exchanges } = await ask(model(baseUrl));
      expect(answer).toEqual(good);
      expect(exchanges.map(({ failure }) => failure)).toEqual([null]);
      expect(requests).toHaveLength(1);
    });
  }

  it.each(keptInPart)('%s: keeps the whole entries', async (fault) => {
    const { baseUrl } = await start({ script: [fault] });
    const { answer } = await ask(model(baseUrl, silenceFor(fault)));
    expect(good.prompts.slice(0, answer?.prompts.length)).toEqual(answer?.prompts);
    expect(answer?.prompts.length).toBeGreaterThanOrEqual(1);
    expect(answer?.prompts.length).toBeLessThan(good.prompts.length);
  });

  const whatIsSaid: Partial<Record<Fault, RegExp>> = {
    busy: /busy \(429\)/,
    overloaded: /busy \(503\)/,
    'server-error': /failed \(500\): The server had an error/,
    html: /a web page, "502 Bad Gateway"/,
    silent: /silent for too long/,
    garbled: /something else than a completion/,
    refusal: /The model refused: "I'm sorry/,
    'refusal-field': /The model refused: That is against the rules/,
    'content-filter': /a content filter stopped/,
    empty: /The reply was empty/,
    'thoughts-only': /used up its tokens/,
    'wrong-shape': /not as asked at "prompts"/,
    'wrong-language': /not as asked at "prompts.0"/,
  };
  it.each(Object.keys(whatIsSaid) as Fault[])('%s: asks again and says what was wrong', async (fault) => {
    const { baseUrl, requests } = await start({ script: [fault] });
    const { answer, exchanges } = await ask(model(baseUrl, silenceFor(fault)));
    expect(answer).toEqual(good);
    expect(exchanges).toHaveLength(2);
    expect(exchanges[0]?.failure).toMatch(whatIsSaid[fault]!);
    expect(exchanges[1]).toMatchObject({ failure: null, reply: JSON.stringify(good), promptTokens: 20 });
    expect(requests).toHaveLength(2);
  });

  it('covers every fault there is', () => {
    const covered = new Set([
      ...gotOverAlone,
      ...keptInPart,
      ...Object.keys(whatIsSaid),
      ...faultsThatDecline,
      'repeated',
    ]);
    expect(faults.filter((fault) => !covered.has(fault))).toEqual([]);
  });

  it('quotes a useless reply to the model, and asks anew once it repeats it', async () => {
    const { baseUrl, requests } = await start({ script: ['wrong-shape', 'repeated'] });
    const { answer } = await ask(model(baseUrl));
    expect(answer).toEqual(good);
    const [, second, third] = requests;
    expect(second?.messages.map(({ role }) => role)).toEqual(['system', 'user', 'assistant', 'user']);
    expect(second?.messages.at(-1)?.content).toMatch(/cannot be used.*"prompts"/s);
    expect(third?.messages).toEqual(question.messages);
    expect([second, third].map((request) => request?.body['seed'])).toEqual([4, 5]);
    expect(third?.body['temperature']).toBeGreaterThan(0.7);
  });
});

it('gives more tokens to a model that used them up before it answered', async () => {
  const { baseUrl, requests } = await start({ script: ['thoughts-only'] });
  await ask(model(baseUrl));
  expect(requests.map(({ body }) => body['max_tokens'])).toEqual([500, 1000]);
});

describe('faults that do not end', () => {
  it('gives no answer after three refusals, and every exchange', async () => {
    const { baseUrl } = await start({ shares: { refusal: 1 } });
    const { answer, exchanges } = await ask(model(baseUrl));
    expect(answer).toBeNull();
    expect(exchanges.map(({ failure }) => failure?.slice(0, 17))).toEqual(
      Array.from({ length: 3 }, () => 'The model refused'),
    );
  });

  it.each(['busy', 'silent', 'html'] satisfies Fault[])(
    'gives up on a server that is only %s',
    async (fault) => {
      const { baseUrl, requests } = await start({ shares: { [fault]: 1 } });
      await expect(ask(model(baseUrl, fault === 'silent' ? { silenceMs: 50 } : {}))).rejects.toMatchObject({
        name: 'UserError',
        code: 'unavailable',
        advice: expect.stringMatching(/./),
      });
      expect(requests.length).toBeLessThanOrEqual(7);
    },
  );

  it('says with the error what was asked before it', async () => {
    const { baseUrl, requests } = await start({ shares: { overloaded: 1 } });
    const error: unknown = await ask(model(baseUrl)).catch((thrown: unknown) => thrown);
    const exchanges = exchangesBefore(error);
    expect(exchanges).toHaveLength(requests.length);
    expect(exchanges[0]).toMatchObject({ failure: 'The server is busy (503).', reply: expect.any(String) });
  });

  it('does not wait for a server that wants an hour', async () => {
    const { baseUrl, requests } = await start({ script: ['busy'], retryAfter: 3600 });
    await expect(ask(model(baseUrl))).rejects.toMatchObject({ code: 'unavailable' });
    expect(requests).toHaveLength(1);
  });

  it('answers all of many questions under a mixture of faults', async () => {
    const { baseUrl, mostAtOnce } = await start({
      shares: { busy: 0.1, dropped: 0.1, html: 0.1, empty: 0.1, chatty: 0.2, 'wrong-type': 0.1 },
      latencyMs: [0, 5],
    });
    const shared = model(baseUrl, { concurrency: 3 });
    const all = await Promise.all(Array.from({ length: 40 }, () => ask(shared)));
    expect(all.filter(({ answer }) => answer === null).length).toBeLessThanOrEqual(1);
    expect(mostAtOnce()).toBe(3);
  });
});

describe('a server with other habits', () => {
  it.each([
    ['json_schema', ['json_schema'], true],
    ['json_object', ['json_object', 'json_object'], false],
    ['none', [null, null], false],
  ] as const)('keeps to %s, which is remembered', async (structured, formats, keepsToSchema) => {
    const { baseUrl, requests } = await start({ structured });
    const asked = model(baseUrl);
    expect(asked.structured()).toBeNull();
    const first = await ask(asked);
    if (!keepsToSchema) await ask(asked);
    expect(requests.map(({ format }) => format)).toEqual(formats);
    expect(asked.structured()).toBe(keepsToSchema);
    expect(first.answer).toEqual(good);
    if (!keepsToSchema)
      expect(requests[0]?.messages[0]?.content).toMatch(/You write prompts\.\n\n.*JSON schema: \{/);
  });

  it('leaves out what it does not know', async () => {
    const seen: Record<string, unknown>[] = [];
    const baseUrl = await answering(async (incoming, response) => {
      const body = JSON.parse((await incoming.toArray()).join('')) as Record<string, unknown>;
      seen.push(body);
      const unknown = ['max_tokens', 'seed', 'stream_options'].find((setting) => setting in body);
      response.setHeader('content-type', 'application/json');
      if (unknown === undefined) {
        response.end(JSON.stringify({ choices: [{ message: { content: JSON.stringify(good) } }] }));
        return;
      }
      const message =
        unknown === 'max_tokens'
          ? "Use 'max_completion_tokens' instead of 'max_tokens'."
          : `Unknown: ${unknown}`;
      response.writeHead(400).end(JSON.stringify({ error: { message } }));
    });
    const { answer } = await ask(model(baseUrl));
    expect(answer).toEqual(good);
    expect(Object.keys(seen.at(-1) ?? {}).toSorted()).toEqual(
      ['max_completion_tokens', 'messages', 'model', 'response_format', 'stream', 'temperature'].toSorted(),
    );
  });

  it('says in which words a request was refused for good', async () => {
    const baseUrl = await answering((_incoming, response) =>
      response.writeHead(400).end('{"error":"this model does not converse"}'),
    );
    await expect(ask(model(baseUrl))).rejects.toMatchObject({
      code: 'bad-input',
      message: expect.stringContaining('this model does not converse'),
    });
  });
});

describe('wrong settings', () => {
  it.each([
    [null, /wants a key/],
    ['sk-wrong', /does not accept the key/],
  ])('says that the key %s is wrong', async (key, message) => {
    const { baseUrl, requests } = await start({ key: KEY });
    await expect(ask(model(baseUrl, { key }))).rejects.toMatchObject({
      code: 'bad-input',
      message: expect.stringMatching(message),
      advice: expect.stringMatching(/key/),
    });
    expect(requests).toHaveLength(0);
  });

  it('says that a key may not do this', async () => {
    const baseUrl = await answering((_incoming, response) =>
      response.writeHead(403).end('{"error":{"message":"Country not supported"}}'),
    );
    await expect(ask(model(baseUrl, { key: KEY }))).rejects.toMatchObject({
      code: 'bad-input',
      message: expect.stringContaining('does not allow this (403): Country not supported'),
    });
  });

  it('says that there is no such model', async () => {
    const { baseUrl } = await start({ models: ['other'] });
    await expect(ask(model(baseUrl))).rejects.toMatchObject({
      code: 'bad-input',
      message: expect.stringContaining('no model "tiny"'),
    });
  });

  it('says so when the address lacks its version, also to a server that calls that a success', async () => {
    const baseUrl = await answering((_incoming, response) =>
      response.end('{"error":"Unexpected endpoint or method. (POST /chat/completions)"}'),
    );
    await expect(ask(model(baseUrl.replace('/v1', '')))).rejects.toMatchObject({
      code: 'bad-input',
      advice: expect.stringContaining('end with /v1'),
    });
  });

  it('says that nothing listens', async () => {
    const { baseUrl, close } = await start();
    await close();
    server = undefined;
    await expect(ask(model(baseUrl))).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining('nothing listens there'),
      advice: expect.stringContaining('Start the server'),
    });
  });
});

describe('the key', () => {
  it('reaches the server and nothing that is kept', async () => {
    const { baseUrl, requests } = await start({ key: KEY, script: ['empty'] });
    const answered = await ask(model(baseUrl, { key: KEY }));
    expect(requests[0]?.headers.authorization).toBe(`Bearer ${KEY}`);
    expect(JSON.stringify(answered)).not.toContain(KEY);
  });

  it('is taken out of what the server says', async () => {
    const baseUrl = await answering((incoming, response) =>
      response.writeHead(401).end(`{"error":"${incoming.headers.authorization} is wrong"}`),
    );
    const error: unknown = await ask(model(baseUrl, { key: KEY })).catch((thrown: unknown) => thrown);
    expect(String(error)).toContain('Bearer <key> is wrong');
    expect(JSON.stringify(error)).not.toContain(KEY);
  });

  it('follows a redirect within the server, never to another', async () => {
    const { baseUrl, requests } = await start({ key: KEY });
    const away = await answering((incoming, response) =>
      response.writeHead(307, { location: `${new URL(baseUrl).origin}${incoming.url}` }).end(),
    );
    await expect(ask(model(away, { key: KEY }))).rejects.toMatchObject({
      code: 'bad-input',
      message: expect.stringContaining('neither prompts nor key'),
    });
    expect(requests).toHaveLength(0);

    const within = await answering((incoming, response) => {
      if (incoming.url?.startsWith('/v1')) {
        response.writeHead(308, { location: incoming.url.replace('/v1', '/v2') }).end();
        return;
      }
      const content = incoming.headers.authorization === `Bearer ${KEY}` ? JSON.stringify(good) : '';
      response.end(JSON.stringify({ choices: [{ message: { content } }] }));
    });
    expect((await ask(model(within, { key: KEY }))).answer).toEqual(good);
  });
});

describe('places and cancelling', () => {
  it('keeps to the limit, whoever asks', async () => {
    const { baseUrl, mostAtOnce } = await start({ latencyMs: 10 });
    const shared = model(baseUrl, { concurrency: 2 });
    await Promise.all(Array.from({ length: 9 }, () => ask(shared)));
    expect(mostAtOnce()).toBe(2);
  });

  it('stops the request, frees its place and leaves those that wait', async () => {
    const { baseUrl, abandoned, requests } = await start({ script: ['silent'] });
    const shared = model(baseUrl, { concurrency: 1, silenceMs: 20_000 });
    const controller = new AbortController();
    const first = ask(shared, { signal: controller.signal });
    const waiting = new AbortController();
    const second = ask(shared, { signal: waiting.signal });
    const third = ask(shared);
    await expect.poll(() => requests.length).toBe(1);
    waiting.abort();
    await expect(second).rejects.toMatchObject({ code: 'cancelled' });
    controller.abort();
    await expect(first).rejects.toMatchObject({ code: 'cancelled' });
    expect((await third).answer).toEqual(good);
    await expect.poll(abandoned).toBe(1);
    expect(requests).toHaveLength(2);
  });

  it('stops waiting between two goes', async () => {
    const { baseUrl, requests } = await start({ shares: { overloaded: 1 } });
    const controller = new AbortController();
    const asked = ask(model(baseUrl, { firstWaitMs: 60_000 }), { signal: controller.signal });
    await expect.poll(() => requests.length).toBe(1);
    controller.abort();
    await expect(asked).rejects.toMatchObject({ code: 'cancelled' });
  });
});
