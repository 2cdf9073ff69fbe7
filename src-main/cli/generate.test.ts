import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cli } from './testing/run.ts';

const tinyModel = fileURLToPath(new URL('../diffusion/fixtures/tiny', import.meta.url));

let home = '';
let project: string[] = [];

const run = (...args: string[]) => cli(home, ...args);
const json = async (...args: string[]): Promise<unknown> => {
  const { stdout, stderr, code } = await run(...args, '--json');
  expect({ code, stderr }).toMatchObject({ code: 0 });
  return JSON.parse(stdout);
};

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'variegate-cli-'));
  const { location } = (await json('new', 'Generated')) as { location: string };
  project = ['--project', location];
  for (const name of ['crane', 'kite']) await json('classes', 'add', name, ...project);
  await json('prompts', 'write', '--recipe', 'plain', ...project);
  await json('models', 'add', tinyModel);
});
afterAll(() => rm(home, { recursive: true, force: true }));

test.each([
  [['--images', '3', '--top-up', '3'], 'Give one of --images, --per-prompt and --top-up.'],
  [['--origin', 'dreamt'], 'An origin is one of plain'],
  [['--scheduler', 'euler'], 'Allowed choices are ddim'],
  [['--model', 'nobody'], 'There is no model "nobody".'],
  [['--model', 'tiny', '--class', 'bat'], 'There is no class "bat".'],
])('%j is wrong usage', async (args, words) => {
  const { code, stdout, stderr } = await run('generate', ...args, ...project);
  expect(stderr).toContain(words);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
});

test('a folder that is no model is refused with what is wrong; a model is listed, used and forgotten', async () => {
  const empty = join(home, 'empty');
  await mkdir(empty);
  expect(await run('models', 'add', empty)).toMatchObject({ code: 1 });
  const { textToImage } = (await json('models')) as { textToImage: { id: string; name: string }[] };
  const tiny = textToImage.find(({ name }) => name === 'tiny');
  expect(tiny).toMatchObject({ problem: null, defaultWidth: 16, bundled: false });
  expect((await run('models')).stdout).toContain('16 × 16 px');

  const some = ['generate', '--model', 'tiny', '--images', '3', '--steps', '2', ...project];
  expect(await json(...some, '--dry-run')).toMatchObject({
    plan: { images: 6, problems: [], perClass: [{ className: 'crane', images: 3, prompts: 1 }, {}] },
  });
  const fitting = await run('generate', '--images', '3', '--dry-run', ...project);
  expect(fitting).toMatchObject({ code: 0, stderr: '' });
  const ofDrawnWorld = await run('generate', '--model', 'starter', '--images', '3', '--dry-run', ...project);
  expect(ofDrawnWorld.stderr).toContain('knows the drawn tutorial world only');
  expect(await json(...some)).toMatchObject({ images: { wanted: 6, made: 6, failed: 0 } });
  const { stdout } = await run('classes', ...project);
  expect(stdout).toMatch(/crane +0 +0 +0 +1 +3 +0/);

  const topUp = ['generate', '--model', 'tiny', '--top-up', '3', '--steps', '2', ...project];
  const refused = await run(...topUp);
  expect(refused).toMatchObject({ code: 1 });
  expect(refused.stderr).toContain('Nothing is missing');
  await json('models', 'forget', tiny!.id);
  expect((await run(...some)).code).toBe(2);
});
