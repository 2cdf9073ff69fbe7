import { X } from 'lucide-react';
import type { ImageSet } from '../../src-shared/domain/image-set.ts';
import type { PretrainedNetwork } from '../../src-shared/domain/training.ts';
import { IconButton } from '../ui/button.tsx';
import { changesOf } from './clone.ts';
import { changeDraft, type ClonedFrom, type Draft } from './draft.ts';
import styles from './train.module.css';

/** From which runs the form was filled, and what is different since. */
export function CloneChanges(props: {
  draft: Draft;
  from: ClonedFrom;
  networks: readonly PretrainedNetwork[];
  sets: readonly ImageSet[];
}) {
  const { draft, from } = props;
  const changes = changesOf(draft, from, props.networks, props.sets);
  return (
    <section className={styles.clone} aria-label="Cloned settings">
      <header className={styles.cloneHeader}>
        <div>
          <h3 className={styles.soft}>Cloned from</h3>
          <p>{from.title}</p>
        </div>
        <IconButton
          size="small"
          label="Forget where the settings came from"
          icon={<X />}
          onPress={() => changeDraft({ clonedFrom: null })}
        />
      </header>
      {changes.length === 0 ? (
        <p className={styles.soft}>Nothing is changed yet. The same run would come out again.</p>
      ) : (
        <ul>
          {changes.map((change) => (
            <li key={change}>{change}</li>
          ))}
        </ul>
      )}
    </section>
  );
}
