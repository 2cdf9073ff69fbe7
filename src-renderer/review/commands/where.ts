import type { CommandState } from '../../commands/command.ts';

/** Where the commands of the review make sense. */
export const onScreen = (state: CommandState): boolean => state.screen === 'review' && state.projectOpen;
export const inReview = (state: CommandState): boolean => onScreen(state) && state.reviewImages > 0;
export const inGrid = (state: CommandState): boolean => inReview(state) && state.reviewView === 'grid';
export const inFull = (state: CommandState): boolean => inReview(state) && state.reviewView === 'full';
export const notComparing = (state: CommandState): boolean =>
  inReview(state) && state.reviewView !== 'compare';
export const outsideGrid = (state: CommandState): boolean => onScreen(state) && state.reviewView !== 'grid';
