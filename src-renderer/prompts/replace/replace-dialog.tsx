import { useState } from 'react';
import { formatNoun } from '../../../src-shared/format/numbers.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Note } from '../../ui/states.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { carryOutEdits, editMany } from '../actions.ts';
import { afterNextFrame } from '../frames.ts';
import { usePrompts } from '../store.ts';
import { ChangeList } from './change-list.tsx';
import styles from './replace.module.css';
import type { ReplacementPreview } from '../../../src-shared/prompts/edits/replacement.ts';
import { changeReplacement, useReplacement } from './replacement-draft.ts';
import { useReplacementPreview } from './use-replacement-preview.ts';

/** Finds words in the texts of the chosen prompts, else of all that are shown, and shows what replacing them would do. */
export function ReplaceDialog({ onClose }: { onClose: () => void }) {
  const replacement = useReplacement();
  const [meant] = useState(meantPrompts);
  const { answer, isOld } = useReplacementPreview(meant.ids);
  const preview = answer?.kind === 'preview' ? answer.preview : null;
  const count = isOld ? 0 : (preview?.changes.length ?? 0);
  const apply = () => {
    if (!preview || count === 0) return;
    onClose();
    void replace(preview);
  };
  return (
    <Dialog
      title="Find and replace"
      width="wide"
      onClose={onClose}
      footnote={`In ${meant.chosen ? 'the chosen' : 'all shown'}: ${formatNoun(meant.ids.length, 'prompt')}.`}
      actions={
        <Button look="primary" isDisabled={count === 0} onPress={apply}>
          {count > 0 ? `Change ${formatNoun(count, 'prompt')}` : 'Change prompts'}
        </Button>
      }
    >
      <form
        className={styles.fields}
        onSubmit={(event) => {
          event.preventDefault();
          apply();
        }}
      >
        <TextField
          label="Find"
          autoFocus
          value={replacement.find}
          onChange={(find) => changeReplacement({ find })}
          error={
            answer?.kind === 'invalid'
              ? `This is not a regular expression. ${reasonOf(answer.message)}`
              : null
          }
        />
        <TextField
          label="Replace with"
          value={replacement.replace}
          onChange={(replace) => changeReplacement({ replace })}
          {...(replacement.expression ? { hint: '$1 is what the first group found, $& the whole.' } : {})}
        />
        <div className={styles.options}>
          <Checkbox
            isSelected={replacement.matchCase}
            onChange={(matchCase) => changeReplacement({ matchCase })}
          >
            Match case
          </Checkbox>
          <Checkbox
            isSelected={replacement.wholeWord}
            onChange={(wholeWord) => changeReplacement({ wholeWord })}
          >
            Whole words
          </Checkbox>
          <Checkbox
            isSelected={replacement.expression}
            onChange={(expression) => changeReplacement({ expression })}
          >
            Regular expression
          </Checkbox>
        </div>
        {/* Enter in a field changes the prompts, as the button does. */}
        <button type="submit" hidden aria-hidden tabIndex={-1} />
      </form>
      <output className={styles.count}>{countWords(replacement.find, preview)}</output>
      {answer?.kind === 'too-slow' && (
        <Note kind="warn">
          This expression takes too long and was stopped. Repetitions inside repetitions, as in (a+)+, are the
          usual cause.
        </Note>
      )}
      {preview && <LeftOut preview={preview} />}
      <ChangeList changes={preview?.changes ?? []} isOld={isOld} />
    </Dialog>
  );
}

/** The preview says what comes of the edits, as long as the list is as it was. */
async function replace({ changes, locked, conflicts }: ReplacementPreview): Promise<void> {
  const prompts = usePrompts.getState().prompts;
  await afterNextFrame();
  const edits = changes.map(({ promptId, after }) => ({ promptId, text: after }));
  if (usePrompts.getState().prompts !== prompts) return editMany(edits);
  const before = changes.map((change) => ({ promptId: change.promptId, text: change.before }));
  carryOutEdits({
    changes: edits,
    before,
    locked,
    conflicts: conflicts.map(({ promptId, after }) => ({ promptId, text: after })),
  });
}

/** What engines put before the reason repeats the expression. */
const reasonOf = (message: string): string => `${message.split(': ').at(-1) ?? message}.`;

function countWords(find: string, preview: ReplacementPreview | null): string {
  if (find === '') return 'Type what to find.';
  if (!preview) return '';
  if (preview.places === 0) return 'Not found.';
  return `${formatNoun(preview.places, 'place')} in ${formatNoun(preview.prompts, 'prompt')}`;
}

function LeftOut({ preview }: { preview: ReplacementPreview }) {
  const { locked, conflicts, impossible } = preview;
  const [conflict] = conflicts;
  return (
    <>
      {locked.length > 0 && <Note kind="info">{formatNoun(locked.length, 'locked prompt')} left out.</Note>}
      {conflict && (
        <Note kind="warn">
          {formatNoun(conflicts.length, 'prompt')} would repeat another of the same class and will stay as
          before, e.g. “{conflict.after}”.
        </Note>
      )}
      {impossible > 0 && (
        <Note kind="warn">
          {formatNoun(impossible, 'prompt')} would be empty or have more than 1,000 characters, and will stay
          as before.
        </Note>
      )}
    </>
  );
}

function meantPrompts(): { ids: readonly number[]; chosen: boolean } {
  const { selection, shown } = usePrompts.getState();
  return selection.ids.size > 0
    ? { ids: [...selection.ids], chosen: true }
    : { ids: shown.map(({ id }) => id), chosen: false };
}
