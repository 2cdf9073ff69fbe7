import { Archive } from 'lucide-react';
import { formatCount, formatNoun } from '../../src-shared/format/numbers.ts';
import { clearChoice } from '../review/selection.ts';
import { Button } from '../ui/button.tsx';
import { KeyCaps } from '../ui/key-caps.tsx';
import { archive, chosenIds } from './actions.ts';
import styles from './prompts.module.css';
import { usePrompts } from './store.ts';

/** How much is shown and chosen, and what can be done with the choice. */
export function SelectionBar() {
  const chosen = usePrompts((state) => state.selection.ids.size);
  const shown = usePrompts((state) => state.shown.length);
  const all = usePrompts((state) => state.prompts?.length ?? 0);
  return (
    <footer className={styles.selectionBar}>
      <output>
        {chosen > 0
          ? `${formatNoun(chosen, 'prompt')} chosen`
          : shown === all
            ? formatNoun(all, 'prompt')
            : `${formatCount(shown)} of ${formatNoun(all, 'prompt')}`}
      </output>
      {chosen > 0 ? (
        <>
          <Button size="small" icon={<Archive aria-hidden />} onPress={() => archive(chosenIds())}>
            Archive {formatNoun(chosen, 'prompt')}
          </Button>
          <Button
            size="small"
            look="quiet"
            onPress={() => usePrompts.setState(({ selection }) => ({ selection: clearChoice(selection) }))}
          >
            Let go
          </Button>
        </>
      ) : (
        <span className={styles.hints} aria-hidden>
          <KeyCaps written="Enter" /> change
          <KeyCaps written="Delete" /> archive
          <KeyCaps written="Z" /> undo
          <KeyCaps written="N" /> type one
        </span>
      )}
    </footer>
  );
}
