import { access, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { temporaryFolder } from '../project/testing/temporary-project.ts';
import { createModelLibrary, type Inspection } from './model-library.ts';

type Facts = { bytes: number; license: string | null };

let home: Awaited<ReturnType<typeof temporaryFolder>>;
let looks: string[];

beforeEach(async () => {
  home = await temporaryFolder();
  process.env['VARIEGATE_HOME'] = join(home.path, 'app');
  looks = [];
});
afterEach(() => home[Symbol.asyncDispose]());

/** A folder is usable when it has this file. */
async function inspect(folder: string): Promise<Inspection<Facts>> {
  looks.push(folder);
  const there = await access(join(folder, 'model_index.json')).then(
    () => true,
    () => false,
  );
  return there
    ? { kind: 'usable', facts: { bytes: 12, license: 'MIT' }, modelHash: 'ab' }
    : { kind: 'unusable', problem: { code: 'bad-input', message: 'model_index.json is missing.' } };
}

const library = () =>
  createModelLibrary<Facts>({ kind: 'text-to-image', inspect, bundledFolder: join(home.path, 'starter') });

async function modelFolder(name: string, card?: unknown): Promise<string> {
  const folder = join(home.path, name);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'model_index.json'), '{}');
  if (card !== undefined) await writeFile(join(folder, 'model-card.json'), JSON.stringify(card));
  return folder;
}

test('the bundled model comes first, and added ones are remembered across starts', async () => {
  await modelFolder('starter', { name: 'Starter', license: 'Apache-2.0', vocabulary: 'drawn-world' });
  const folder = await modelFolder('mine');
  const id = await library().addModel(folder);
  expect(await library().addModel(folder)).toBe(id);
  const models = await library().listModels();
  expect(models.map(({ id, name, license, bundled }) => ({ id, name, license, bundled }))).toEqual([
    { id: 'starter', name: 'Starter', license: 'Apache-2.0', bundled: true },
    { id, name: 'mine', license: 'MIT', bundled: false },
  ]);
  expect(models[0]?.card.vocabulary).toBe('drawn-world');
  await library().forgetModel(id);
  expect(await library().listModels()).toHaveLength(1);
  await access(folder);
});

test('a model of one kind is none of another', async () => {
  await library().addModel(await modelFolder('mine'));
  const other = createModelLibrary<Facts>({ kind: 'clip', inspect, bundledFolder: join(home.path, 'none') });
  expect(await other.listModels()).toEqual([]);
});

test('a card with wrong fields keeps its right ones; one that is no JSON says nothing', async () => {
  const folder = await modelFolder('starter', {
    name: '  ',
    license: 'CC0',
    vocabulary: 'everything',
    defaults: { steps: 12, guidanceScale: 'much', scheduler: 'euler' },
  });
  const [model] = await library().listModels();
  expect(model?.card).toEqual({
    name: null,
    license: 'CC0',
    vocabulary: null,
    defaults: { steps: 12, guidanceScale: null, scheduler: null },
  });
  expect(model?.name).toBe('starter');
  await writeFile(join(folder, 'model-card.json'), '{ "name": ');
  expect((await library().listModels())[0]?.license).toBe('MIT');
});

test('a folder is inspected again only when a file of it changed', async () => {
  const folder = await modelFolder('starter');
  const models = library();
  await models.listModels();
  await models.usableModel('starter');
  expect(looks).toEqual([folder]);
  await rm(join(folder, 'model_index.json'));
  await expect(models.usableModel('starter')).rejects.toThrow('model_index.json is missing.');
  expect(looks).toHaveLength(2);
});

test('a folder that cannot be used is refused, one that was moved away stays listed with its problem', async () => {
  const empty = join(home.path, 'empty');
  await mkdir(empty);
  await expect(library().addModel(empty)).rejects.toThrow('model_index.json is missing.');
  const folder = await modelFolder('mine');
  const id = await library().addModel(folder);
  await rename(folder, join(home.path, 'elsewhere'));
  const [model] = await library().listModels();
  expect(model?.inspection).toMatchObject({ kind: 'unusable', problem: { code: 'not-found' } });
  await expect(library().usableModel(id)).rejects.toThrow('is not there any more');
  await expect(library().usableModel('nobody')).rejects.toThrow('There is no model "nobody".');
});

test('a model whose inspection fails is listed with the reason, and keeps none of the others from use', async () => {
  const refused = Object.assign(new Error('EACCES: permission denied'), {
    code: 'EACCES',
    path: '/somewhere/unet/model.onnx',
  });
  const models = createModelLibrary<Facts>({
    kind: 'text-to-image',
    inspect: (folder) => (folder.endsWith('locked') ? Promise.reject(refused) : inspect(folder)),
    bundledFolder: await modelFolder('starter'),
  });
  await library().addModel(await modelFolder('locked'));
  const usable = await library().addModel(await modelFolder('mine'));
  expect((await models.listModels()).map(({ name, inspection }) => [name, inspection.kind])).toEqual([
    ['starter', 'usable'],
    ['locked', 'unusable'],
    ['mine', 'usable'],
  ]);
  const [, locked] = await models.listModels();
  expect(locked?.inspection).toMatchObject({
    problem: { code: 'bad-input', message: 'unet/model.onnx cannot be read (EACCES).' },
  });
  looks = [];
  expect(await models.usableModel(usable)).toMatchObject({ name: 'mine' });
  await rm(join(home.path, 'mine', 'model_index.json'));
  await expect(models.usableModel(usable)).rejects.toThrow('model_index.json is missing.');
  expect(looks).toEqual([join(home.path, 'mine')]);
  await expect(models.usableModel(locked!.id)).rejects.toThrow('cannot be read (EACCES)');
});
