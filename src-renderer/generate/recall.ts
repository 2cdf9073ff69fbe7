import type { GeneratedFrom } from '../../src-shared/domain/generation.ts';
import type { ImageDetail } from '../../src-shared/domain/image-set.ts';
import { usualVocabulary } from '../../src-shared/domain/vocabulary.ts';
import { queries, queryClient } from '../api/queries.ts';
import { goTo } from '../app/ui-state.ts';
import { currentProject } from '../app/use-project.ts';
import { notify, notifyFailure } from '../ui/notifications.ts';
import { changeDraft, type Draft, emptyDraft, recalled, useDraft } from './draft.ts';

/** The draft of the open project, or a new one. */
function currentDraft(): Draft {
  const projectId = currentProject()?.id ?? null;
  const draft = useDraft.getState();
  return draft.projectId === projectId ? draft : { ...emptyDraft, projectId };
}

/** Sets up what makes up for the rejected images of a set, in each class as many as it wants or has places for, and goes there. */
export function openTopUp(setName: string): void {
  changeDraft({
    ...currentDraft(),
    setName,
    amountKind: 'top-up',
    wantedOfEach: true,
    classIds: null,
    origins: null,
  });
  goTo('generate');
}

/** Takes the settings of an image over into the form, its prompt and seed into what is tried by itself, and goes there. */
export async function recallSettings(
  { width, height }: Pick<ImageDetail, 'width' | 'height'>,
  made: GeneratedFrom,
): Promise<void> {
  try {
    const [models, sets] = await Promise.all([
      queryClient.fetchQuery(queries.models()),
      queryClient.fetchQuery(queries.sets()),
    ]);
    const draft = currentDraft();
    const project = usualVocabulary(sets);
    changeDraft({ ...draft, ...recalled(draft, made, models, { width, height }, project) });
    goTo('generate');
    notify(
      'info',
      models.some(({ name, problem }) => name === made.model && problem === null)
        ? { message: 'The settings of the image were taken over. Its prompt and seed can be tried.' }
        : {
            message: `The settings were taken over, but the model "${made.model}" is not on this machine.`,
            advice: 'Choose another model, or add its folder.',
          },
    );
  } catch (error) {
    notifyFailure(error);
  }
}
