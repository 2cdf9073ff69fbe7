import { expect, test } from 'vitest';
import type { Run } from '../../src-shared/domain/run.ts';
import { trainingSettingsSchema } from '../../src-shared/domain/training.ts';
import { runNotes } from './run-table.ts';

const run = (seed: number, notes: string[]): Run => ({
  id: seed,
  jobId: 1,
  experiment: 'first',
  recipe: 'mixed',
  seed,
  status: 'done',
  settings: trainingSettingsSchema.parse({}),
  realSetId: 1,
  syntheticSetIds: [2],
  images: { real: 1, synthetic: 1 },
  digests: { data: 'd', synthetic: 's' },
  classNames: [],
  step: 10,
  totalSteps: 10,
  imagesPerSecond: null,
  dataWaitShare: null,
  bestValAccuracy: null,
  evaluations: [],
  shortcut: null,
  generation: null,
  createdAt: '2026-01-01T00:00:00Z',
  finishedAt: null,
  error: null,
  notes,
  drawn: false,
});

test('each note has a line that names its run', () => {
  expect(runNotes([run(1, []), run(2, ['One image could not be read.', 'The runtime is another.'])])).toEqual(
    ['mixed, seed 2: One image could not be read.', 'mixed, seed 2: The runtime is another.'],
  );
});
