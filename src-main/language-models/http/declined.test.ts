import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { z } from 'zod';
import type { Fault } from '../testing/faults.ts';
import { startFaultyServer } from '../testing/faulty-server.ts';
import { createHttpModel } from './http-model.ts';

const good = { prompts: ['a red fox in snow'] };

/** Asks the same again and again. */
function asking(baseUrl: string) {
  const model = createHttpModel({
    name: 'here',
    connection: { kind: 'http', baseUrl, model: 'tiny', concurrency: 2, timeoutSeconds: 20 },
    key: 'sk-1',
    firstWaitMs: 1,
  });
  return () =>
    model.ask({
      messages: [{ role: 'user', content: 'One of a fox.' }],
      schema: z.object({ prompts: z.array(z.string()) }),
      name: 'prompts',
      maxTokens: 100,
      temperature: 0.7,
    });
}

test.each<[Fault, RegExp]>([
  ['filtered', /refused the question: The response was filtered/],
  ['moderated', /refused the question: .* flagged for "violence"/],
  ['too-long', /too long for the model: the request exceeds/],
  ['too-long-with-200', /too long for the model: The number of tokens/],
])('%s: one question has no answer, the next one does', async (fault, why) => {
  const server = await startFaultyServer({ answer: () => good, script: [fault] });
  try {
    const ask = asking(server.baseUrl);
    const { answer, exchanges } = await ask();
    expect(answer).toBeNull();
    expect(exchanges).toMatchObject([{ failure: expect.stringMatching(why) }]);
    expect(exchanges[0]?.reply).toContain('"error"');
    expect((await ask()).answer).toEqual(good);
    expect(server.requests).toHaveLength(2);
  } finally {
    await server.close();
  }
});

test('what took other questions refuses this one, in whatever words', async () => {
  let received = 0;
  const server = createServer((_incoming, response) => {
    received += 1;
    if (received > 1) response.writeHead(400).end('{"error":"not this"}');
    else response.end(JSON.stringify({ choices: [{ message: { content: JSON.stringify(good) } }] }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    const ask = asking(`http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`);
    expect((await ask()).answer).toEqual(good);
    const { answer, exchanges } = await ask();
    expect(answer).toBeNull();
    expect(exchanges.at(-1)?.failure).toContain('not this');
  } finally {
    server.close();
  }
});
