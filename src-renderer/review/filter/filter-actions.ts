import type { ApplyThresholds } from '../../../src-shared/api/scoring.ts';
import { formatNoun } from '../../../src-shared/format/numbers.ts';
import { api } from '../../api/client.ts';
import { queries, queryClient } from '../../api/queries.ts';
import { notify, notifyFailure } from '../../ui/notifications.ts';
import { takeBackStep } from '../actions.ts';
import { rememberStep } from '../history.ts';
import { noteChange } from '../loading.ts';
import { useReview } from '../store.ts';
import { useFilter } from './draft.ts';

interface Step {
  undoId: string;
  wouldKeep: number;
  wouldReject: number;
}

/** Takes a step of the filter; it can be taken back like a verdict. Returns whether it came about. */
async function take(step: () => Promise<Step>, words: (step: Step) => string): Promise<boolean> {
  noteChange();
  try {
    const taken = await step();
    useReview.setState(({ history }) => ({ history: rememberStep(history, taken.undoId) }));
    notify('info', { message: words(taken) }, { name: 'Undo', perform: () => takeBackStep(taken.undoId) });
    return true;
  } catch (error) {
    notifyFailure(error);
    return false;
  }
}

const counted = ({ wouldKeep, wouldReject }: Step): string =>
  `Kept ${formatNoun(wouldKeep, 'image')}, rejected ${formatNoun(wouldReject, 'image')}`;

export async function applyThresholds(input: ApplyThresholds): Promise<void> {
  const done = await take(
    () => api.scoring.applyThresholds.mutate(input),
    (step) => `${counted(step)}.`,
  );
  if (!done) return;
  useFilter.setState({ draft: null, applied: input.thresholds });
  queryClient.setQueryData(queries.thresholds().queryKey, input.thresholds);
}

/** The control for a filter. */
export async function keepRandom(setIds: readonly number[] | undefined): Promise<void> {
  const input = { seed: Math.floor(Math.random() * 1_000_000), ...(setIds ? { setIds: [...setIds] } : {}) };
  await take(
    () => api.scoring.keepRandom.mutate(input),
    (step) => `${counted(step)}, chosen by chance in each class (seed ${input.seed}).`,
  );
}
