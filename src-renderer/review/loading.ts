import type { ImageFilter } from '../../src-shared/domain/image-set.ts';
import { api } from '../api/client.ts';
import { coalesce } from '../api/coalesce.ts';
import { onHostEvent, onReconnected } from '../api/host-events.ts';
import { forgetWithProject } from '../api/project-state.ts';
import { useUi } from '../app/ui-state.ts';
import { columnsOf } from './columns.ts';
import { thresholdsOf, useFilter } from './filter/draft.ts';
import { NEAR_MARGIN } from './filter/near-threshold.ts';
import { everything, refreshView, type Source, useReview } from './store.ts';

let latest = 0;
/** While images keep arriving, most of the time belongs to the person who looks at them. */
let lastLoadMs = 0;

/**
 * Asks the host for the images of the source. An answer that a newer question overtook is dropped; one that a change made here
 * overtook is asked for again, so that a verdict never flickers back.
 */
export async function loadImages(): Promise<void> {
  const question = ++latest;
  const changes = changesMade;
  const askedAt = performance.now();
  const { source } = useReview.getState();
  try {
    const index = await api.images.index.query(filterOf(source));
    if (question !== latest) return;
    if (changes !== changesMade) return reloadSoon('images');
    lastLoadMs = performance.now() - askedAt;
    refreshView({ columns: columnsOf(index), status: { kind: 'ready' } });
  } catch (error) {
    if (question === latest) useReview.setState({ status: { kind: 'failed', error } });
  }
}

/** Changes what is looked at; the old images stay until the new ones are here, unless it is about another list. */
export function setSource(changes: Partial<Source>): void {
  useReview.setState(({ source }) => ({ source: { ...source, ...changes }, view: 'grid' }));
  void loadImages();
}

/** Shows a list of images by id, such as those behind a cell of a confusion matrix. */
export function showImages(ids: readonly number[], caption: string): void {
  refreshView({ classId: null, verdict: null, columns: null, status: { kind: 'loading' } });
  setSource({ ...everything, ids, caption });
}

/** Shows one set from its beginning. */
export function showSet(setId: number): void {
  refreshView({ classId: null, verdict: null, columns: null, status: { kind: 'loading' } });
  setSource({ ...everything, setId });
}

/** Shows the images of one class, in whatever set they are. */
export function showClass(classId: number): void {
  refreshView({ classId, verdict: null, columns: null, status: { kind: 'loading' } });
  setSource(everything);
}

/** The question to the host that a source stands for. */
export function filterOf({ setId, split, text, ids, ...source }: Source): ImageFilter {
  const thresholds = [...thresholdsOf(useFilter.getState())];
  return {
    ...(setId === null ? {} : { setId }),
    ...(split === null ? {} : { split }),
    ...(text.trim() === '' ? {} : { text: text.trim() }),
    ...(ids === null ? {} : { ids: [...ids] }),
    ...(source.origin === null ? {} : { origin: source.origin }),
    ...(source.near ? { nearThreshold: { margin: NEAR_MARGIN, thresholds } } : {}),
    ...(source.nearDuplicates ? { nearDuplicates: true } : {}),
    ...(source.order === 'set' ? {} : { order: source.order }),
    ...(useUi.getState().filterOpen ? { withScores: true } : {}),
  };
}

const reloadSoon = coalesce(
  () => Math.max(400, 5 * lastLoadMs),
  () => void loadImages(),
);

/** Keeps the grid true to what happens elsewhere; what this window changed itself is already there. */
export function followImages(): void {
  onHostEvent((event) => {
    if (useReview.getState().columns === null) return;
    if (event.type === 'images' && concerns(event.setId)) reloadSoon('images');
    else if (event.type === 'scores' && needsScores()) reloadSoon('scores');
    else if (event.type === 'verdicts' && !ownChanges.delete(changeKey(event.imageIds)))
      reloadSoon('verdicts');
  });
  onReconnected(() => {
    const { columns, status } = useReview.getState();
    if (columns !== null || status.kind === 'failed') void loadImages();
  });
}

/** Whether what the grid shows, or how, depends on scores. */
function needsScores(): boolean {
  const { near, nearDuplicates, order } = useReview.getState().source;
  return near || nearDuplicates || order !== 'set' || useUi.getState().filterOpen;
}

function concerns(changedSet: number | null): boolean {
  const { setId } = useReview.getState().source;
  return setId === null || changedSet === null || changedSet === setId;
}

const ownChanges = new Set<string>();
forgetWithProject(() => {
  // Answers about the other project come too late.
  latest += 1;
  ownChanges.clear();
});

const changeKey = (ids: readonly number[]): string => `${ids.length} ${ids[0] ?? ''} ${ids.at(-1) ?? ''}`;

let changesMade = 0;

/** Notes a change made by this window. */
export const noteChange = (): void => void (changesMade += 1);

/** Marks a change as made by this window, so that its echo does not cause the images to be read again. */
export const expectEcho = (ids: readonly number[]): void => void ownChanges.add(changeKey(ids));
