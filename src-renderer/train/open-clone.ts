import type { Run } from '../../src-shared/domain/run.ts';
import { queries, queryClient } from '../api/queries.ts';
import { goTo } from '../app/ui-state.ts';
import { currentProject } from '../app/use-project.ts';
import { notifyFailure } from '../ui/notifications.ts';
import { cloneOf } from './clone.ts';
import { changeDraft } from './draft.ts';
import { showTrainView } from './train-view.ts';

/** Fills the form with what led to some runs of one experiment, and goes there. Does nothing for none. */
export async function openClone(chosen: readonly Run[]): Promise<void> {
  const [first, ...others] = chosen;
  if (!first) return;
  try {
    const [runs, sets] = await Promise.all([
      queryClient.fetchQuery(queries.runs()),
      queryClient.fetchQuery(queries.sets()),
    ]);
    changeDraft({ ...cloneOf([first, ...others], runs, sets), projectId: currentProject()?.id ?? null });
    showTrainView('form');
    goTo('train');
  } catch (error) {
    notifyFailure(error);
  }
}
