import type { GeneratedFrom } from '../../src-shared/domain/generation.ts';
import type { ImageDetail } from '../../src-shared/domain/image-set.ts';
import { queries, queryClient } from '../api/queries.ts';
import { goTo } from '../app/ui-state.ts';
import { currentProject } from '../app/use-project.ts';
import { notify, notifyFailure } from '../ui/notifications.ts';
import { changeDraft, emptyDraft, recalled, useDraft } from './draft.ts';

/** Takes the settings of an image over into the form, its prompt and seed into what is tried by itself, and goes there. */
export async function recallSettings(
  { width, height }: Pick<ImageDetail, 'width' | 'height'>,
  made: GeneratedFrom,
): Promise<void> {
  try {
    const models = await queryClient.fetchQuery(queries.models());
    const projectId = currentProject()?.id ?? null;
    const current = useDraft.getState();
    const draft = current.projectId === projectId ? current : { ...emptyDraft, projectId };
    changeDraft({ ...draft, ...recalled(draft, made, models, { width, height }) });
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
