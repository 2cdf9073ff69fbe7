import type { Verdict } from '../../src-shared/domain/image-set.ts';
import type { ImageClass } from '../../src-shared/domain/image-class.ts';
import { api } from '../api/client.ts';
import { queries, queryClient } from '../api/queries.ts';
import { notifyFailure } from '../ui/notifications.ts';
import { applyClass, applyVerdict, restoreClasses, restoreVerdicts } from './columns.ts';
import { byClass, type Change, forget, remember } from './history.ts';
import { expectEcho, loadImages, noteChange } from './loading.ts';
import { advance, clearChoice, targets } from './selection.ts';
import { positionOf, refreshView, shownOf, useReview } from './store.ts';

/** One question to the host at a time, in the order they were asked: an undo never overtakes what it undoes. */
let queue: Promise<void> = Promise.resolve();

function send(question: () => Promise<unknown>, onFailure: () => void): void {
  noteChange();
  const run = async (before: Promise<void>) => {
    await before;
    try {
      await question();
    } catch (error) {
      onFailure();
      notifyFailure(error);
    } finally {
      noteChange();
    }
  };
  queue = run(queue);
}

/** Gives the chosen images a verdict, shown at once and put back if the host refuses; then on to the next image. */
export function giveVerdict(verdict: Verdict): void {
  const state = useReview.getState();
  const { columns, selection } = state;
  const ids = targets(selection, shownOf(state));
  if (!columns || ids.length === 0) return;
  const change: Change = { kind: 'verdict', previous: applyVerdict(columns, ids, verdict) };
  afterChange(change, ids);
  expectEcho(ids);
  send(
    () => api.images.setVerdicts.mutate({ imageIds: ids, verdict }),
    () => takeBack(change),
  );
}

/** Moves images to another class, those that are chosen unless others are named. */
export function giveClass(classId: number, imageIds?: readonly number[]): void {
  const state = useReview.getState();
  const ids = imageIds ? [...imageIds] : targets(state.selection, shownOf(state));
  if (!state.columns || ids.length === 0) return;
  const change: Change = { kind: 'class', previous: applyClass(state.columns, ids, classId) };
  afterChange(change, ids);
  send(
    () => api.images.setClass.mutate({ imageIds: ids, classId }),
    () => takeBack(change),
  );
}

/** The class at a position of the class list, counted from 0. */
export function giveClassAt(position: number): void {
  const classes: ImageClass[] = queryClient.getQueryData(queries.classes().queryKey) ?? [];
  const wanted = classes.toSorted((a, b) => a.position - b.position)[position];
  if (wanted) giveClass(wanted.id);
}

function afterChange(change: Change, ids: readonly number[]): void {
  const single = useReview.getState().selection.ids.size === 0;
  refreshView();
  useReview.setState((state) => {
    const history = remember(state.history, change);
    if (!single) return { history };
    const hidden = positionOf(state.columns, state.rows, ids[0] ?? -1) < 0;
    return { history, selection: advance(state.selection, hidden, shownOf(state)) };
  });
}

/** Puts back the latest change, in the grid and at the host. */
export function undo(): void {
  const change = useReview.getState().history.at(-1);
  if (!change) return;
  if (change.kind === 'step') return takeBackStep(change.undoId);
  takeBack(change);
  const ids = change.previous.map(({ id }) => id);
  showAgain(ids);
  if (change.kind === 'verdict') {
    expectEcho(ids);
    send(() => api.images.restoreVerdicts.mutate({ previous: change.previous }), reload);
  } else {
    const groups = byClass(change.previous);
    send(async () => {
      for (const [classId, imageIds] of groups) await api.images.setClass.mutate({ imageIds, classId });
    }, reload);
  }
}

/** Puts back what a step of the filter changed; the host says which images are to be read again. */
export function takeBackStep(undoId: string): void {
  useReview.setState(({ history }) => ({
    history: history.filter((entry) => entry.kind !== 'step' || entry.undoId !== undoId),
  }));
  send(() => api.scoring.undo.mutate({ undoId }), reload);
}

const reload = (): void => void loadImages();

function takeBack(change: Exclude<Change, { kind: 'step' }>): void {
  const { columns } = useReview.getState();
  if (columns) {
    if (change.kind === 'verdict') restoreVerdicts(columns, change.previous);
    else restoreClasses(columns, change.previous);
  }
  useReview.setState(({ history }) => ({ history: forget(history, change) }));
  refreshView();
}

/** Points at what an undo brought back. */
function showAgain(ids: readonly number[]): void {
  useReview.setState((state) => {
    const position = positionOf(state.columns, state.rows, ids[0] ?? -1);
    if (position < 0) return {};
    return { selection: { ...clearChoice(state.selection), focus: position, anchor: position } };
  });
}
