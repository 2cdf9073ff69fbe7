import { Pencil } from 'lucide-react';
import type { ImageClass } from '../../src-shared/domain/image-class.ts';
import { cx } from '../ui/class-names.ts';
import { EditInPlace } from '../ui/edit-in-place.tsx';
import { renameClass, setPhrase } from './changes.ts';
import styles from './classes.module.css';
import { nameProblem, phraseProblem } from './problems.ts';

/** The name of a class, and what prompts call it where that is something else; both can be changed in place. */
export function ClassName({ imageClass }: { imageClass: ImageClass }) {
  const { id, name, phrase } = imageClass;
  return (
    <span className={styles.nameAndPhrase}>
      <EditInPlace
        label={`New name of ${name}`}
        buttonLabel={`Rename ${name}`}
        value={name}
        maxLength={200}
        problemOf={nameProblem}
        onChange={(text) => void renameClass(id, text)}
        className={styles.name}
        fieldClassName={styles.nameField}
      >
        <span className={styles.nameText} title={name}>
          {name}
        </span>
        <Pencil aria-hidden />
      </EditInPlace>
      <EditInPlace
        label={`What prompts call ${name}`}
        buttonLabel={
          phrase === null ? `Say what prompts call ${name}` : `Prompts call ${name} “${phrase}”. Change it`
        }
        value={phrase ?? ''}
        placeholder={`${name}, the …`}
        maxLength={700}
        problemOf={phraseProblem}
        onChange={(text) => void setPhrase(id, text === '' || text === name ? null : text)}
        className={cx(styles.phrase, phrase === null && styles.noPhrase)}
        fieldClassName={styles.phraseField}
      >
        <span className={styles.nameText} title={phrase ? `In prompts: ${phrase}` : 'In prompts: its name'}>
          {phrase ?? 'in prompts …'}
        </span>
        <Pencil aria-hidden />
      </EditInPlace>
    </span>
  );
}
