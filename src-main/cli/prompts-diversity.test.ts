import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cli } from './testing/run.ts';

let home = '';
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'variegate-cli-diversity-'));
});
afterAll(() => rm(home, { recursive: true, force: true }));

const json = async <Result>(...args: string[]): Promise<Result> => {
  const { stdout, stderr, code } = await cli(home, ...args, '--json');
  expect({ code, stderr }).toMatchObject({ code: 0 });
  return JSON.parse(stdout) as Result;
};

interface Group {
  by: string;
  key: string | null;
  own: { count: number; vendi: number };
  baseline: { count: number; vendi: number } | null;
}

test('diversity and coverage of the prompts of a drawn project', { timeout: 600_000 }, async () => {
  const { location } = await json<{ location: string }>('new', 'Covered');
  const project = ['--project', location];
  const few = ['--train', '1', '--val', '1', '--test', '1', '--ood', '0', '--oracle', '2'];
  await json('draw', 'menagerie', ...few, ...project);
  await json('prompts', 'write', '--per-class', '12', '--stylized', '0.5', ...project);

  const found = await json<{ model: string; templates: string[]; groups: Group[] }>(
    'prompts',
    'diversity',
    '--class',
    'cat',
    ...project,
  );
  expect(found.model).toBe('Starter CLIP');
  const [all] = found.groups;
  expect(all?.own.count).toBe(found.templates.length);
  expect(all?.own.count).toBe(all?.baseline?.count);
  // Places and styles make prompts of one class more different than other words for "a photo of" do.
  expect(all?.own.vendi).toBeGreaterThan(all?.baseline?.vendi ?? Infinity);
  const perClass = await cli(home, 'prompts', 'diversity', '--per-class', ...project);
  expect(perClass.stdout).toMatch(/templates: Vendi/);
  expect(perClass.stdout).toMatch(/class rabbit\s+12/);

  await json('score', ...project);
  const seen = await json<{ groups: (Group & { fidelity: number })[] }>(
    'prompts',
    'diversity',
    '--images',
    ...project,
  );
  expect(seen.groups[0]).toMatchObject({ by: 'all', own: { count: 10 }, baseline: { count: 10 } });

  const [matrix] = await json<{ class: string; cells: { prompts: number; style: string | null }[] }[]>(
    'prompts',
    'coverage',
    '--class',
    'owl',
    ...project,
  );
  expect(matrix?.class).toBe('owl');
  expect(matrix?.cells.reduce((sum, { prompts }) => sum + prompts, 0)).toBe(12);
  expect(new Set(matrix?.cells.map(({ style }) => style)).has('watercolour')).toBe(true);
  const text = await cli(home, 'prompts', 'coverage', ...project);
  expect(text.stdout).toMatch(/beach\s+\d/);
  expect(text.stdout).toContain('120 prompts');
});
