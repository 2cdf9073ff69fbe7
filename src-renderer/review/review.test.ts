import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ImageIndex } from '../../src-shared/domain/image-set.ts';
import {
  applyClass,
  applyVerdict,
  columnsOf,
  countVerdicts,
  restoreClasses,
  restoreVerdicts,
  versionOf,
  viewOf,
} from './columns.ts';
import { byClass, remember } from './history.ts';
import {
  advance,
  clearChoice,
  emptySelection,
  extendTo,
  move,
  pointAt,
  reconcile,
  selectAll,
  type Shown,
  singleTarget,
  targets,
  toggleAt,
} from './selection.ts';
import { everything, positionOf } from './store.ts';
import { wholeOf } from './whole-of.ts';

const index: ImageIndex = {
  ids: [11, 12, 13, 14, 15],
  classIds: [1, 2, 1, 2, 1],
  verdicts: 'ukRku',
  versions: 'aaaaaabbbbbbccccccddddddeeeeee',
  percents: null,
  total: 5,
};
const all = { classId: null, verdict: null };
const listOf = (ids: readonly number[]): Shown => ({ length: ids.length, idAt: (at) => ids[at] ?? -1 });

test('the view keeps what matches, in order', () => {
  const columns = columnsOf(index);
  expect([...viewOf(columns, all)]).toEqual([0, 1, 2, 3, 4]);
  expect([...viewOf(columns, { classId: 1, verdict: null })]).toEqual([0, 2, 4]);
  expect([...viewOf(columns, { classId: 1, verdict: 'undecided' })]).toEqual([0, 4]);
  expect(countVerdicts(columns, null)).toEqual({ undecided: 2, keep: 2, reject: 1 });
  expect(countVerdicts(columns, 2)).toEqual({ undecided: 0, keep: 2, reject: 0 });
});

test('each row has the beginning of the hash of its picture', () => {
  const columns = columnsOf(index);
  expect(versionOf(columns, 13)).toBe('cccccc');
  expect(versionOf(columns, 99)).toBeUndefined();
});

test('verdicts and classes can be put back', () => {
  const columns = columnsOf(index);
  const previous = applyVerdict(columns, [11, 13, 99], 'keep');
  expect(previous).toEqual([
    { id: 11, verdict: 'undecided', verdictBy: 'person' },
    { id: 13, verdict: 'reject', verdictBy: 'threshold' },
  ]);
  expect(countVerdicts(columns, null).keep).toBe(4);
  expect([...columns.byThreshold]).toEqual([0, 0, 0, 0, 0]);
  restoreVerdicts(columns, previous);
  expect([...columns.verdicts]).toEqual([0, 1, 2, 1, 0]);
  expect([...columns.byThreshold]).toEqual([0, 0, 1, 0, 0]);
  const classes = applyClass(columns, [12, 13], 7);
  expect([...byClass(classes)]).toEqual([
    [2, [12]],
    [1, [13]],
  ]);
  restoreClasses(columns, classes);
  expect([...columns.classIds]).toEqual([1, 2, 1, 2, 1]);
});

test('a position is found in any filtered view', () => {
  fc.assert(
    fc.property(fc.array(fc.boolean(), { maxLength: 60 }), (kept) => {
      const ids = kept.map((_, row) => 100 + row);
      const verdicts = kept.map((keep) => (keep ? 'k' : 'u')).join('');
      const columns = columnsOf({
        ids,
        classIds: ids.map(() => 1),
        verdicts,
        versions: '',
        percents: null,
        total: ids.length,
      });
      const rows = viewOf(columns, { classId: null, verdict: 'keep' });
      const shown = [...rows].map((row) => columns.ids[row]);
      for (const id of ids) expect(positionOf(columns, rows, id)).toBe(shown.indexOf(id));
    }),
  );
});

test('arrows stop at both ends', () => {
  const shown = listOf([1, 2, 3]);
  expect(move(emptySelection, 1, shown).focus).toBe(0);
  expect(move(pointAt(2, shown), 1, shown).focus).toBe(2);
  expect(move(pointAt(0, shown), -5, shown).focus).toBe(0);
  expect(move(emptySelection, 1, listOf([])).focus).toBe(-1);
});

test('shift chooses a range from where it began, in both directions', () => {
  const shown = listOf([1, 2, 3, 4, 5]);
  const ranged = extendTo(pointAt(2, shown), 4, shown);
  expect([...ranged.ids]).toEqual([3, 4, 5]);
  expect([...extendTo(ranged, 0, shown).ids]).toEqual([1, 2, 3]);
});

test('a toggle starts from the focused image', () => {
  const shown = listOf([1, 2, 3]);
  const two = toggleAt(pointAt(0, shown), 2, shown);
  expect(targets(two, shown)).toEqual([1, 3]);
  expect(targets(toggleAt(two, 0, shown), shown)).toEqual([3]);
});

test('all that matches can be chosen, and let go again', () => {
  const shown = listOf([1, 2, 3]);
  const everything = selectAll(pointAt(1, shown), shown);
  expect(targets(everything, shown)).toEqual([1, 2, 3]);
  expect(targets(clearChoice(everything), shown)).toEqual([2]);
});

test('a verdict goes on to the next image, also when the filter hides the one it was about', () => {
  const before = listOf([1, 2, 3]);
  expect(before.idAt(advance(pointAt(0, before), false, before).focus)).toBe(2);
  const after = listOf([2, 3]);
  const reconciled = reconcile(pointAt(0, before), before, after, (id) => [2, 3].indexOf(id));
  expect(after.idAt(advance(reconciled, true, after).focus)).toBe(2);
});

test('the last image hidden leaves the focus on the new last one', () => {
  const before = listOf([1, 2]);
  const after = listOf([1]);
  const reconciled = reconcile(pointAt(1, before), before, after, (id) => [1].indexOf(id));
  expect(advance(reconciled, true, after).focus).toBe(0);
  expect(reconcile(pointAt(0, before), before, listOf([]), () => -1)).toEqual(emptySelection);
});

test('the focus follows its image, and the choice loses what is gone', () => {
  const before = listOf([1, 2, 3, 4]);
  const ids = [4, 3, 1];
  const chosen = extendTo(pointAt(1, before), 2, before);
  const after = reconcile(chosen, before, listOf(ids), (id) => ids.indexOf(id));
  expect(after.focus).toBe(1);
  expect([...after.ids]).toEqual([3]);
});

test('nothing is remembered of a change that changed nothing', () => {
  expect(remember([], { kind: 'verdict', previous: [] })).toEqual([]);
  const change = { kind: 'verdict', previous: [{ id: 1, verdict: 'keep', verdictBy: 'person' }] } as const;
  expect(remember([], { ...change, previous: [...change.previous] })).toHaveLength(1);
});

test('what is told of one image is about the one that a verdict would change', () => {
  const list = listOf([1, 2, 3]);
  const pointed = pointAt(1, list);
  expect(singleTarget(pointed, list)).toBe(2);
  const both = toggleAt(pointed, 2, list);
  expect(singleTarget(both, list)).toBeNull();
  // The image pointed at was taken out again: the other one stays chosen.
  const one = toggleAt(both, 2, list);
  expect(one.focus).toBe(2);
  expect(singleTarget(one, list)).toBe(2);
  expect(targets(one, list)).toEqual([2]);
  expect(singleTarget(emptySelection, listOf([]))).toBeNull();
});

test('all images are shown where the set is empty or gone, else the whole set', () => {
  const counts = { total: 4, train: 0, val: 0, test: 0, none: 4 };
  const sets = [
    { id: 1, counts },
    { id: 2, counts: { ...counts, total: 0, none: 0 } },
  ];
  const narrowed = { ...everything, text: 'crane', near: true };
  expect(wholeOf({ ...narrowed, setId: 1 }, sets)).toEqual({ ...everything, setId: 1 });
  expect(wholeOf({ ...narrowed, setId: 2 }, sets)).toEqual(everything);
  expect(wholeOf({ ...everything, setId: 7 }, sets)).toEqual(everything);
});
