import type { ImageFilter, Split, Verdict } from '../../src-shared/domain/image-set.ts';
import type { PromptOrigin } from '../../src-shared/domain/prompt.ts';
import { createForProject } from '../api/project-state.ts';
import { type Columns, viewOf } from './columns.ts';
import type { Change } from './history.ts';
import { emptySelection, pointAt, reconcile, type Selection, type Shown, singleTarget } from './selection.ts';

/** The part of the filter that the host answers. `caption` names a list of ids, e.g. the cell of a confusion matrix. */
export interface Source {
  setId: number | null;
  split: Split | null;
  text: string;
  ids: readonly number[] | null;
  caption: string | null;
  /** Of the prompts that images were made from. */
  origin: PromptOrigin | null;
  /** Only images near their threshold that no person judged. */
  near: boolean;
  /** Only images that look almost like another. */
  nearDuplicates: boolean;
  order: NonNullable<ImageFilter['order']> | 'set';
}

export const everything: Source = {
  setId: null,
  split: null,
  text: '',
  ids: null,
  caption: null,
  origin: null,
  near: false,
  nearDuplicates: false,
  order: 'set',
};

export type ReviewView = 'grid' | 'full' | 'compare';

interface ReviewState {
  source: Source;
  classId: number | null;
  verdict: Verdict | null;
  status: { kind: 'loading' } | { kind: 'ready' } | { kind: 'failed'; error: unknown };
  columns: Columns | null;
  /** Rows of `columns` that are shown, in order. */
  rows: Int32Array;
  /** Goes up whenever a column was changed in place. */
  revision: number;
  selection: Selection;
  history: readonly Change[];
  view: ReviewView;
  /** Images side by side in the compare view. */
  compared: readonly number[];
  /** Columns of the grid as laid out, which the up and down arrows move by. */
  perRow: number;
}

const initial: ReviewState = {
  source: everything,
  classId: null,
  verdict: null,
  status: { kind: 'loading' },
  columns: null,
  rows: new Int32Array(),
  revision: 0,
  selection: emptySelection,
  history: [],
  view: 'grid',
  compared: [],
  perRow: 1,
};

export const useReview = createForProject<ReviewState>(initial);

/** The list that the selection counts in. */
export function shownOf({ columns, rows }: Pick<ReviewState, 'columns' | 'rows'>): Shown {
  return { length: rows.length, idAt: (position) => columns?.ids[rows[position] ?? -1] ?? -1 };
}

/** Shows what passes the filter now, the selection staying with its images. */
export function refreshView(
  changes: Partial<Pick<ReviewState, 'columns' | 'classId' | 'verdict' | 'status'>> = {},
): void {
  useReview.setState((old) => {
    const state = { ...old, ...changes };
    const rows = state.columns
      ? viewOf(state.columns, { classId: state.classId, verdict: state.verdict })
      : new Int32Array();
    const before = shownOf(old);
    const after = shownOf({ columns: state.columns, rows });
    const selection = reconcile(old.selection, before, after, (id) => positionOf(state.columns, rows, id));
    return {
      ...changes,
      rows,
      revision: old.revision + 1,
      selection: selection.focus < 0 ? pointAt(0, after) : selection,
    };
  });
}

/** Where an image is shown, -1 if it is not: rows ascend, so that half the list is ruled out at each look. */
export function positionOf(columns: Columns | null, rows: Int32Array, id: number): number {
  const row = columns?.rowOf.get(id);
  if (row === undefined) return -1;
  let low = 0;
  let high = rows.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = rows[middle]!;
    if (found === row) return middle;
    if (found < row) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}

export const singleTargetId = (state: ReviewState): number | null => {
  const { selection } = state;
  // Gathering many only to find that they are many would cost time at each change.
  return selection.ids.size > 1 ? null : singleTarget(selection, shownOf(state));
};

export const focusedId = (state: ReviewState): number | null => {
  const shown = shownOf(state);
  return state.selection.focus >= 0 && state.selection.focus < shown.length
    ? shown.idAt(state.selection.focus)
    : null;
};
