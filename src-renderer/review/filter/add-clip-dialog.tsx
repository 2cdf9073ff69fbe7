import { api } from '../../api/client.ts';
import { AddModelDialog } from '../../models/add-model-dialog.tsx';
import { useScoringForm } from './scoring-form.ts';

export const AddClipDialog = ({ onClose }: { onClose: () => void }) => (
  <AddModelDialog
    title="Add a CLIP model"
    footnote="A folder with config.json, preprocessor_config.json, tokenizer files and ONNX graphs. It stays where it is."
    add={(sourceId) => api.scoring.addModel.mutate({ sourceId })}
    onAdded={(modelId) => useScoringForm.setState({ modelId })}
    onClose={onClose}
  />
);
