import { useMutation, useQuery } from '@tanstack/react-query';
import { Upload } from 'lucide-react';
import { useDeferredValue, useMemo, useState } from 'react';
import { FileTrigger } from 'react-aria-components';
import { formatNoun } from '../../../src-shared/format/numbers.ts';
import { assignClasses, homelessProblems } from '../../../src-shared/prompts/list/assign-classes.ts';
import { formatOfFile, parsePromptList } from '../../../src-shared/prompts/list/parse-prompt-list.ts';
import { queries } from '../../api/queries.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Select } from '../../ui/select.tsx';
import { FailureNote } from '../../ui/states.tsx';
import { TextArea } from '../../ui/text-area.tsx';
import { noteAdded } from '../actions.ts';
import { usePrompts } from '../store.ts';
import { type ChosenFile, FileChip, readChosenFile } from './chosen-file.tsx';
import { importPrompts } from './import-prompts.ts';
import styles from './import.module.css';
import { ListReport } from './list-report.tsx';

const NO_CLASS = 0;

/** Takes in prompts that were pasted or stand in a file, and says line by line what cannot be used. */
export function ImportPromptsDialog({ onClose }: { onClose: () => void }) {
  const { data: classes = [] } = useQuery(queries.classes());
  const filtered = usePrompts((state) => state.filter.classId);
  const [pasted, setPasted] = useState('');
  const [file, setFile] = useState<ChosenFile | null>(null);
  const [usual, setUsual] = useState<number>(filtered ?? NO_CLASS);
  const [addClasses, setAddClasses] = useState(true);
  const written = useDeferredValue(file?.text ?? pasted);
  const list = useMemo(
    () => parsePromptList(written, file ? formatOfFile(file.name) : undefined),
    [written, file],
  );
  const { prompts, homeless, unknownClasses, problems } = useMemo(
    () => assignClasses(list.prompts, classes, usual || null),
    [list, classes, usual],
  );
  const ready = prompts.length + (addClasses ? homeless.length : 0);
  const bring = useMutation({
    mutationFn: () =>
      importPrompts({
        listed: list.prompts,
        usual: usual || null,
        newClasses: addClasses ? unknownClasses : [],
      }),
    onSuccess: ({ ids, known }) => {
      const already = known > 0 ? ` ${formatNoun(known, 'was', 'were')} there already.` : '';
      noteAdded(ids, `Added ${formatNoun(ids.length, 'prompt')}.${already}`);
      onClose();
    },
  });
  return (
    <Dialog
      title="Paste or import prompts"
      onClose={onClose}
      footnote="A prompt on each line; or CSV or JSON with “class” and “prompt”."
      actions={
        <Button look="primary" isDisabled={ready === 0 || bring.isPending} onPress={() => bring.mutate()}>
          {ready > 0 ? `Add ${formatNoun(ready, 'prompt')}` : 'Add prompts'}
        </Button>
      }
    >
      <div className={styles.form}>
        {file ? (
          <FileChip file={file} onRemove={() => setFile(null)} />
        ) : (
          <TextArea
            label="Prompts"
            rows={8}
            value={pasted}
            onChange={setPasted}
            autoFocus
            placeholder={'a photo of an owl on a snowy branch\na photo of an owl at night'}
          />
        )}
        <div className={styles.row}>
          <FileTrigger
            acceptedFileTypes={['.txt', '.csv', '.tsv', '.json', '.jsonl', '.ndjson']}
            onSelect={(chosen) => void readChosenFile(chosen?.[0], setFile)}
          >
            <Button icon={<Upload aria-hidden />}>Choose a file</Button>
          </FileTrigger>
          <div className={styles.usual}>
            <Select
              label="Lines that name no class are for"
              value={usual}
              options={[
                { value: NO_CLASS, label: 'No class: leave them out' },
                ...classes
                  .toSorted((a, b) => a.position - b.position)
                  .map(({ id, name }) => ({ value: id, label: name })),
              ]}
              onChange={setUsual}
            />
          </div>
        </div>
        {unknownClasses.length > 0 && (
          <Checkbox isSelected={addClasses} onChange={setAddClasses} hint={someOf(unknownClasses)}>
            {`Add ${formatNoun(unknownClasses.length, 'class', 'classes')} that the project does not have`}
          </Checkbox>
        )}
        <ListReport
          list={list}
          problems={[
            ...list.problems,
            ...problems,
            ...(addClasses ? [] : homelessProblems(homeless)),
          ].toSorted((a, b) => a.line - b.line)}
          isEmpty={written.trim() === '' && !file}
        />
        {bring.error && <FailureNote error={bring.error} />}
      </div>
    </Dialog>
  );
}

const SHOWN_NAMES = 6;

const someOf = (names: readonly string[]): string =>
  names.length <= SHOWN_NAMES
    ? names.join(', ')
    : `${names.slice(0, SHOWN_NAMES).join(', ')} and ${names.length - SHOWN_NAMES} more`;
