import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { SourceEntry } from '../../src-shared/domain/project.ts';
import { api } from '../api/client.ts';
import { goTo } from '../app/ui-state.ts';
import { SourceBrowser } from '../imports/source-browser.tsx';
import { leaveProject } from '../jobs/leaving.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { FailureNote } from '../ui/states.tsx';
import styles from './dialogs.module.css';

export function OpenProjectDialog({ onClose }: { onClose: () => void }) {
  const [folder, setFolder] = useState<SourceEntry | null>(null);
  const open = useMutation({
    mutationFn: (sourceId: string) => api.projects.open.mutate({ sourceId }),
    onSuccess: () => {
      goTo('classes');
      onClose();
    },
  });
  return (
    <Dialog
      title="Open a project"
      onClose={onClose}
      footnote="A project is a folder that holds a file called project.sqlite."
      actions={
        <Button
          look="primary"
          isDisabled={!folder || open.isPending}
          onPress={() => folder && leaveProject(`open ${folder.name}`, () => open.mutate(folder.id))}
        >
          {folder ? `Open ${folder.name}` : 'Open'}
        </Button>
      }
    >
      <div className={styles.form}>
        <SourceBrowser onOpen={setFolder} />
        {open.error && <FailureNote error={open.error} />}
      </div>
    </Dialog>
  );
}
