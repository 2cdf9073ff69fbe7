import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cli } from './testing/run.ts';

let home = '';
let project: string[] = [];
const run = (...args: string[]) => cli(home, ...args, ...project);
const json = async (...args: string[]): Promise<unknown> => {
  const { stdout, stderr, code } = await run(...args, '--json');
  expect({ code, stderr }).toMatchObject({ code: 0 });
  return JSON.parse(stdout);
};
const listed = async (...args: string[]) =>
  (await json('prompts', 'list', ...args)) as { id: number; className: string; text: string }[];
const file = async (name: string, content: string | Uint8Array): Promise<string> => {
  await writeFile(join(home, name), content);
  return name;
};

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'variegate-cli-prompts-'));
  const { location } = (await json('new', 'Prompts')) as { location: string };
  project = ['--project', location];
  await json('classes', 'add', 'owl');
  await json('classes', 'add', 'crane');
});
afterAll(() => rm(home, { recursive: true, force: true }));

test('a dry run shows what would be written, in the phrases of the classes', async () => {
  const phrased = await json('classes', 'phrase', 'crane', 'crane, the bird');
  expect(phrased).toMatchObject([
    { name: 'owl', phrase: null },
    { name: 'crane', phrase: 'crane, the bird' },
  ]);
  const dry = ['prompts', 'write', '--recipe', 'template', '--template', 'a photo of a {} at night'];
  expect(await json(...dry, '--dry-run')).toMatchObject({
    prompts: [{ text: 'a photo of an owl at night' }, { text: 'a photo of a crane, the bird, at night' }],
  });
  expect(await listed()).toEqual([]);
});

test('written prompts are listed, archived and restored by number or by what they are', async () => {
  const written = await run(
    'prompts',
    'write',
    '--per-class',
    '6',
    '--stylized',
    '0.5',
    '--style',
    'woodcut',
    '--json',
  );
  expect(JSON.parse(written.stdout)).toMatchObject({ added: 12, shortfalls: [] });
  const all = await listed('--class', 'crane', '--style', 'woodcut');
  expect(all.map(({ text }) => text)).toContain('a woodcut of a crane, the bird');
  expect(all).toHaveLength(3);

  expect(await json('prompts', 'archive', '--class', 'crane', '--style', 'woodcut')).toEqual({
    archived: all.map(({ id }) => id),
  });
  expect(await listed()).toHaveLength(9);
  await json('prompts', 'restore', ...all.map(({ id }) => String(id)));
  expect(await listed()).toHaveLength(12);
});

test('prompts are edited, locked and replaced', async () => {
  const [first, ...others] = await listed('--class', 'owl');
  const number = String(first?.id);
  expect(
    await json('prompts', 'edit', number, 'an owl in the granary', '--context', 'granary'),
  ).toMatchObject({
    text: 'an owl in the granary',
    context: 'granary',
    edited: true,
  });
  const taken = await run('prompts', 'edit', number, others[0]?.text ?? '');
  expect(taken).toMatchObject({ code: 1, stderr: expect.stringContaining('already') as string });
  expect(await json('prompts', 'lock', number)).toEqual({ changed: [first?.id] });

  const woodcuts = ['prompts', 'replace', 'a woodcut of', 'an old print of'];
  const dry = await run(...woodcuts, '--class', 'owl', '--dry-run');
  expect(dry.stdout).toContain('- a woodcut of an owl\n+ an old print of an owl\n');
  expect(dry.stdout).toContain('3 prompts would change.');
  expect(await json(...woodcuts, '--class', 'owl')).toMatchObject({ changed: 3, conflicts: [] });
  const regex = ['prompts', 'replace', String.raw`^an old (\w+) of an (\w+)`, '$2 as an old $1', '--regex'];
  expect(await json(...regex, '--text', 'old')).toMatchObject({ changed: 3 });
  expect((await listed('--text', 'owl as an old print')).length).toBe(3);
  const locked = await run('prompts', 'replace', 'granary', 'shed');
  expect(locked).toMatchObject({ code: 0, stdout: expect.stringContaining('Changed 0 prompts.') as string });
  expect(locked.stderr).toContain('1 locked prompt left out.');
  expect(await run('prompts', 'replace', '(', 'x', '--regex')).toMatchObject({ code: 2 });
  expect(await json('prompts', 'unlock', '--class', 'owl')).toEqual({ changed: [first?.id] });
});

test('stale prompts are written anew, after a look at what goes and comes', async () => {
  const stale = async () =>
    ((await json('prompts', 'list', '--class', 'crane')) as { stale: boolean }[]).filter(
      (each) => each.stale,
    );
  await json('classes', 'phrase', 'crane', 'crane, the machine');
  expect(await stale()).toHaveLength(6);
  const dry = await run('prompts', 'rewrite', '--stale', '--dry-run');
  expect(dry.stdout).toMatch(/^crane: 6 go, 6 come$/m);
  expect(dry.stdout).toMatch(/^- a woodcut of a crane, the bird/m);
  expect(dry.stdout).toMatch(/^\+ .*crane, the machine/m);
  expect(await stale()).toHaveLength(6);
  const { added, removed } = (await json('prompts', 'rewrite', '--stale')) as Record<string, number[]>;
  expect([added?.length, removed?.length]).toEqual([6, 6]);
  expect(await stale()).toHaveLength(0);
  await json('classes', 'phrase', 'crane', 'crane, the bird');
});

test.each([
  [['prompts', 'archive']],
  [['prompts', 'lock']],
  [['prompts', 'edit', '1']],
  [['prompts', 'write', '--stylized', '2']],
  [['prompts', 'add', 'owl', ' ']],
  [['prompts', 'add', 'ow', 'x']],
])('%j is wrong usage', async (args) => {
  expect(await run(...args)).toMatchObject({ code: 2 });
});

test('a file is read line by line: what can be used is, the rest is named', async () => {
  const csv = `class,prompt\nowl,an owl in the rain\n../x,a photo\nowl,${'x'.repeat(5000)}\nOWL,深い森のフクロウ\nowl,AN OWL in the rain\n`;
  const name = await file('prompts.csv', csv);
  const { stdout, stderr, code } = await run('prompts', 'import', name, '--json');
  expect({ code, stderr }).toMatchObject({ code: 0 });
  expect(JSON.parse(stdout)).toEqual({
    added: 2,
    known: 1,
    rejected: [
      { line: 3, reason: 'There is no class "../x".' },
      { line: 4, reason: 'A prompt can have at most 1,000 characters. This one has 5,000.' },
    ],
  });
  expect(stderr).toContain('--add-classes');
  expect(await json('prompts', 'import', name, '--add-classes')).toMatchObject({ added: 1, known: 3 });
  expect(await listed('--class', '../x')).toMatchObject([{ text: 'a photo', className: '../x' }]);
  expect(await json('prompts', 'import', await file('lines.txt', 'one\ntwo\n'), '--class', 'owl')).toEqual({
    added: 2,
    known: 0,
    rejected: [],
  });
});

test('a file without prompts, without words or without existence is refused', async () => {
  const failure = async (...args: string[]) => {
    const { code, stderr } = await run('prompts', 'import', ...args);
    return `${code} ${stderr.split('\n')[0]}`;
  };
  expect(await failure(await file('empty.txt', ' \n\n'))).toBe('1 There are no prompts in "empty.txt".');
  expect(await failure('nowhere.txt')).toBe('1 "nowhere.txt" cannot be read.');
  expect(await failure('nowhere.txt', '--format', 'xml')).toContain('2 ');
  const picture = await file('picture.txt', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 0, 1]));
  const { stdout } = await run('prompts', 'import', picture, '--json');
  expect(JSON.parse(stdout)).toMatchObject({ added: 0, rejected: [{ line: 1 }] });
});

test('a prompt is typed in, once', async () => {
  expect(await json('prompts', 'add', 'owl', '  an owl   asleep ')).toMatchObject({ added: 1 });
  expect(await json('prompts', 'add', 'owl', 'An owl asleep')).toMatchObject({ added: 0, known: 1 });
});
