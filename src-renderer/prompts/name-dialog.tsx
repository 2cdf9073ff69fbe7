import { useId, useState } from 'react';
import { formatNoun } from '../../src-shared/format/numbers.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import field from '../ui/field.module.css';
import { chosenPrompts, editMany } from './actions.ts';
import { columnNames } from './columns.ts';
import { KnownNames } from './edit-field.tsx';

const about = {
  context:
    'Where the prompts are said to be set. The text stays as it is; coverage and filters go by the name.',
  style:
    'The style that the prompts are said to have. The text stays as it is; coverage and filters go by the name.',
} as const;

/** Gives the chosen prompts one context or style, or none. */
export function NameDialog({ field: column, onClose }: { field: 'context' | 'style'; onClose: () => void }) {
  const [prompts] = useState(chosenPrompts);
  const same = prompts.every((prompt) => prompt[column] === prompts[0]?.[column]);
  const [name, setName] = useState(same ? (prompts[0]?.[column] ?? '') : '');
  const id = useId();
  const locked = prompts.filter((prompt) => prompt.locked).length;
  const count = prompts.length - locked;
  const apply = () => {
    onClose();
    editMany(prompts.map(({ id: promptId }) => ({ promptId, [column]: name.trim() || null })));
  };
  return (
    <Dialog
      title={`${columnNames[column]} of ${formatNoun(prompts.length, 'prompt')}`}
      width="narrow"
      onClose={onClose}
      footnote={locked > 0 ? `${formatNoun(locked, 'locked prompt')} left out.` : undefined}
      actions={
        <Button look="primary" isDisabled={count === 0} onPress={apply}>
          {name.trim() === ''
            ? `Remove from ${formatNoun(count, 'prompt')}`
            : `Set for ${formatNoun(count, 'prompt')}`}
        </Button>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (count > 0) apply();
        }}
      >
        <div className={field.field}>
          <label className={field.label} htmlFor={id}>
            {columnNames[column]}
          </label>
          <input
            id={id}
            className={field.input}
            list="prompt-names"
            value={name}
            maxLength={200}
            placeholder={same ? '' : 'They differ'}
            autoComplete="off"
            // The dialog is about this one field.
            ref={(input) => input?.focus()}
            onChange={(event) => setName(event.target.value)}
          />
          <KnownNames column={column} />
          <p className={field.hint}>{about[column]}</p>
        </div>
      </form>
    </Dialog>
  );
}
