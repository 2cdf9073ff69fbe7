import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Job, JobState } from '../../src-shared/domain/job.ts';
import { closeQuestion } from './close-question.ts';
import { menuTemplate } from './menu.ts';
import { followRunningJobs } from './running-jobs.ts';
import { boundsOnDisplays, loadPlace, savePlace } from './window-bounds.ts';

const job = (id: number, status: 'running' | 'done', done = 0, total = 0): Job => ({
  id,
  kind: 'train',
  title: `Job ${id}`,
  state: (status === 'running' ? { status, pausing: false } : { status, finishedAt: '' }) satisfies JobState,
  progress: {
    done,
    total,
    failed: 0,
    unit: 'steps',
    note: null,
    ratePerSecond: null,
    etaSeconds: null,
    elapsedSeconds: 0,
  },
  createdAt: '',
  position: id,
  resumeAutomatically: false,
});

describe('the place of the window', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'variegate-window-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  test('is kept, and forgotten when its file makes no sense', async () => {
    const file = join(folder, 'below', 'window.json');
    const place = { bounds: { x: 10, y: 20, width: 1000, height: 700 }, maximized: true };
    savePlace(file, place);
    expect(await loadPlace(file)).toEqual(place);
    await writeFile(file, '{"bounds": {"x": 1e400}}');
    expect(await loadPlace(file)).toEqual({ bounds: null, maximized: false });
  });

  const left = { x: 0, y: 0, width: 1920, height: 1080 };
  const right = { x: 1920, y: 0, width: 1920, height: 1080 };

  test('is used only while its title bar can be reached', () => {
    const onRight = { x: 2000, y: 50, width: 1200, height: 800 };
    expect(boundsOnDisplays(onRight, [left, right])).toEqual(onRight);
    expect(boundsOnDisplays(onRight, [left])).toBeNull();
    expect(boundsOnDisplays({ ...onRight, x: 1880 }, [left])).toBeNull();
    expect(boundsOnDisplays({ ...onRight, x: 0, y: -30 }, [left])).toBeNull();
    expect(boundsOnDisplays({ x: 0, y: 0, width: 10, height: 10 }, [left])).toBeNull();
    expect(boundsOnDisplays(null, [left])).toBeNull();
  });
});

test('the machine stays awake while a job runs, and the task bar shows how far it is', () => {
  const active: boolean[] = [];
  const shares: (number | null)[] = [];
  const jobs = followRunningJobs({
    onActive: (value) => active.push(value),
    onProgress: (value) => shares.push(value),
  });
  jobs.handle({ type: 'job', job: job(1, 'running') });
  jobs.handle({ type: 'job', job: job(1, 'running', 50, 200) });
  jobs.handle({ type: 'job', job: job(2, 'running', 75, 100) });
  jobs.handle({ type: 'runs' });
  jobs.handle({ type: 'job', job: job(1, 'done', 200, 200) });
  expect(jobs.current().map(({ id }) => id)).toEqual([2]);
  jobs.handle({ type: 'project' });
  expect(active).toEqual([true, false]);
  expect(shares).toEqual([-1, 0.25, 0.5, 0.75, null]);
});

test('closing asks only while something runs, and every button has an answer', () => {
  expect(closeQuestion([])).toBeNull();
  const one = closeQuestion([job(7, 'running', 3, 9)]);
  expect(one?.message).toBe('"Job 7" is still running.');
  expect(one?.detail).toContain('3 of 9 steps are done.');
  expect(one?.answers).toHaveLength(one?.buttons.length ?? 0);
  expect(one?.answers[one.cancelId]).toBe('stay');
  expect(closeQuestion([job(1, 'running'), job(2, 'running')])?.message).toBe('2 jobs are still running.');
});

test('the menu has the roles that each system expects', () => {
  const template = (isMac: boolean) => menuTemplate({ isMac, openLogFolder: () => undefined });
  expect(template(true)[0]?.role).toBe('appMenu');
  expect(template(false)[0]?.label).toBe('File');
});
