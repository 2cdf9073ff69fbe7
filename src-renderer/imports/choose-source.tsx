import { type ReactNode, useState } from 'react';
import type { SourceEntry } from '../../src-shared/domain/project.ts';
import { formatPercent } from '../../src-shared/format/numbers.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { FailureNote, ProgressTrack } from '../ui/states.tsx';
import styles from './import.module.css';
import { SourceBrowser } from './source-browser.tsx';
import { useDropTarget } from './use-drop-target.ts';

/** Finds the folder to import, on the host's machine or dropped from this one. */
export function ChooseSource(props: {
  title: string;
  roleChoice: ReactNode;
  onChosen: (source: SourceEntry) => void;
  onClose: () => void;
}) {
  const [folder, setFolder] = useState<SourceEntry | null>(null);
  const drop = useDropTarget(props.onChosen);
  return (
    <Dialog
      title={props.title}
      onClose={props.onClose}
      width="wide"
      footnote="Class folders, or train, val and test folders that hold class folders."
      actions={
        <Button look="primary" isDisabled={!folder} onPress={() => folder && props.onChosen(folder)}>
          {folder ? 'Look through this folder' : 'Choose a folder'}
        </Button>
      }
    >
      <div className={styles.plan} {...drop.target}>
        {props.roleChoice}
        <SourceBrowser onOpen={setFolder} />
        <div className={styles.drop}>
          {drop.progress === null ? (
            'Or drop a folder here from this computer.'
          ) : (
            <>
              <output>Receiving files, {formatPercent(drop.progress, 0)}</output>
              <ProgressTrack share={drop.progress} label="Receiving files" />
            </>
          )}
        </div>
        {drop.error !== null && <FailureNote error={drop.error} />}
      </div>
    </Dialog>
  );
}
