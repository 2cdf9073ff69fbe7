import { expect, test, vi } from 'vitest';
import { recomputes } from '../../graph/memory/fit-memory.ts';
import { temporaryFolder } from '../../project/testing/temporary-project.ts';
import { recomputeNote } from '../memory-advice.ts';
import { sampleRun } from '../testing/pictures.ts';
import { observeRun } from '../testing/run-in-process.ts';
import { readCheckpoint } from './checkpoint.ts';

vi.setConfig({ testTimeout: 300_000 });

test('a run that began with little memory says how it trains, and goes on so when there is more', async () => {
  await using temporary = await temporaryFolder();
  const input = await sampleRun(temporary.path, {}, 4);
  const little = vi.spyOn(process, 'availableMemory').mockReturnValue(1e6);
  const paused = await observeRun(input, (progress, { pause }) => {
    if (progress.kind === 'started') pause.abort();
  });
  little.mockRestore();
  expect(paused.output).toEqual({ status: 'paused', step: 0 });
  const checkpoint = await readCheckpoint(input.folder);
  expect(recomputes(checkpoint!.progress.plan)).toBe(true);

  const { output, progress } = await observeRun(input);
  // Nothing is noted about other forms of operators: what was planned is kept.
  const started = progress.find(({ kind }) => kind === 'started');
  expect(started).toMatchObject({ step: 0, notes: [recomputeNote], plan: checkpoint!.progress.plan });
  expect(output).toMatchObject({ status: 'done', notes: [recomputeNote] });
});
