import type { Command } from '../../commands/command.ts';
import { toggleFilter } from '../filter/toggle-filter.ts';
import { setSource } from '../loading.ts';
import { useReview } from '../store.ts';
import { onScreen } from './where.ts';

export const filterCommands: readonly Command[] = [
  {
    id: 'filter',
    name: 'Show or hide the filter',
    group: 'Review',
    keys: ['F'],
    when: onScreen,
    perform: toggleFilter,
  },
  {
    id: 'near-threshold',
    name: 'Show only images near the threshold, or all again',
    group: 'Review',
    keys: ['T'],
    when: onScreen,
    perform: () => setSource({ near: !useReview.getState().source.near }),
  },
];
