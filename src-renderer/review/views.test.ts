import { beforeAll, expect, test, vi } from 'vitest';
import type { ImageIndex } from '../../src-shared/domain/image-set.ts';
import { columnsOf } from './columns.ts';
import { selectAll, targets } from './selection.ts';
import { refreshView, shownOf, singleTargetId, useReview } from './store.ts';

beforeAll(() => {
  // A window whose host never answers: enough to import what asks it.
  vi.stubGlobal('window', {
    addEventListener: () => undefined,
    variegate: { entry: 'electron', connect: () => undefined },
  });
});

const index: ImageIndex = {
  ids: [11, 12, 13],
  classIds: [1, 2, 1],
  verdicts: 'uuu',
  versions: 'aaaaaabbbbbbcccccc',
  percents: null,
  total: 3,
};

test('in full view a verdict is about the image that is seen, whatever was chosen before', async () => {
  const { openFull } = await import('./views.ts');
  refreshView({ columns: columnsOf(index), status: { kind: 'ready' } });
  useReview.setState((state) => ({ selection: selectAll(state.selection, shownOf(state)) }));
  expect(singleTargetId(useReview.getState())).toBeNull();
  openFull();
  const state = useReview.getState();
  expect(targets(state.selection, shownOf(state))).toEqual([11]);
  expect(singleTargetId(state)).toBe(11);
});

test('what is exported are the kept images of what is shown, whatever else the grid asked for', async () => {
  const { keptOf } = await import('./export-kept.ts');
  expect(keptOf({ setId: 3, text: 'crane', withScores: true }, 7)).toEqual({
    setId: 3,
    text: 'crane',
    classId: 7,
    verdict: 'keep',
  });
  expect(keptOf({}, null)).toEqual({ verdict: 'keep' });
});
