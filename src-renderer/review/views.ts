import { create } from 'zustand';
import { api } from '../api/client.ts';
import { queries, queryClient } from '../api/queries.ts';
import { notify, notifyFailure } from '../ui/notifications.ts';
import { focusedId, shownOf, useReview } from './store.ts';
import { targets } from './selection.ts';

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

export function openFull(): void {
  zoomToFit();
  useReview.setState({ view: 'full' });
}

export const closeView = (): void => useReview.setState({ view: 'grid' });

const MOST_COMPARED = 9;

/** Shows the chosen images side by side; a single one beside real training images of its class. */
export function openCompare(): void {
  const state = useReview.getState();
  const chosen = targets(state.selection, shownOf(state)).slice(0, MOST_COMPARED);
  zoomToFit();
  if (chosen.length > 1) useReview.setState({ view: 'compare', compared: chosen });
  else void compareWithReal();
}

async function compareWithReal(): Promise<void> {
  const state = useReview.getState();
  const id = focusedId(state);
  const row = id === null ? undefined : state.columns?.rowOf.get(id);
  const classId = row === undefined ? undefined : state.columns?.classIds[row];
  if (id === null || classId === undefined) return;
  try {
    const sets = await queryClient.fetchQuery(queries.sets());
    const real = sets.find(({ role, counts }) => role === 'real' && counts.train > 0);
    const index = real
      ? await api.images.index.query({ setId: real.id, classId, split: 'train' })
      : { ids: [] };
    const others = index.ids.filter((other) => other !== id).slice(0, 5);
    if (others.length === 0) {
      notify('info', { message: 'There is no real training image of this class to compare with.' });
    } else useReview.setState({ view: 'compare', compared: [id, ...others] });
  } catch (error) {
    notifyFailure(error);
  }
}
