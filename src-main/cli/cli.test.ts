import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Command } from 'commander';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createProgram } from './run-cli.ts';
import { cli, startCli } from './testing/run.ts';

let home = '';
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'variegate-cli-'));
});
afterAll(() => rm(home, { recursive: true, force: true }));

const run = (...args: string[]) => cli(home, ...args);
const json = async (...args: string[]): Promise<unknown> => {
  const { stdout, stderr, code } = await run(...args, '--json');
  expect({ code, stderr }).toMatchObject({ code: 0 });
  return JSON.parse(stdout);
};

describe('wrong usage ends with 2 and says what is wrong', () => {
  test.each([
    [[], 'Usage: variegate'],
    [['bogus'], "unknown command 'bogus'"],
    [['new'], "missing required argument 'name-or-folder'"],
    [['train', '--bogus'], "unknown option '--bogus'"],
    [['train', '--steps', 'many'], 'It must be a whole number.'],
    [['train', '--architecture', 'vgg'], 'Allowed choices are cifar-resnet'],
    [['import', 'fake', 'folder'], "unknown command 'fake'"],
    [['export', 'model'], "required option '--run <number>'"],
    [['evaluate'], "missing required argument 'run'"],
    [['evaluate', '1', '--split', 'all'], 'Allowed choices are train, val, test'],
    [['jobs', 'resume', 'x'], 'It must be a whole number.'],
    [['classes', 'paint', 'red'], 'too many arguments'],
    [['draw', 'attic', '--only', 'real,fake'], 'It must name some of real, ood, oracle, retrieval.'],
    [['draw', 'attic', '--domain-gap', '50'], 'It must lie between 0 and 1.'],
  ])('%j', async (args, words) => {
    const { code, stdout, stderr } = await run(...args);
    expect(stderr).toContain(words);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });
});

const leaves = (command: Command): Command[] =>
  command.commands.length === 0 ? [command] : command.commands.flatMap(leaves);

test('every command explains itself with an example', async () => {
  const commands = leaves(createProgram());
  expect(commands.length).toBeGreaterThan(15);
  for (const command of commands) {
    let help = '';
    command.configureOutput({ writeOut: (text) => (help += text) }).outputHelp();
    expect(help).toMatch(/Example:\n {2}npm run variegate -- \w+/);
    expect(help).toContain('--json');
  }
  expect(await run('import', 'real', '--help')).toMatchObject({ code: 0, stderr: '' });
});

test('a failure ends with 1, in words and as JSON', async () => {
  const { code, stdout, stderr } = await run('runs', '--json', '--project', join(home, 'nowhere'));
  expect(code).toBe(1);
  expect(stderr).toContain('There is no project in');
  expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'not-found' } });
});

describe('with a drawn project', () => {
  let project: string[] = [];
  beforeAll(async () => {
    const { location } = (await json('new', 'Birds & bats')) as { location: string };
    project = ['--project', location];
    const few = ['--train', '3', '--val', '2', '--test', '2', '--ood', '1', '--oracle', '2'];
    await json('draw', 'menagerie', ...few, ...project);
  });

  test('classes are listed, added, renamed and removed', async () => {
    expect(await json('classes', ...project)).toHaveLength(10);
    await json('classes', 'add', 'wren', ...project);
    await json('classes', 'rename', 'wren', 'great tit', ...project);
    expect((await run('classes', ...project)).stdout).toContain('great tit');
    expect(await json('classes', 'remove', 'great tit', ...project)).toHaveLength(10);
    expect(await run('classes', 'remove', 'great tit', ...project)).toMatchObject({ code: 2 });
  });

  test('a request that makes no sense is refused before anything runs', async () => {
    const { code, stderr } = await run('train', '--batch', '1', ...project);
    expect(code).toBe(2);
    expect(stderr).toContain('batchSize');
    expect(await run('train', '--synthetic', 'none such', ...project)).toMatchObject({ code: 2 });
    expect(await json('runs', ...project)).toEqual({ runs: [], summaries: [] });
  });

  test('a second entry works through the host that holds the project', async () => {
    const host = startCli(home, 'serve', '--no-open', '--port', '0', ...project);
    await host.says('http://127.0.0.1:');
    expect(await json('classes', ...project)).toHaveLength(10);
    const images = await json('export', 'images', ...project);
    expect(images).toMatchObject({ jobId: 2 });
    const { location } = images as { location: string };
    const report = await json('import', 'real', location, '--name', 'again', ...project);
    expect(report).toMatchObject({ set: { name: 'again' } });
    host.child.kill('SIGINT');
    expect(await host.finished).toMatchObject({ code: 0 });
  });

  test('Ctrl+C pauses a job and says how to resume it', async () => {
    const many = ['--train', '60', '--oracle', '0', '--ood', '0', '--val', '0', '--test', '1'];
    const drawing = startCli(home, 'draw', 'attic', ...many, ...project);
    await drawing.says('Draw Attic');
    drawing.child.kill('SIGINT');
    const { code, stderr } = await drawing.finished;
    expect(code).toBe(130);
    const resume = /npm run variegate -- (jobs resume \d+) --project/.exec(stderr)?.[1] ?? '';
    expect(resume).not.toBe('');
    const jobs = await json(...resume.split(' '), ...project);
    expect(jobs).toContainEqual(
      expect.objectContaining({ title: 'Draw Attic', state: expect.objectContaining({ status: 'done' }) }),
    );
  });

  test('controls are drawn later, under a name of their own', async () => {
    const few = ['--only', 'oracle,retrieval', '--oracle', '1', '--retrieval', '1', '--domain-gap', '0.5'];
    const { sets } = (await json('draw', 'menagerie', ...few, '--name', 'Dial', ...project)) as {
      sets: { role: string; name: string; counts: { total: number } }[];
    };
    const names = sets.filter(({ role }) => role === 'synthetic').map(({ name }) => name);
    expect(names).toEqual(['Menagerie, oracle', 'Dial, oracle, gap 0.5', 'Dial, retrieval']);
    expect(sets.at(-1)?.counts.total).toBe(10);
  });

  test('a set is taken out of the project by its name', async () => {
    const { sets } = (await json('sets', 'remove', 'Dial, retrieval', ...project)) as {
      sets: { name: string }[];
    };
    expect(sets.map(({ name }) => name)).toContain('Dial, oracle, gap 0.5');
    expect(sets.map(({ name }) => name)).not.toContain('Dial, retrieval');
    const again = await startCli(home, 'sets', 'remove', 'Dial, retrieval', ...project).finished;
    expect(again).toMatchObject({ code: 2, stderr: expect.stringContaining('There is no set') });
  });
});
