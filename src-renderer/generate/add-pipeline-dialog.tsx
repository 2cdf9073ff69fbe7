import { api } from '../api/client.ts';
import { AddModelDialog } from '../models/add-model-dialog.tsx';
import { changeDraft } from './draft.ts';

/** Adds a folder with a diffusion pipeline, and chooses it. */
export const AddPipelineDialog = ({ onClose }: { onClose: () => void }) => (
  <AddModelDialog
    title="Add a model folder"
    footnote="A folder with model_index.json. It stays where it is."
    add={(sourceId) => api.generation.addModel.mutate({ sourceId })}
    onAdded={(modelId) => changeDraft({ modelId })}
    onClose={onClose}
  />
);
