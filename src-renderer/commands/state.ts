import { isTerminal } from '../../src-shared/domain/job.ts';
import { queries, queryClient } from '../api/queries.ts';
import { currentProject } from '../app/use-project.ts';
import { useUi } from '../app/ui-state.ts';
import { usePrompts } from '../prompts/store.ts';
import { useReview } from '../review/store.ts';
import type { CommandState } from './command.ts';

/** What commands may look at, read from where it lives. */
export function commandState(): CommandState {
  const review = useReview.getState();
  const prompts = usePrompts.getState();
  const jobs = queryClient.getQueryData(queries.jobs().queryKey) ?? [];
  return {
    screen: useUi.getState().screen,
    projectOpen: currentProject() !== null,
    reviewImages: review.rows.length,
    reviewView: review.view,
    undoable: review.history.length > 0,
    shownPrompts: prompts.shown.length,
    promptsUndoable: prompts.history.length > 0,
    promptsRedoable: prompts.undone.length > 0,
    jobsRunning: jobs.some(({ state }) => !isTerminal(state)),
  };
}
