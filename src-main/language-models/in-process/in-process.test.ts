import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { createRandom } from '../../../src-shared/random.ts';
import { startEngine } from '../../engine/start-engine.ts';
import { silentLog } from '../../log/log.ts';
import { createLanguageModels } from '../create-language-models.ts';
import { loadChatTokenizer } from './engine/chat-tokenizer.ts';
import { closeLanguageModel, generateText } from './engine/generate-text.ts';
import { holdsJson } from './engine/holds-json.ts';
import { inspectLanguageModel } from './engine/inspect-language-model.ts';
import { pickToken } from './engine/pick-token.ts';
import type { GeneratedText, GenerateTextInput } from './engine/tasks.ts';

const fixtures = join(import.meta.dirname, '../fixtures');
const tiny = join(fixtures, 'tiny-llama');
const caseSchema = z.object({
  messages: z.array(z.object({ role: z.enum(['system', 'user', 'assistant']), content: z.string() })),
  text: z.string(),
  ids: z.array(z.number()),
  made: z.array(z.number()),
  said: z.string(),
});
const { cases } = z
  .object({ cases: z.array(caseSchema) })
  .parse(JSON.parse(await readFile(join(fixtures, 'greedy.json'), 'utf8')));

let scratch = '';
beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'variegate-language-'));
});
afterEach(closeLanguageModel);
afterAll(() => rm(scratch, { recursive: true, force: true }));

async function copy(name: string): Promise<string> {
  const folder = join(scratch, name);
  await cp(tiny, folder, { recursive: true });
  return folder;
}

const context = (
  signal = new AbortController().signal,
  progress: (tokens: number) => void = () => undefined,
) => ({
  signal,
  pauseSignal: new AbortController().signal,
  progress,
});
const generate = (input: Partial<GenerateTextInput>) =>
  generateText(
    {
      folder: tiny,
      messages: cases[0]!.messages,
      maxTokens: 40,
      temperature: 0,
      seed: 1,
      untilJson: false,
      ...input,
    },
    context(),
  );

function made(result: Awaited<ReturnType<typeof generate>>): GeneratedText {
  if (result.kind !== 'made') throw new Error(`Expected a text, not ${result.kind}.`);
  return result;
}

test.each(cases)(
  'conversation $#: the text, the tokens and what follows are those of transformers',
  async (one) => {
    const tokenizer = await loadChatTokenizer(tiny);
    expect(tokenizer.render(one.messages)).toBe(one.text);
    expect(tokenizer.encode(one.text)).toEqual(one.ids);
    expect(tokenizer.decode(one.made)).toBe(one.said);
    expect(await generate({ messages: one.messages })).toEqual({
      kind: 'made',
      text: one.said,
      promptTokens: one.ids.length,
      // What ends the answer is no part of it.
      completionTokens: one.made.filter((id) => id > 2).length,
    });
  },
);

test('what is drawn follows the seed', async () => {
  const draw = async (seed: number) => made(await generate({ temperature: 1.5, seed })).text;
  const first = await draw(1);
  expect(await draw(1)).toBe(first);
  expect(await draw(2)).not.toBe(first);
});

test('tokens are drawn by their probability, those that carry next to nothing never', () => {
  const random = createRandom(4);
  const scores = Float32Array.from([0.6, 0.3, 0.09, 0.01], Math.log);
  const counts = [0, 0, 0, 0];
  for (let i = 0; i < 4000; i++) counts[pickToken(scores, 1, random)]! += 1;
  expect(counts[3]).toBe(0);
  expect(counts[0]! / 4000).toBeCloseTo(0.6 / 0.99, 1);
  expect(counts[2]! / 4000).toBeCloseTo(0.09 / 0.99, 1);
  expect(pickToken(Float32Array.of(1, 3, 3, 2), 0, random)).toBe(1);
});

test('an answer is long enough once its JSON is whole', async () => {
  const tokenizer = await loadChatTokenizer(tiny);
  const ids = tokenizer.encode('Here: {"animals": ["a {fox}", "b"]} and more ]');
  const ends = ids.flatMap((_, i) => (holdsJson(tokenizer, ids.slice(0, i + 1)) ? [i] : []));
  expect(tokenizer.decode(ids.slice(0, ends[0]! + 1))).toBe('Here: {"animals": ["a {fox}", "b"]}');
});

test('it is cancelled between tokens, and refuses what is too long to read', async () => {
  const stop = new AbortController();
  let tokens = 0;
  const input = {
    folder: tiny,
    messages: cases[0]!.messages,
    maxTokens: 200,
    temperature: 0,
    seed: 1,
    untilJson: false,
  };
  const cancelled = generateText(
    input,
    context(stop.signal, (made) => {
      tokens = made;
      if (made === 3) stop.abort();
    }),
  );
  await expect(cancelled).rejects.toThrow();
  expect(tokens).toBe(3);
  const folder = await copy('short');
  const config = await readFile(join(folder, 'config.json'), 'utf8');
  await writeFile(join(folder, 'config.json'), config.replace(/("max_position_embeddings"): \d+/, '$1: 50'));
  const words = 'the fox in the snow '.repeat(20);
  expect(await generate({ folder, messages: [{ role: 'user', content: words }] })).toEqual({
    kind: 'too-long',
    longest: 50,
  });
  const { promptTokens, completionTokens } = made(await generate({ folder, maxTokens: 1000 }));
  expect(promptTokens + completionTokens).toBeLessThanOrEqual(50);
});

test('a template without system messages gets their words from the person', async () => {
  const folder = await copy('no-system');
  const template = `{% for message in messages %}{% if message.role == 'system' %}{{ raise_exception('no') }}{% endif %}[{{ message.content }}]{% endfor %}`;
  await writeFile(join(folder, 'chat_template.jinja'), template);
  const tokenizer = await loadChatTokenizer(folder);
  expect(tokenizer.render(cases[0]!.messages)).toBe('[You answer in JSON.\n\nName three animals.]');
  await rm(join(folder, 'chat_template.jinja'));
  expect((await loadChatTokenizer(folder)).render(cases[0]!.messages)).toBe(
    'You answer in JSON.\n\nName three animals.\n\n',
  );
});

describe('a folder', () => {
  const inspect = (folder: string) => inspectLanguageModel({ folder }, context());

  test('tells what it holds', async () => {
    expect(await inspect(tiny)).toMatchObject({
      kind: 'usable',
      facts: { license: 'cc0-1.0', architecture: 'llama' },
      modelHash: expect.stringMatching(/^[\da-f]{64}$/),
    });
  });

  test.each([
    ['tokenizer.json', /tokenizer\.json is missing/],
    ['config.json', /config\.json is missing/],
    ['onnx/model.onnx', /no language model/],
  ])('says that %s is missing', async (name, message) => {
    const folder = await copy(`without-${name.replace('/', '-')}`);
    await rm(join(folder, name));
    expect(await inspect(folder)).toMatchObject({
      kind: 'unusable',
      problem: { message: expect.stringMatching(message) },
    });
  });

  test('says what it holds instead', async () => {
    const folder = await copy('other');
    await rm(join(folder, 'onnx'), { recursive: true });
    await writeFile(join(folder, 'model.safetensors'), '');
    expect(await inspect(folder)).toMatchObject({
      problem: { message: expect.stringContaining('no ONNX files') },
    });
    await writeFile(join(folder, 'model.gguf'), '');
    expect(await inspect(folder)).toMatchObject({ problem: { message: expect.stringContaining('GGUF') } });
  });

  test('whose graph is another kind is refused when it is loaded', async () => {
    const folder = await copy('clip');
    const clip = join(import.meta.dirname, '../../scoring/fixtures/tiny-clip/onnx/text_model.onnx');
    await cp(clip, join(folder, 'onnx/model.onnx'));
    await expect(generate({ folder })).rejects.toMatchObject({ code: 'unsupported' });
  });
});

test('a folder is a connection like others, in a process of its own', async () => {
  vi.stubEnv('VARIEGATE_HOME', scratch);
  const engine = startEngine({ role: 'language', log: silentLog });
  const images = startEngine({ role: 'images', log: silentLog });
  try {
    const folders = new Map([
      ['tiny', tiny],
      ['second', await copy('second')],
    ]);
    const resolveSource = (sourceId: string) => folders.get(sourceId) ?? scratch;
    const { service, models } = createLanguageModels({
      engine,
      images,
      resolveSource,
      emit: () => undefined,
    });
    await expect(service.addInProcess({ sourceId: 'other' })).rejects.toMatchObject({ code: 'not-found' });
    const { modelId } = await service.addInProcess({ sourceId: 'tiny' });
    expect(await service.inProcess()).toMatchObject([
      { id: modelId, name: 'tiny-llama', license: 'cc0-1.0', problem: null },
    ]);
    const connection = { kind: 'in-process' as const, modelId };
    const { connectionId } = await service.save({ name: 'own', connection, usual: false });
    expect(await service.check({ connectionId })).toMatchObject({
      works: false,
      detail: expect.stringMatching(/answers, but not as asked/),
    });

    const model = await models.open();
    const question = {
      messages: cases[0]!.messages,
      schema: z.object({ a: z.array(z.string()) }),
      name: 'a',
      maxTokens: 30,
      temperature: 0,
    };
    const { answer, exchanges } = await model.ask(question);
    expect(answer).toBeNull();
    expect(exchanges[0]).toMatchObject({ completionTokens: 30, failure: expect.stringMatching(/JSON/) });
    expect(exchanges[0]?.request).toContain('JSON schema');

    // The process holds one model at a time, whoever asks.
    const { modelId: secondModel } = await service.addInProcess({ sourceId: 'second' });
    const { connectionId: second } = await service.save({
      name: 'second',
      connection: { kind: 'in-process', modelId: secondModel },
      usual: false,
    });
    const both = [model, await models.open(second)].map((each) => each.ask(question));
    for (const asked of await Promise.all(both)) {
      expect(asked.exchanges.map(({ reply }) => reply)).toEqual(exchanges.map(({ reply }) => reply));
    }
    await service.remove({ connectionId: second });

    const tooLong = { ...question, messages: [{ role: 'user' as const, content: 'fox '.repeat(5000) }] };
    const declined = await model.ask(tooLong);
    expect(declined.answer).toBeNull();
    expect(declined.exchanges).toMatchObject([
      { reply: null, failure: expect.stringMatching(/longer than/) },
    ]);
    const stop = new AbortController();
    const asked = model.ask({ ...question, signal: stop.signal });
    stop.abort();
    await expect(asked).rejects.toMatchObject({ code: 'cancelled' });
    await service.save({ name: 'twin', connection, usual: false });
    await service.remove({ connectionId });
    expect(await service.inProcess()).toHaveLength(1);
    await service.forgetInProcess({ modelId });
    await expect(
      createLanguageModels({ engine, images, resolveSource, emit: () => undefined }).models.open(),
    ).rejects.toMatchObject({ code: 'not-found' });
  } finally {
    vi.unstubAllEnvs();
    await Promise.all([engine.dispose(), images.dispose()]);
  }
});
