import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { SourceEntry } from '../../src-shared/domain/project.ts';
import { api } from '../api/client.ts';
import { SourceBrowser } from '../imports/source-browser.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { FailureNote } from '../ui/states.tsx';
import { changeDraft } from './draft.ts';
import styles from './generate.module.css';

/** Finds a model folder on the host's machine. Nothing is copied. */
export function AddModelDialog({ onClose }: { onClose: () => void }) {
  const [folder, setFolder] = useState<SourceEntry | null>(null);
  const add = useMutation({
    mutationFn: (sourceId: string) => api.generation.addModel.mutate({ sourceId }),
    onSuccess: ({ modelId }) => {
      changeDraft({ modelId });
      onClose();
    },
  });
  return (
    <Dialog
      title="Add a model folder"
      onClose={onClose}
      width="wide"
      footnote="A folder with model_index.json. It stays where it is."
      actions={
        <Button
          look="primary"
          isDisabled={!folder || add.isPending}
          onPress={() => folder && add.mutate(folder.id)}
        >
          {add.isPending ? 'Looking through it' : 'Use this folder'}
        </Button>
      }
    >
      <div className={styles.addModel}>
        <SourceBrowser onOpen={setFolder} />
        {add.error && <FailureNote error={add.error} />}
      </div>
    </Dialog>
  );
}
