import { Pencil } from 'lucide-react';
import { Button } from 'react-aria-components';
import type { ImageClass } from '../../src-shared/domain/image-class.ts';
import { cx } from '../ui/class-names.ts';
import styles from './classes.module.css';
import { PhraseField } from './phrase-field.tsx';
import { RenameField } from './rename-field.tsx';

/** What of a class is being changed. */
export type ChangedPart = 'name' | 'phrase';

/** The name of a class, and what prompts call it where that is something else; both can be changed in place. */
export function ClassName(props: {
  imageClass: ImageClass;
  changing: ChangedPart | null;
  onChange: (part: ChangedPart | null) => void;
}) {
  const { imageClass, changing, onChange } = props;
  const { name, phrase } = imageClass;
  if (changing === 'name') return <RenameField imageClass={imageClass} onDone={() => onChange(null)} />;
  return (
    <span className={styles.nameAndPhrase}>
      <Button className={styles.name ?? ''} onPress={() => onChange('name')} aria-label={`Rename ${name}`}>
        <span className={styles.nameText} title={name}>
          {name}
        </span>
        <Pencil aria-hidden />
      </Button>
      {changing === 'phrase' ? (
        <PhraseField imageClass={imageClass} onDone={() => onChange(null)} />
      ) : (
        <Button
          className={cx(styles.phrase, phrase === null && styles.noPhrase)}
          onPress={() => onChange('phrase')}
          aria-label={
            phrase === null ? `Say what prompts call ${name}` : `Prompts call ${name} “${phrase}”. Change it`
          }
        >
          <span className={styles.nameText} title={phrase ? `In prompts: ${phrase}` : 'In prompts: its name'}>
            {phrase ?? 'in prompts …'}
          </span>
          <Pencil aria-hidden />
        </Button>
      )}
    </span>
  );
}
