import type { Command } from '../../commands/command.ts';
import { move } from '../selection.ts';
import { shownOf, useReview } from '../store.ts';
import { closeView, openCompare, openFull, zoomBy, zoomToFit } from '../views.ts';
import { inFull, inGrid, notComparing, outsideGrid } from './where.ts';

const STEP = 1.5;

const step = (id: string, name: string, keys: readonly string[], by: number): Command => ({
  id,
  name,
  group: 'Full view',
  keys,
  when: inFull,
  perform: () => useReview.setState((state) => ({ selection: move(state.selection, by, shownOf(state)) })),
  keysOnly: true,
});

const zoom = (id: string, name: string, keys: readonly string[], perform: () => void): Command => ({
  id,
  name,
  group: 'Full view',
  keys,
  when: (state) => outsideGrid(state) && state.reviewImages > 0,
  perform,
});

export const viewCommands: readonly Command[] = [
  {
    id: 'open-full',
    name: 'Full view',
    group: 'Full view',
    keys: ['Space', 'Enter'],
    when: inGrid,
    perform: openFull,
  },
  {
    id: 'compare',
    name: 'Compare',
    group: 'Full view',
    keys: ['C'],
    when: notComparing,
    perform: openCompare,
  },
  {
    id: 'close-view',
    name: 'Back to the grid',
    group: 'Full view',
    keys: ['Escape', 'Space'],
    when: outsideGrid,
    perform: closeView,
  },
  step('full-previous', 'Previous image', ['ArrowLeft', 'ArrowUp'], -1),
  step('full-next', 'Next image', ['ArrowRight', 'ArrowDown'], 1),
  zoom('zoom-in', 'Zoom in', ['+', '='], () => zoomBy(STEP)),
  zoom('zoom-out', 'Zoom out', ['-'], () => zoomBy(1 / STEP)),
  zoom('zoom-fit', 'Zoom to fit', ['0'], zoomToFit),
];
