import type { Verdict } from '../../../src-shared/domain/image-set.ts';
import { TILE_SIZES, useUi } from '../../app/ui-state.ts';
import type { Command } from '../../commands/command.ts';
import { clearChoice, extendTo, move, selectAll, type Selection, type Shown } from '../selection.ts';
import { exportKept } from '../export-kept.ts';
import { focusSearch } from '../focus.ts';
import { refreshView, shownOf, useReview } from '../store.ts';
import { inGrid, inReview, onScreen } from './where.ts';

/** How far a movement goes, in a grid of so many columns. */
type Distance = (perRow: number) => number;

const select = (change: (selection: Selection, shown: Shown, perRow: number) => Selection) => () =>
  useReview.setState((state) => ({ selection: change(state.selection, shownOf(state), state.perRow) }));

/** A movement, and the same with Shift, which chooses what it passes. */
const movement = (id: string, name: string, key: string, by: Distance): Command[] => [
  {
    id,
    name,
    group: 'Review',
    keys: [key],
    when: inGrid,
    perform: select((selection, shown, perRow) => move(selection, by(perRow), shown)),
    keysOnly: true,
  },
  {
    id: `${id}-extend`,
    name: `${name}, choosing`,
    group: 'Review',
    keys: [`Shift+${key}`],
    when: inGrid,
    perform: select((selection, shown, perRow) => extendTo(selection, selection.focus + by(perRow), shown)),
    keysOnly: true,
    listed: id === 'left' ? { name: 'Choose while moving', keys: ['Shift+Arrows'] } : null,
  },
];

const changeTiles = (by: number) => () =>
  useUi.setState(({ tileSize }) => ({
    tileSize: Math.min(TILE_SIZES.largest, Math.max(TILE_SIZES.smallest, tileSize + by)),
  }));

const tileCommand = (id: string, name: string, keys: readonly string[], by: number): Command => ({
  id,
  name,
  group: 'Review',
  keys,
  when: inGrid,
  perform: changeTiles(by),
});

const filterCommand = (id: string, name: string, key: string, verdict: Verdict | null): Command => ({
  id,
  name,
  group: 'Review',
  keys: [key],
  when: onScreen,
  perform: () => refreshView({ verdict }),
});

export const gridCommands: readonly Command[] = [
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
    perform: select(selectAll),
  },
  {
    id: 'clear-choice',
    name: 'Let go of the choice',
    group: 'Review',
    keys: ['Escape'],
    when: inGrid,
    perform: select(clearChoice),
  },
  filterCommand('only-undecided', 'Show only undecided', 'N', 'undecided'),
  filterCommand('any-verdict', 'Show every verdict', 'A', null),
  {
    id: 'search',
    name: 'Search names and captions',
    group: 'Review',
    keys: ['/', 'Mod+F'],
    when: onScreen,
    perform: focusSearch,
  },
  {
    id: 'export-kept',
    name: 'Export kept images',
    group: 'Review',
    when: inReview,
    perform: exportKept,
  },
  tileCommand('bigger-tiles', 'Bigger tiles', ['+', '='], 24),
  tileCommand('smaller-tiles', 'Smaller tiles', ['-'], -24),
  {
    id: 'info',
    name: 'Show or hide the information',
    group: 'Review',
    keys: ['I'],
    when: onScreen,
    perform: () => useUi.setState(({ inspectorOpen }) => ({ inspectorOpen: !inspectorOpen })),
  },
];
