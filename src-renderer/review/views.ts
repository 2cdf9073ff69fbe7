import { create } from 'zustand';
import { api } from '../api/client.ts';
import { queries, queryClient } from '../api/queries.ts';
import { notify, notifyFailure } from '../ui/notifications.ts';
import { clearChoice, targets } from './selection.ts';
import { shownOf, singleTargetId, useReview } from './store.ts';

/** How far the full and compare views are zoomed in beyond fitting, and where to: offsets in CSS pixels from the centre. */
interface Zoom {
  factor: number;
  x: number;
  y: number;
}

const fitting: Zoom = { factor: 1, x: 0, y: 0 };
export const useZoom = create<Zoom>()(() => fitting);

/** Zooms by a factor about a point given from the centre of the view. */
export function zoomBy(by: number, about: { x: number; y: number } = { x: 0, y: 0 }): void {
  useZoom.setState(({ factor, x, y }) => {
    const next = Math.min(32, Math.max(1, factor * by));
    if (next === 1) return fitting;
    const ratio = next / factor;
    return { factor: next, x: about.x - (about.x - x) * ratio, y: about.y - (about.y - y) * ratio };
  });
}

export const panBy = (x: number, y: number): void =>
  useZoom.setState((zoom) => (zoom.factor === 1 ? fitting : { x: zoom.x + x, y: zoom.y + y }));

export const zoomToFit = (): void => useZoom.setState(fitting);

/** Shows the image that is pointed at, alone: what was chosen before is let go, so that a verdict is about what is seen. */
export function openFull(): void {
  zoomToFit();
  useReview.setState(({ selection }) => ({ view: 'full', selection: clearChoice(selection) }));
}

export const closeView = (): void => useReview.setState({ view: 'grid' });

const MOST_COMPARED = 9;

/** Shows images side by side. */
export function compareImages(compared: readonly number[]): void {
  zoomToFit();
  useReview.setState({ view: 'compare', compared });
}

/** Shows the chosen images side by side; a single one beside the real training images nearest to it, or some of its class. */
export function openCompare(): void {
  const state = useReview.getState();
  const chosen = targets(state.selection, shownOf(state)).slice(0, MOST_COMPARED);
  zoomToFit();
  if (chosen.length > 1) compareImages(chosen);
  else void compareWithReal();
}

const BESIDE = 5;

async function nearestReal(id: number): Promise<number[]> {
  const { real } = await queryClient.fetchQuery(queries.nearestImages(id));
  return real.map(({ imageId }) => imageId);
}

/** Some real training images of a class, for images that CLIP has not seen. */
async function realOfClass(classId: number): Promise<number[]> {
  const sets = await queryClient.fetchQuery(queries.sets());
  const real = sets.find(({ role, counts }) => role === 'real' && counts.train > 0);
  if (!real) return [];
  const { ids } = await api.images.index.query({ setId: real.id, classId, split: 'train' });
  return ids;
}

async function compareWithReal(): Promise<void> {
  const state = useReview.getState();
  const id = singleTargetId(state);
  const row = id === null ? undefined : state.columns?.rowOf.get(id);
  const classId = row === undefined ? undefined : state.columns?.classIds[row];
  if (id === null || classId === undefined) return;
  try {
    const nearest = await nearestReal(id);
    const real = nearest.length > 0 ? nearest : await realOfClass(classId);
    const others = real.filter((other) => other !== id).slice(0, BESIDE);
    if (others.length === 0) {
      notify('info', { message: 'There is no real training image of this class to compare with.' });
    } else compareImages([id, ...others]);
  } catch (error) {
    notifyFailure(error);
  }
}
