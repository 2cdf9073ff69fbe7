import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { saveConnectionSchema, type SaveConnection } from '../../../src-shared/api/language-models.ts';
import type { HostEvent } from '../../../src-shared/api/services.ts';
import { startEngine } from '../../engine/start-engine.ts';
import { silentLog } from '../../log/log.ts';
import { createLanguageModels } from '../create-language-models.ts';
import { type FaultyServer, type FaultyServerOptions, startFaultyServer } from '../testing/faulty-server.ts';
import type { KeySealer } from './key-vault.ts';

const KEY = 'sk-very-secret-0123456789';
const good = { animals: ['fox', 'owl', 'bee'] };

/** No process starts before a model folder is asked. */
const noEngines = {
  engine: startEngine({ role: 'language', log: silentLog }),
  images: startEngine({ role: 'images', log: silentLog }),
  resolveSource: (sourceId: string) => sourceId,
};

let home = '';
let events: HostEvent[] = [];
const servers: FaultyServer[] = [];
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'variegate-connections-'));
  vi.stubEnv('VARIEGATE_HOME', home);
  vi.stubEnv('VARIEGATE_LANGUAGE_MODEL_KEY', '');
  events = [];
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await Promise.all(servers.splice(0).map((server) => server.close()));
  await rm(home, { recursive: true, force: true });
});

async function start(options: Partial<FaultyServerOptions> = {}): Promise<FaultyServer> {
  const server = await startFaultyServer({ answer: () => good, ...options });
  servers.push(server);
  return server;
}

const create = (keySealer?: KeySealer) => {
  const { service, models } = createLanguageModels({
    ...noEngines,
    emit: (event) => events.push(event),
    keySealer,
    waits: { firstWaitMs: 1 },
  });
  return {
    models,
    service,
    save: (name: string, baseUrl: string, more: Partial<SaveConnection> & { model?: string } = {}) =>
      service.save(
        saveConnectionSchema.parse({
          name,
          connection: { kind: 'http', baseUrl, model: more.model ?? 'tiny' },
          ...more,
        }),
      ),
  };
};

const everyFile = async (): Promise<string> =>
  (await Promise.all((await readdir(home)).map((name) => readFile(join(home, name), 'utf8')))).join('\n');

test('connections are kept in order, one of them the usual one, under names of their own', async () => {
  const { service, save, models } = create();
  await expect(models.open()).rejects.toMatchObject({
    code: 'not-found',
    advice: expect.stringContaining('language-models add'),
  });
  const first = await save('here', 'http://localhost:1/v1');
  const second = await save('there', 'https://example.org/v1', { usual: true });
  await save('third', 'https://example.org/v1');
  expect(events).toEqual(Array.from({ length: 3 }, () => ({ type: 'language-models' })));
  await expect(save('HERE', 'http://localhost:2/v1')).rejects.toMatchObject({ code: 'conflict' });
  await expect(save('x', 'http://me:secret@localhost:2/v1')).rejects.toMatchObject({ code: 'bad-input' });
  await expect(save('x', 'http://localhost/v1', { connectionId: 'gone' })).rejects.toMatchObject({
    code: 'not-found',
  });
  expect(
    saveConnectionSchema.safeParse({
      name: 'x',
      connection: { kind: 'http', baseUrl: 'file:///etc', model: 'm' },
    }).success,
  ).toBe(false);

  const names = async () =>
    (await create().service.list()).connections.map(({ name, usual }) => [name, usual]);
  expect(await names()).toEqual([
    ['here', false],
    ['there', true],
    ['third', false],
  ]);
  expect((await models.open()).connection).toBe('there');
  await save('over there', 'https://example.org/v1', second);
  await service.remove(first);
  expect(await names()).toEqual([
    ['over there', true],
    ['third', false],
  ]);
  await service.remove(second);
  expect(await names()).toEqual([['third', true]]);
  await expect(models.open(second.connectionId)).rejects.toMatchObject({ code: 'not-found' });
});

test('a list that is damaged costs only what is damaged', async () => {
  const { save, service } = create();
  await save('here', 'http://localhost:1/v1');
  const file = join(home, 'language-models.json');
  const kept = JSON.parse(await readFile(file, 'utf8')) as { connections: unknown[] };
  await writeFile(file, JSON.stringify({ ...kept, connections: [{ id: 3 }, ...kept.connections] }));
  expect((await service.list()).connections.map(({ name }) => name)).toEqual(['here']);
  await writeFile(file, '{');
  expect((await service.list()).connections).toEqual([]);
});

test('a key reaches its server alone, and lies in a file that only its user can read', async () => {
  const { baseUrl, requests } = await start({ key: KEY });
  const elsewhere = await start();
  const { service, save } = create();
  const { connectionId } = await save('here', baseUrl, { key: KEY });
  expect(await service.list()).toMatchObject({ connections: [{ hasKey: true }], keyStore: 'file' });
  expect(JSON.stringify(await service.list())).not.toContain(KEY);
  expect(await service.check({ connectionId })).toMatchObject({ works: true });
  expect(requests[0]?.headers.authorization).toBe(`Bearer ${KEY}`);
  const { mode } = await stat(join(home, 'language-model-keys.json'));
  if (process.platform !== 'win32') expect(mode & 0o777).toBe(0o600);
  expect(await readFile(join(home, 'language-models.json'), 'utf8')).not.toContain(KEY);

  await save('here', baseUrl, { connectionId });
  expect((await service.check({ connectionId })).works).toBe(true);
  expect(await service.serverModels({ connectionId, baseUrl })).toEqual(['tiny']);
  await service.serverModels({ connectionId, baseUrl: elsewhere.baseUrl });
  await save('here', elsewhere.baseUrl, { connectionId });
  await service.check({ connectionId });
  expect(elsewhere.requests[0]?.headers.authorization).toBeUndefined();
  expect(await everyFile()).not.toContain(KEY);
});

test('keys are forgotten with their connection, or when asked to', async () => {
  const { service, save } = create();
  const { connectionId } = await save('here', 'http://localhost:1/v1', { key: KEY });
  await save('here', 'http://localhost:1/v1', { connectionId, key: null });
  expect(await everyFile()).not.toContain(KEY);
  await save('here', 'http://localhost:1/v1', { connectionId, key: KEY });
  await service.remove({ connectionId });
  expect(await everyFile()).not.toContain(KEY);
});

test("the system's key store seals keys; where it is missing they cannot be opened", async () => {
  const sealer: KeySealer = {
    seal: (text) => Buffer.from(text).toReversed(),
    open: (sealed) => new TextDecoder().decode(sealed.toReversed()),
  };
  const { baseUrl } = await start({ key: KEY });
  const { service, save } = create(sealer);
  const { connectionId } = await save('here', baseUrl, { key: KEY });
  expect((await service.list()).keyStore).toBe('system');
  expect(await everyFile()).not.toContain(KEY);
  expect((await service.check({ connectionId })).works).toBe(true);
  expect(await create().service.check({ connectionId })).toMatchObject({
    works: false,
    detail: expect.stringContaining("the system's key store, which only the desktop window opens"),
  });
});

test('a key in the environment serves connections that have none', async () => {
  vi.stubEnv('VARIEGATE_LANGUAGE_MODEL_KEY', KEY);
  const { baseUrl } = await start({ key: KEY });
  const { service, save } = create();
  const { connectionId } = await save('here', baseUrl);
  expect(await service.list()).toMatchObject({ connections: [{ hasKey: true }], keyStore: 'environment' });
  expect((await service.check({ connectionId })).works).toBe(true);
  await save('here', baseUrl, { connectionId, key: 'its-own' });
  expect((await service.check({ connectionId })).works).toBe(false);
});

test('a check says in words what works and what does not', async () => {
  const { baseUrl } = await start({ models: ['tiny', 'big'], structured: 'none' });
  const { service, save } = create();
  const { connectionId } = await save('here', baseUrl);
  expect(await service.check({ connectionId })).toMatchObject({
    works: true,
    detail: 'Asked for animals, it named fox, owl, bee.',
    models: ['big', 'tiny'],
    structured: false,
  });
  await save('here', baseUrl, { connectionId, model: 'huge' });
  expect(await service.check({ connectionId })).toMatchObject({
    works: false,
    detail: expect.stringMatching(/no model "huge".*Choose one/),
    models: ['big', 'tiny'],
  });
  const refusing = await start({ shares: { refusal: 1 } });
  const { connectionId: other } = await save('there', refusing.baseUrl);
  expect(await service.check({ connectionId: other })).toMatchObject({
    works: false,
    detail: expect.stringContaining('answers, but not as asked. The model refused'),
  });
});

test('all who open a connection share its places, until it is changed', async () => {
  const { baseUrl, mostAtOnce } = await start({ latencyMs: 10 });
  const { models, save } = create();
  const { connectionId } = await save('here', baseUrl);
  const opened = await Promise.all([models.open(), models.open(connectionId), models.open()]);
  expect(new Set(opened).size).toBe(1);
  const question = {
    messages: [{ role: 'user' as const, content: 'Name animals.' }],
    schema: z.object({ animals: z.array(z.string()) }),
    name: 'animals',
    maxTokens: 50,
    temperature: 0,
  };
  await Promise.all([...opened, ...opened].map((model) => model.ask(question)));
  expect(mostAtOnce()).toBe(2);
  await save('here', baseUrl, { connectionId, key: KEY });
  expect(await models.open()).not.toBe(opened[0]);
});
