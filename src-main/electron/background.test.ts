import { expect, test } from 'vitest';
import { createBackground } from './background.ts';

/** A program whose moments pass when the test says so. */
function program() {
  const state = { isBusy: true, ended: 0 };
  const waiting: (() => void)[] = [];
  const background = createBackground({
    isBusy: () => state.isBusy,
    end: () => void (state.ended += 1),
    after: (_milliseconds, work) => void waiting.push(work),
  });
  const passTime = (): void => {
    for (const work of waiting.splice(0)) work();
  };
  return { state, background, passTime };
}

test('a program that nobody sent to the background stays when its jobs are done', () => {
  const { state, background, passTime } = program();
  state.isBusy = false;
  background.jobsEnded();
  passTime();
  expect(state.ended).toBe(0);
});

test('a program in the background ends with its last job, not between two', () => {
  const { state, background, passTime } = program();
  background.enter();
  background.jobsEnded();
  passTime();
  expect(state.ended).toBe(0);
  state.isBusy = false;
  background.jobsEnded();
  expect(state.ended).toBe(0);
  passTime();
  expect(state.ended).toBe(1);
});

test('a program whose last job ended before it was sent to the background ends as well', () => {
  const { state, background, passTime } = program();
  state.isBusy = false;
  background.enter();
  passTime();
  expect(state.ended).toBe(1);
});

test('a window that was brought back keeps the program', () => {
  const { state, background, passTime } = program();
  background.enter();
  state.isBusy = false;
  background.jobsEnded();
  background.leave();
  passTime();
  expect(state.ended).toBe(0);
});
