import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Term, WritingReport } from '../../src-shared/api/diversification.ts';
import { type FaultyServer, startFaultyServer } from '../language-models/testing/faulty-server.ts';
import { describingAnswers } from '../prompts/testing/describing-answers.ts';
import { cli } from './testing/run.ts';

let home = '';
let server: FaultyServer;
let project: string[] = [];
const run = (...args: string[]) => cli(home, ...args, ...project);
const json = async <Result>(...args: string[]): Promise<Result> => {
  const { stdout, stderr, code } = await run(...args, '--json');
  expect({ code, stderr }).toMatchObject({ code: 0 });
  return JSON.parse(stdout) as Result;
};

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'variegate-cli-by-model-'));
  server = await startFaultyServer({ answer: describingAnswers({ bad: 0.2, otherClass: 'crane' }) });
  const { location } = await json<{ location: string }>('new', 'By a model');
  await cli(home, 'language-models', 'add', 'here', '--url', server.baseUrl, '--model', 'tiny', '--usual');
  project = ['--project', location];
  await json('classes', 'add', 'owl');
  await json('classes', 'add', 'crane');
});
afterAll(async () => {
  await server.close();
  await rm(home, { recursive: true, force: true });
});

const few = ['--contexts', '4', '--styles', '3'];

test('a language model writes up to the quota, and the report says what was rejected', async () => {
  const write = ['prompts', 'write', '--by', 'language-model', '--per-class', '8', ...few];
  const report = await json<WritingReport>(...write, '--connection', 'here');
  expect(report).toMatchObject({ written: 16, shortfalls: [], failures: [] });
  expect(report.rejected.length).toBeGreaterThan(0);
  expect(await json('prompts', 'report', String(report.jobId))).toEqual(report);
  const listed = await json<{ id: number; origin: string; writer: string }[]>('prompts', 'list');
  expect(listed.filter(({ origin }) => origin === 'stylized')).toHaveLength(4);
  expect(listed.every(({ writer }) => writer === 'language-model')).toBe(true);
  expect(await json('prompts', 'origin', String(listed[0]?.id))).toMatchObject({ connection: 'here' });
  expect(await json<Term[]>('prompts', 'terms', 'list')).toHaveLength(7);
  expect(await run(...write)).toMatchObject({ code: 1 });
  expect(await run(...write, '--connection', 'there')).toMatchObject({ code: 2 });
});

test('a language model writes stale prompts anew', async () => {
  const rewrite = ['prompts', 'rewrite', '--by', 'language-model', '--stale', ...few];
  expect(await run(...rewrite)).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('is stale') as string,
  });
  expect(await run(...rewrite, '--dry-run')).toMatchObject({ code: 2 });
  await json('classes', 'phrase', 'owl', 'barn owl');
  expect(await json<WritingReport>(...rewrite)).toMatchObject({ written: 8, shortfalls: [] });
  const owls = await json<{ text: string; stale: boolean }[]>('prompts', 'list', '--class', 'owl');
  expect(owls).toHaveLength(8);
  expect(owls.every(({ text, stale }) => text.includes('barn owl') && !stale)).toBe(true);
  await json('classes', 'phrase', 'owl', 'owl');
});

test('contexts and styles of a person are written about by the grammar as well', async () => {
  await json('prompts', 'terms', 'add', 'style', 'sand art', 'sand picture', '--group', 'crafted');
  const terms = await json<Term[]>('prompts', 'terms', 'list');
  expect(terms.at(-1)).toMatchObject({ phrase: 'a sand picture of', group: 'crafted', source: 'person' });
  const grammar = ['prompts', 'write', '--stylized', '1', '--style', 'sand art', '--per-class', '9'];
  const draft = await json<{ prompts: { text: string }[] }>(...grammar, '--class', 'owl', '--dry-run');
  expect(draft.prompts[0]?.text).toBe('a sand picture of an owl');
  await json('prompts', 'terms', 'remove', 'style', 'Sand art');
  expect(await run('prompts', 'terms', 'remove', 'style', 'sand art')).toMatchObject({ code: 2 });
});

test('recipes are kept, carried out again and removed', async () => {
  const save = ['prompts', 'recipes', 'save'];
  await json(...save, 'Templates', '--recipe', 'template', '--template-set', 'imagenet', '--per-class', '80');
  await json(...save, 'Ten', '--by', 'language-model', '--per-class', '10', ...few);
  expect(await json('prompts', 'recipes', 'run', 'templates')).toMatchObject({ added: 160, shortfalls: [] });
  expect(await json('prompts', 'recipes', 'run', 'Ten')).toMatchObject({ shortfalls: [] });
  const diversified = await json<{ origin: string }[]>('prompts', 'list');
  expect(diversified.filter(({ origin }) => origin !== 'template')).toHaveLength(20);
  expect(await json('prompts', 'recipes', 'remove', 'Ten')).toMatchObject([
    { name: 'Templates', prompts: 160 },
  ]);
  expect(await run('prompts', 'recipes', 'run', 'Ten')).toMatchObject({ code: 2 });
});

test('instructions and attributes are changed, checked and put back', async () => {
  await writeFile(join(home, 'styles.txt'), 'List {count} visual styles, all of them embroidered.');
  const set = ['prompts', 'instructions', 'set'];
  const changed = await json<{ current: { styles: string; attributes: object[] } }>(
    ...set,
    '--instruction',
    'styles',
    '--file',
    'styles.txt',
    '--attribute',
    'season: time of the year',
    '--drop-attribute',
    'lighting',
  );
  expect(changed.current.styles).toContain('embroidered');
  expect(changed.current.attributes).toMatchObject([
    {},
    {},
    { name: 'lighting', enabled: false },
    {},
    {},
    { name: 'season', hint: 'time of the year', enabled: true },
  ]);
  await writeFile(join(home, 'bad.txt'), 'List styles.');
  const bad = await run(...set, '--instruction', 'styles', '--file', 'bad.txt');
  expect(bad).toMatchObject({ code: 1, stderr: expect.stringContaining('needs {count}') as string });
  const shown = await run(...set, '--instruction', 'styles', '--built-in');
  expect(shown.stdout).toContain('styles (built-in)');
  expect(shown.stdout).toContain('lighting: time of day, weather, sources of light (dropped)');
  expect(await run(...set, '--instruction', 'styles')).toMatchObject({ code: 2 });
});
