import { useMutation } from '@tanstack/react-query';
import { CornerDownLeft } from 'lucide-react';
import { useState } from 'react';
import type { ImageClass } from '../../src-shared/domain/image-class.ts';
import { promptTextSchema } from '../../src-shared/domain/prompt.ts';
import { api } from '../api/client.ts';
import { Button } from '../ui/button.tsx';
import { notify, notifyFailure } from '../ui/notifications.ts';
import { Select } from '../ui/select.tsx';
import { noteAdded } from './actions.ts';
import { focusTable, NEW_PROMPT } from './focus.ts';
import styles from './prompts.module.css';
import { usePrompts } from './store.ts';

/** A line to type prompts into, one after the other. */
export function AddBar({ classes }: { classes: readonly ImageClass[] }) {
  const filtered = usePrompts((state) => state.filter.classId);
  const [chosen, setChosen] = useState<number | null>(null);
  const [text, setText] = useState('');
  const ordered = classes.toSorted((a, b) => a.position - b.position);
  const target = ordered.find(({ id }) => id === (filtered ?? chosen)) ?? ordered[0];
  const add = useMutation({
    mutationFn: (classId: number) =>
      api.prompts.add.mutate({ prompts: [{ classId, text, origin: 'typed', writer: 'person' }] }),
    onSuccess: ({ ids, added }) => {
      if (added === 0) return notify('info', { message: 'The class already has this prompt.' });
      setText('');
      noteAdded(ids, 'Added 1 prompt.');
    },
    onError: notifyFailure,
  });
  if (!target) return null;
  const valid = promptTextSchema.safeParse(text).success;
  return (
    <form
      className={styles.addBar}
      id={NEW_PROMPT}
      onSubmit={(event) => {
        event.preventDefault();
        if (valid && !add.isPending) add.mutate(target.id);
      }}
    >
      {filtered === null && ordered.length > 1 && (
        <div className={styles.addClass}>
          <Select
            label="Class of the new prompt"
            hideLabel
            value={target.id}
            options={ordered.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={setChosen}
          />
        </div>
      )}
      <input
        className={styles.newPrompt}
        aria-label={`New prompt for ${target.name}`}
        placeholder={`Type a prompt for ${target.phrase ?? target.name}`}
        value={text}
        maxLength={1000}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') focusTable();
        }}
      />
      <Button
        type="submit"
        look="quiet"
        icon={<CornerDownLeft aria-hidden />}
        isDisabled={!valid || add.isPending}
      >
        Add
      </Button>
    </form>
  );
}
