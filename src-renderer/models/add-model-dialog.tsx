import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { SourceEntry } from '../../src-shared/domain/project.ts';
import { SourceBrowser } from '../imports/source-browser.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { FailureNote, Note } from '../ui/states.tsx';
import styles from './models.module.css';

/** Finds a model folder on the host's machine. Nothing is copied. */
export function AddModelDialog(props: {
  title: string;
  /** What such a folder holds. */
  footnote: string;
  /** Whether a single file will do, too. */
  takesFiles?: boolean;
  /** What else is asked about it. */
  children?: ReactNode;
  /** Why it cannot be added as it is described. */
  problem?: string | null;
  add: (sourceId: string) => Promise<{ modelId: string }>;
  onAdded: (modelId: string) => void;
  onClose: () => void;
}) {
  const [chosen, setChosen] = useState<SourceEntry | null>(null);
  const add = useMutation({
    mutationFn: props.add,
    onSuccess: ({ modelId }) => {
      props.onAdded(modelId);
      props.onClose();
    },
  });
  return (
    <Dialog
      title={props.title}
      onClose={props.onClose}
      width="wide"
      footnote={props.footnote}
      actions={
        <Button
          look="primary"
          isDisabled={!chosen || Boolean(props.problem)}
          isPending={add.isPending}
          onPress={() => chosen && add.mutate(chosen.id)}
        >
          {add.isPending ? 'Looking through it' : `Use this ${chosen?.kind === 'file' ? 'file' : 'folder'}`}
        </Button>
      }
    >
      <div className={styles.addModel}>
        <SourceBrowser onOpen={setChosen} showsNetworks={props.takesFiles ?? false} />
        {props.children}
        {props.problem && <Note kind="warn">{props.problem}</Note>}
        {add.error && <FailureNote error={add.error} />}
      </div>
    </Dialog>
  );
}
