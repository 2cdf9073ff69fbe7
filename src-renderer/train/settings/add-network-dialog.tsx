import { useState } from 'react';
import { api } from '../../api/client.ts';
import { queries, queryClient } from '../../api/queries.ts';
import { AddModelDialog } from '../../models/add-model-dialog.tsx';
import { changeSettings, useDraft, withNetwork } from '../draft.ts';
import { emptyStated, statedOf } from './stated-input.ts';
import { StatedFields } from './stated-fields.tsx';

/** Finds a trained network, and starts from it. Why one cannot be trained is said here. */
export function AddNetworkDialog({ onClose }: { onClose: () => void }) {
  const [draft, setDraft] = useState(emptyStated);
  const result = statedOf(draft);
  return (
    <AddModelDialog
      title="Add a trained network"
      footnote="A folder as timm writes it, or an .onnx or .safetensors file. It stays where it is."
      takesFiles
      problem={'problem' in result ? result.problem : null}
      add={(sourceId) =>
        api.training.addPretrained.mutate({
          sourceId,
          ...('stated' in result && result.stated ? { stated: result.stated } : {}),
        })
      }
      onAdded={(modelId) => void startFrom(modelId)}
      onClose={onClose}
    >
      <StatedFields draft={draft} onChange={setDraft} />
    </AddModelDialog>
  );
}

async function startFrom(modelId: string): Promise<void> {
  const networks = await queryClient.fetchQuery({ ...queries.pretrained(), staleTime: 0 });
  const network = networks.find(({ id }) => id === modelId);
  if (network) changeSettings(withNetwork(useDraft.getState().settings, network));
}
