import { Plus } from 'lucide-react';
import { useRef, useState } from 'react';
import { promptTextSchema } from '../../../src-shared/domain/prompt.ts';
import { Button } from '../../ui/button.tsx';
import { addSense } from './actions.ts';
import styles from './senses.module.css';

/** Adds one sense after the other: Enter adds, and the field waits for the next. */
export function AddSense({ classId, name }: { classId: number; name: string }) {
  const [phrase, setPhrase] = useState('');
  const [gloss, setGloss] = useState('');
  const first = useRef<HTMLInputElement>(null);
  const valid = promptTextSchema.safeParse(phrase).success;
  const add = async () => {
    if (!valid || !(await addSense(classId, phrase, gloss))) return;
    setPhrase('');
    setGloss('');
    first.current?.focus();
  };
  return (
    <form
      className={styles.add}
      aria-label={`Add a sense of ${name}`}
      onSubmit={(event) => {
        event.preventDefault();
        void add();
      }}
    >
      <input
        ref={first}
        className={styles.field}
        aria-label={`Phrase of a new sense of ${name}`}
        placeholder={`${name}, the …`}
        value={phrase}
        maxLength={700}
        onChange={(event) => setPhrase(event.target.value)}
      />
      <input
        className={styles.field}
        aria-label={`Meaning of a new sense of ${name}`}
        placeholder="what it means (optional)"
        value={gloss}
        maxLength={500}
        onChange={(event) => setGloss(event.target.value)}
      />
      <Button size="small" type="submit" icon={<Plus aria-hidden />} isDisabled={!valid}>
        Add the sense
      </Button>
    </form>
  );
}
