import { api } from '../api/client.ts';
import { queries, queryClient } from '../api/queries.ts';
import { AddModelDialog } from '../models/add-model-dialog.tsx';
import { notifyFailure } from '../ui/notifications.ts';
import { changeDraft, useDraft, withModel } from './draft.ts';

/** Adds a folder with a diffusion pipeline, and chooses it. */
export const AddPipelineDialog = ({ onClose }: { onClose: () => void }) => (
  <AddModelDialog
    title="Add a model folder"
    footnote="A folder with model_index.json. It stays where it is."
    add={(sourceId) => api.generation.addModel.mutate({ sourceId })}
    onAdded={(modelId) => void choose(modelId)}
    onClose={onClose}
  />
);

/** With its own size and defaults: those of the model before it may be none that it can do. */
async function choose(modelId: string): Promise<void> {
  try {
    const models = await queryClient.fetchQuery({ ...queries.models(), staleTime: 0 });
    const added = models.find(({ id }) => id === modelId);
    if (added) changeDraft(withModel(useDraft.getState(), added));
  } catch (error) {
    notifyFailure(error);
  }
}
