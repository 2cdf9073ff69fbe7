import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ImageClass } from '../../src-shared/domain/image-class.ts';
import { tinyClip } from '../scoring/testing/fixture.ts';
import { collectThreshold, thresholdOf } from './filter-options.ts';
import { cli } from './testing/run.ts';

let home = '';
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'variegate-cli-scoring-'));
});
afterAll(() => rm(home, { recursive: true, force: true }));

const json = async <Result>(...args: string[]): Promise<Result> => {
  const { stdout, stderr, code } = await cli(home, ...args, '--json');
  expect({ code, stderr }).toMatchObject({ code: 0 });
  return JSON.parse(stdout) as Result;
};

test('images are scored and filtered, with a control and a way back', { timeout: 300_000 }, async () => {
  const { location } = await json<{ location: string }>('new', 'Filtered');
  const project = ['--project', location];
  const few = ['--train', '2', '--val', '1', '--test', '1', '--ood', '0', '--oracle', '4'];
  await json('draw', 'menagerie', ...few, ...project);
  const { clip } = await json<{ clip: { id: string; name: string }[] }>('models', 'add', tinyClip);
  const model = clip.find(({ name }) => name === 'tiny-clip')?.id ?? '';

  expect(await json('score', '--model', model, ...project)).toMatchObject({
    images: { wanted: 40, scored: 40, failed: 0 },
  });
  const again = await cli(home, 'score', '--model', model, ...project);
  expect(again).toMatchObject({ code: 1 });
  expect(again.stderr).toContain('Every image is scored');

  const half = ['filter', '--threshold', '1', '--threshold', 'owl=0', ...project];
  const preview = await json<object>(...half, '--preview');
  expect(preview).toMatchObject({ scored: 40, wouldKeep: 4, wouldReject: 36, fresh: 40, undoId: null });
  const { undoId } = await json<{ undoId: string }>(...half);
  expect(await json('filter', '--random', '3', ...project)).toMatchObject({ wouldKeep: 4, wouldReject: 36 });
  const { stdout } = await cli(home, 'filter', ...project);
  expect(stdout).toMatch(/^Kept \d+, rejected \d+ \(\d+ flip\)\. Take it back with --undo \d+\./);
  expect(stdout).toMatch(/class\s+owl/);
  await json('filter', '--undo', undoId, ...project);
  expect(await cli(home, 'filter', '--undo', undoId, ...project)).toMatchObject({ code: 1 });
  expect(await cli(home, 'filter', '--threshold', 'dog=0.1', ...project)).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('"dog" is neither a class nor an origin'),
  });
});

describe('a threshold says what it is for', () => {
  const classes = ['crane', 'stylized', 'a=b', 'x/plain'].map(
    (name, i) => ({ id: i + 1, name }) as ImageClass,
  );
  const parse = (text: string) => thresholdOf(collectThreshold(text)[0]!, classes);

  test.each([
    ['0.3', { classId: null, origin: null, value: 0.3 }],
    ['crane=0.4', { classId: 1, origin: null, value: 0.4 }],
    ['plain=0.1', { classId: null, origin: 'plain', value: 0.1 }],
    ['stylized=0', { classId: 2, origin: null, value: 0 }],
    ['a=b=1', { classId: 3, origin: null, value: 1 }],
    ['crane/stylized=.2', { classId: 1, origin: 'stylized', value: 0.2 }],
    ['x/plain=0.5', { classId: 4, origin: null, value: 0.5 }],
    ['x/plain/plain=0.5', { classId: 4, origin: 'plain', value: 0.5 }],
  ])('%s', (text, threshold) => expect(parse(text)).toEqual(threshold));

  test.each(['', 'x', 'crane=', '1.5', 'crane=-1'])('"%s" is none', (text) =>
    expect(() => collectThreshold(text)).toThrow('number from 0 to 1'),
  );
});
