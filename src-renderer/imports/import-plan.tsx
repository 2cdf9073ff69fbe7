import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useCallback, useMemo, useState } from 'react';
import type { ImportPreview } from '../../src-shared/api/services.ts';
import type { ImageClass } from '../../src-shared/domain/image-class.ts';
import type { Role } from '../../src-shared/domain/image-set.ts';
import type { SourceEntry } from '../../src-shared/domain/project.ts';
import { api } from '../api/client.ts';
import { openDialog } from '../app/dialogs.ts';
import { formatNoun } from '../../src-shared/format/numbers.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { FailureNote, Note } from '../ui/states.tsx';
import { type CommonOptions, ImportOptions, initialOptions, type Options } from './import-options.tsx';
import styles from './import.module.css';
import {
  changesOf,
  type MappingChanges,
  mappingOf,
  type MappingRow,
  rowsOf,
  sumOfRows,
  withChanges,
} from './mapping.ts';
import { MappingTable } from './mapping-table.tsx';

export function ImportPlan(props: {
  title: string;
  source: SourceEntry;
  role: Role;
  roleChoice: ReactNode;
  preview: ImportPreview;
  classes: readonly ImageClass[];
  /** What was changed so far, also for another role. */
  changes: MappingChanges;
  onChanges: (update: (changes: MappingChanges) => MappingChanges) => void;
  common: CommonOptions | null;
  onCommon: (common: CommonOptions) => void;
  onBack: () => void;
  onClose: () => void;
}) {
  const { source, role, preview, classes, onChanges } = props;
  const proposed = useMemo(() => rowsOf(preview), [preview]);
  const rows = useMemo(() => withChanges(proposed, props.changes), [proposed, props.changes]);
  const changeRows = useCallback(
    (change: (rows: MappingRow[]) => MappingRow[]) =>
      onChanges((changes) => changesOf(change(withChanges(proposed, changes)), proposed)),
    [onChanges, proposed],
  );
  const [options, setOptions] = useState(() => ({ ...initialOptions(preview), ...props.common }));
  const changeOptions = (changed: Options) => {
    setOptions(changed);
    props.onCommon({ setName: changed.setName, storage: changed.storage });
  };
  const sum = sumOfRows(rows, classes);
  const problem = problemOf(sum, options.setName);
  const start = useMutation({
    mutationFn: () => {
      const { intoSetId, ...rest } = options;
      const into = intoSetId === null ? {} : { intoSetId };
      return api.imports.start.mutate({
        sourceId: source.id,
        role,
        mapping: mappingOf(rows),
        ...rest,
        ...into,
      });
    },
    onSuccess: ({ jobId }) => openDialog({ kind: 'import-report', jobId }),
  });
  return (
    <Dialog
      title={props.title}
      onClose={props.onClose}
      width="wide"
      footnote={problem ?? `${formatNoun(sum.classes, 'class', 'classes')}, ${sum.newClasses} of them new`}
      actions={
        <>
          <Button onPress={props.onBack}>Choose another folder</Button>
          <Button
            look="primary"
            isDisabled={problem !== null || start.isPending}
            onPress={() => start.mutate()}
          >
            Import {formatNoun(sum.images, 'image')}
          </Button>
        </>
      }
    >
      <div className={styles.plan}>
        {props.roleChoice}
        {preview.layout === 'empty' && (
          <Note kind="warn">
            There are no images in {source.name}. It should hold one folder for each class.
          </Note>
        )}
        {preview.warnings.map((warning) => (
          <Note key={warning} kind="warn">
            {warning}
          </Note>
        ))}
        {rows.length > 0 && <MappingTable rows={rows} classes={classes} onChange={changeRows} />}
        {preview.ignoredFiles > 0 && (
          <p className={styles.soft}>{formatNoun(preview.ignoredFiles, 'other file')} will be left alone.</p>
        )}
        <ImportOptions
          source={source}
          role={role}
          preview={preview}
          options={options}
          onChange={changeOptions}
        />
        {start.error && <FailureNote error={start.error} />}
      </div>
    </Dialog>
  );
}

/** Why the import cannot start, in the words that stand beside the button. */
function problemOf(sum: { images: number; invalid: number }, setName: string): string | null {
  if (sum.invalid > 0) return `${formatNoun(sum.invalid, 'folder')} without a usable class name`;
  if (sum.images === 0) return 'Nothing is chosen';
  if (setName.trim() === '') return 'The set needs a name';
  return null;
}
