import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ClassSenses } from '../../src-shared/domain/sense.ts';
import { cli } from './testing/run.ts';

let home = '';
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'variegate-cli-senses-'));
});
afterAll(() => rm(home, { recursive: true, force: true }));

const json = async <Result>(...args: string[]): Promise<Result> => {
  const { stdout, stderr, code } = await cli(home, ...args, '--json');
  expect({ code, stderr }).toMatchObject({ code: 0 });
  return JSON.parse(stdout) as Result;
};

test('senses are found, voted on, pinned and changed without the window', { timeout: 300_000 }, async () => {
  const { location } = await json<{ location: string }>('new', 'Ambiguous');
  const project = ['--project', location];
  const few = ['--train', '4', '--val', '1', '--test', '1', '--ood', '0', '--oracle', '0'];
  await json('draw', 'menagerie', ...few, ...project);
  await json('classes', 'add', 'Cranes', ...project);

  const senses = (...args: string[]) => json<ClassSenses[]>('senses', ...args, ...project);
  const found = await senses('find', '--images', '3');
  const crane = found.find(({ className }) => className === 'crane');
  const bird = crane?.senses.find(({ phrase }) => phrase === 'crane, the bird');
  expect(crane).toMatchObject({ vote: { images: 3, proposed: bird?.id }, pinned: null });

  const [pinned] = await senses('pin', String(bird?.id));
  expect(pinned?.pinned).toEqual({ senseId: bird?.id, by: 'person' });
  await json('prompts', 'write', '--recipe', 'plain', '--class', 'crane', ...project);
  const [edited] = await senses('edit', String(bird?.id), 'crane, the wading bird');
  expect(edited).toMatchObject({ stalePrompts: 1, vote: { outdated: true } });
  expect(edited?.senses[0]).toMatchObject({ phrase: 'crane, the wading bird', gloss: bird?.gloss });

  const text = await cli(home, 'senses', 'list', ...project);
  expect(text.stdout).toMatch(/crane, the wading bird +lexicon +\d+\.\d+ ?% +\S+.*by you/);
  expect(text.stdout).toContain('crane: the vote is outdated.');
  expect(text.stdout).toContain('Cranes: no real train image to vote.');
  expect(text.stdout).toContain('crane: 1 prompt with an earlier phrase.');

  const [named] = await senses('name', 'Cranes', 'crane');
  expect(named?.commonName).toBe('crane');
  const [added] = await senses('add', 'Cranes', 'crane, the origami bird', 'folded paper');
  const last = added?.senses.at(-1);
  expect(last).toMatchObject({ phrase: 'crane, the origami bird', gloss: 'folded paper', source: 'person' });
  const [removed] = await senses('remove', String(last?.id));
  expect(removed?.senses).toHaveLength((added?.senses.length ?? 0) - 1);

  const out = join(home, 'looks');
  const looks = await json<{ phrase: string; files: string[] }[]>(
    'senses',
    'preview',
    'crane',
    '--out',
    out,
    '--images',
    '2',
    '--model',
    'starter',
    ...project,
  );
  expect(looks.map(({ files }) => files.length)).toEqual([2, 2]);
  expect((await readdir(out)).toSorted()).toEqual(
    looks.flatMap(({ phrase }) => [`${phrase} 1.png`, `${phrase} 2.png`]).toSorted(),
  );
  expect((await readFile(looks[0]?.files[0] ?? '')).subarray(1, 4).toString()).toBe('PNG');
  expect(await cli(home, 'senses', 'preview', 'crane', ...project)).toMatchObject({ code: 2 });
  expect((await senses('unpin', 'crane'))[0]?.pinned).toBeNull();
  const voted = await senses('vote', '--class', 'crane', '--pin-clear');
  expect(voted.find(({ className }) => className === 'crane')).toMatchObject({ vote: { outdated: false } });
  expect(await cli(home, 'senses', 'pin', '999', ...project)).toMatchObject({ code: 2 });
});
