import type { PromptVocabulary } from '../../src-shared/api/prompts.ts';
import type { NewPrompt, Prompt } from '../../src-shared/domain/prompt.ts';
import { formatNoun } from '../../src-shared/format/numbers.ts';
import { api } from '../api/client.ts';
import { queries, queryClient } from '../api/queries.ts';
import { notify, notifyFailure } from '../ui/notifications.ts';
import { noteAdded } from './actions.ts';
import { fitting, type Gap, requestsFor } from './coverage-gaps.ts';

/** Writes one prompt for each of the classes by the built-in grammar; it can be taken back. */
export async function fillGap(
  gap: Gap,
  classIds: readonly number[],
  prompts: readonly Prompt[],
  vocabulary: PromptVocabulary['id'],
): Promise<void> {
  try {
    const drafts: NewPrompt[] = [];
    for (const request of requestsFor(gap, classIds, prompts, vocabulary)) {
      drafts.push(...(await api.prompts.draft.query(request)).prompts);
    }
    const chosen = fitting(gap, drafts);
    if (chosen.length === 0) {
      notify('info', { message: `The built-in words give no other prompt for “${gap.label}”.` });
      return;
    }
    const { ids } = await api.prompts.add.mutate({ prompts: chosen });
    await queryClient.invalidateQueries({ queryKey: queries.prompts().queryKey });
    const missing = classIds.length - ids.length;
    const rest = missing === 0 ? '' : ` ${formatNoun(missing, 'class', 'classes')} got none.`;
    noteAdded(ids, `Wrote ${formatNoun(ids.length, 'prompt')} for “${gap.label}”.${rest}`);
  } catch (error) {
    notifyFailure(error);
  }
}
