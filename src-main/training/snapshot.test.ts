import { expect, test } from 'vitest';
import { planRuns } from './plan.ts';
import { plannedRun, snapshotSchema, takeSnapshot } from './snapshot.ts';
import { sampleCandidates, sampleRequest } from './testing/candidates.ts';

test.each([undefined, 3])('planned runs come back from the stored snapshot (shots: %s)', (shots) => {
  const request = sampleRequest({ settings: { batchSize: 4, ...(shots ? { shots } : {}) } });
  const runs = planRuns(request, sampleCandidates());
  const stored = snapshotSchema.parse(JSON.parse(JSON.stringify(takeSnapshot(request, runs))));
  expect(runs.map((_, index) => plannedRun(stored, index))).toEqual(runs);
});

test('near-duplicates that were left out and test images in doubt are kept on record', () => {
  const request = sampleRequest();
  const candidates = sampleCandidates();
  const doubt = { dropped: candidates.images.slice(0, 2), doubtful: [7, 9] };
  const { nearDuplicates } = snapshotSchema.parse(
    takeSnapshot(request, planRuns(request, candidates), doubt),
  );
  expect(nearDuplicates).toEqual({ dropped: [100, 101], doubtful: [7, 9] });
});

test('lists of images that runs share are stored once', () => {
  const request = sampleRequest();
  const { pools } = takeSnapshot(request, planRuns(request, sampleCandidates()));
  // Real, synthetic, val, test and OOD; recipes without real or synthetic images have an empty list each.
  expect(pools.filter(({ imageIds }) => imageIds.length > 0)).toHaveLength(5);
});
