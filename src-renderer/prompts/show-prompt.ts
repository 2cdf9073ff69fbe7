import { queries, queryClient } from '../api/queries.ts';
import { goTo } from '../app/ui-state.ts';
import { pointAt } from '../review/selection.ts';
import { notify, notifyFailure } from '../ui/notifications.ts';
import { everyPrompt, filterPrompts } from './filter.ts';
import { hasUnanswered } from './sending.ts';
import { refreshPrompts, shownList, usePrompts } from './store.ts';

/** Goes to a prompt in the table, whatever the table showed before; says so if the prompt is no longer in the list. */
export async function showPrompt(promptId: number): Promise<void> {
  try {
    const prompts = await queryClient.fetchQuery(queries.prompts());
    // What was changed here and not yet answered is newer than what the host said.
    if (!hasUnanswered()) refreshPrompts({ prompts });
  } catch (error) {
    notifyFailure(error);
    return;
  }
  const { prompts, filter } = usePrompts.getState();
  const prompt = prompts?.find(({ id }) => id === promptId);
  if (!prompt) {
    notify('info', { message: 'The prompt is no longer in the list.' });
    return;
  }
  if (filterPrompts([prompt], filter).length === 0)
    refreshPrompts({ filter: { ...everyPrompt, classId: prompt.classId } });
  usePrompts.setState(({ shown }) => ({
    selection: pointAt(shown.indexOf(prompt), shownList(shown)),
    column: 'text',
    editing: null,
  }));
  goTo('prompts');
}
