import type { Verdict } from '../../src-shared/domain/image-set.ts';
import { TILE_SIZES, useUi } from '../app/ui-state.ts';
import type { Command, CommandState } from '../commands/command.ts';
import { giveClassAt, giveVerdict, undo } from './actions.ts';
import { closeView, openCompare, openFull, zoomBy, zoomToFit } from './views.ts';
import { clearChoice, extendTo, move, selectAll } from './selection.ts';
import { refreshView, shownOf, useReview } from './store.ts';

const inReview = (state: CommandState) =>
  state.screen === 'review' && state.projectOpen && state.reviewImages > 0;
const inGrid = (state: CommandState) => inReview(state) && state.reviewView === 'grid';
const inFull = (state: CommandState) => inReview(state) && state.reviewView === 'full';
const notComparing = (state: CommandState) => inReview(state) && state.reviewView !== 'compare';
const zoomable = (state: CommandState) => inReview(state) && state.reviewView !== 'grid';

const step = (by: (perRow: number) => number) => () =>
  useReview.setState((state) => ({ selection: move(state.selection, by(state.perRow), shownOf(state)) }));
const extend = (by: (perRow: number) => number) => () =>
  useReview.setState((state) => ({
    selection: extendTo(state.selection, state.selection.focus + by(state.perRow), shownOf(state)),
  }));
const only = (verdict: Verdict | null) => () => refreshView({ verdict });

const movement = (id: string, name: string, key: string, by: (perRow: number) => number): Command[] => [
  { id, name, group: 'Review', keys: [key], when: inGrid, perform: step(by), keysOnly: true },
  {
    id: `${id}-extend`,
    name: `${name}, choosing`,
    group: 'Review',
    keys: [`Shift+${key}`],
    when: inGrid,
    perform: extend(by),
    keysOnly: true,
    listed: id === 'left' ? { name: 'Choose while moving', keys: ['Shift+Arrows'] } : null,
  },
];

const verdictCommand = (verdict: Verdict, name: string, key: string): Command => ({
  id: `verdict-${verdict}`,
  name,
  group: 'Verdicts',
  keys: [key],
  when: notComparing,
  perform: () => giveVerdict(verdict),
});

const changeTiles = (by: number) => () =>
  useUi.setState(({ tileSize }) => ({
    tileSize: Math.min(TILE_SIZES.largest, Math.max(TILE_SIZES.smallest, tileSize + by)),
  }));

export const reviewCommands: readonly Command[] = [
  verdictCommand('keep', 'Keep', 'P'),
  verdictCommand('reject', 'Reject', 'X'),
  verdictCommand('undecided', 'Leave undecided', 'U'),
  {
    id: 'undo',
    name: 'Undo the last change',
    group: 'Verdicts',
    keys: ['Z', 'Mod+Z'],
    when: (state) => notComparing({ ...state, reviewImages: 1 }) && state.undoable,
    perform: undo,
  },
  ...Array.from(
    { length: 9 },
    (_, position): Command => ({
      id: `class-${position + 1}`,
      name: `Move to class ${position + 1}`,
      group: 'Verdicts',
      keys: [String(position + 1)],
      when: notComparing,
      perform: () => giveClassAt(position),
      keysOnly: true,
      listed: position === 0 ? { name: 'Move to a class by its number', keys: ['1–9'] } : null,
    }),
  ),
  ...movement('left', 'Previous image', 'ArrowLeft', () => -1),
  ...movement('right', 'Next image', 'ArrowRight', () => 1),
  ...movement('up', 'Image above', 'ArrowUp', (perRow) => -perRow),
  ...movement('down', 'Image below', 'ArrowDown', (perRow) => perRow),
  ...movement('page-up', 'Five rows up', 'PageUp', (perRow) => -5 * perRow),
  ...movement('page-down', 'Five rows down', 'PageDown', (perRow) => 5 * perRow),
  ...movement('first', 'First image', 'Home', () => Number.NEGATIVE_INFINITY),
  ...movement('last', 'Last image', 'End', () => Number.POSITIVE_INFINITY),
  {
    id: 'select-all',
    name: 'Choose all that match the filter',
    group: 'Review',
    keys: ['Mod+A'],
    when: inGrid,
    perform: () => useReview.setState((state) => ({ selection: selectAll(state.selection, shownOf(state)) })),
  },
  {
    id: 'clear-choice',
    name: 'Let go of the choice',
    group: 'Review',
    keys: ['Escape'],
    when: inGrid,
    perform: () => useReview.setState(({ selection }) => ({ selection: clearChoice(selection) })),
  },
  {
    id: 'only-undecided',
    name: 'Show only undecided',
    group: 'Review',
    keys: ['N'],
    when: (state) => state.screen === 'review',
    perform: only('undecided'),
  },
  {
    id: 'any-verdict',
    name: 'Show every verdict',
    group: 'Review',
    keys: ['A'],
    when: (state) => state.screen === 'review',
    perform: only(null),
  },
  {
    id: 'bigger-tiles',
    name: 'Bigger tiles',
    group: 'Review',
    keys: ['+', '='],
    when: inGrid,
    perform: changeTiles(24),
  },
  {
    id: 'smaller-tiles',
    name: 'Smaller tiles',
    group: 'Review',
    keys: ['-'],
    when: inGrid,
    perform: changeTiles(-24),
  },
  {
    id: 'info',
    name: 'Show or hide the information',
    group: 'Review',
    keys: ['I'],
    when: (state) => state.screen === 'review',
    perform: () => useUi.setState(({ inspectorOpen }) => ({ inspectorOpen: !inspectorOpen })),
  },
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
    when: (state) => state.screen === 'review' && state.reviewView !== 'grid',
    perform: closeView,
  },
  {
    id: 'full-previous',
    name: 'Previous image',
    group: 'Full view',
    keys: ['ArrowLeft', 'ArrowUp'],
    when: inFull,
    perform: step(() => -1),
    keysOnly: true,
  },
  {
    id: 'full-next',
    name: 'Next image',
    group: 'Full view',
    keys: ['ArrowRight', 'ArrowDown'],
    when: inFull,
    perform: step(() => 1),
    keysOnly: true,
  },
  {
    id: 'zoom-in',
    name: 'Zoom in',
    group: 'Full view',
    keys: ['+', '='],
    when: zoomable,
    perform: () => zoomBy(1.5),
  },
  {
    id: 'zoom-out',
    name: 'Zoom out',
    group: 'Full view',
    keys: ['-'],
    when: zoomable,
    perform: () => zoomBy(1 / 1.5),
  },
  {
    id: 'zoom-fit',
    name: 'Zoom to fit',
    group: 'Full view',
    keys: ['0'],
    when: zoomable,
    perform: zoomToFit,
  },
];
