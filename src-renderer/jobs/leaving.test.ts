import { beforeAll, expect, test, vi } from 'vitest';
import type { Job, JobState } from '../../src-shared/domain/job.ts';

beforeAll(() => {
  // A window whose host never answers: enough to import what asks it.
  vi.stubGlobal('window', {
    addEventListener: () => undefined,
    variegate: { entry: 'electron', connect: () => undefined },
  });
});

const job = (title: string, state: JobState): Pick<Job, 'title' | 'state'> => ({ title, state });
const running: JobState = { status: 'running', pausing: false };

test('leaving a project asks only where that pauses jobs', async () => {
  const { leavingQuestion } = await import('./leaving.ts');
  const done: JobState = { status: 'done', finishedAt: '' };
  expect(leavingQuestion([], 'open Birds')).toBeNull();
  expect(leavingQuestion([job('Train', done), job('Score', { status: 'queued' })], 'open Birds')).toBeNull();
  expect(leavingQuestion([job('Train', running), job('Score', done)], 'open Birds')).toEqual({
    question: '"Train" is running. Pause it and open Birds?',
    action: 'Pause and open Birds',
  });
  expect(
    leavingQuestion([job('Train', running), job('Score', running)], 'close this project')?.question,
  ).toBe('2 jobs are running. Pause them and close this project?');
});

test('what leaves the project waits for the answer', async () => {
  const { leaveProject, stay, useLeaving } = await import('./leaving.ts');
  const { queries, queryClient } = await import('../api/queries.ts');
  const gone: string[] = [];
  leaveProject('open Birds', () => gone.push('Birds'));
  expect(gone).toEqual(['Birds']);
  queryClient.setQueryData(queries.jobs().queryKey, [job('Train', running) as Job]);
  leaveProject('open Cats', () => gone.push('Cats'));
  expect(gone).toEqual(['Birds']);
  stay();
  expect(useLeaving.getState().asked).toBeNull();
  leaveProject('open Cats', () => gone.push('Cats'));
  useLeaving.getState().asked?.go();
  expect(gone).toEqual(['Birds', 'Cats']);
});
