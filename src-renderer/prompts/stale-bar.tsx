import { TimerReset } from 'lucide-react';
import { useMemo } from 'react';
import type { PromptOrigin } from '../../src-shared/domain/prompt.ts';
import { formatNoun } from '../../src-shared/format/numbers.ts';
import { openDialog } from '../app/dialogs.ts';
import { Button } from '../ui/button.tsx';
import { everyPrompt } from './filter.ts';
import styles from './prompts.module.css';
import { setFilter, usePrompts } from './store.ts';
import { changeRecipe, type RecipeKind } from './write/recipe-draft.ts';
import { changeWriting } from './write/writing-draft.ts';

const kindOf: Readonly<Record<PromptOrigin, RecipeKind | null>> = {
  plain: 'plain',
  template: 'template',
  contextualized: 'diversified',
  stylized: 'diversified',
  typed: null,
  imported: null,
};

/** Says how many prompts call their class otherwise than it is called now, and what can be done about it. */
export function StaleBar() {
  const prompts = usePrompts((state) => state.prompts);
  const shows = usePrompts((state) => state.filter.mark === 'stale');
  const stale = useMemo(() => (prompts ?? []).filter((prompt) => prompt.stale), [prompts]);
  if (stale.length === 0) return null;
  const kinds = stale.map(({ origin }) => kindOf[origin]).filter((kind) => kind !== null);
  const [first] = kinds;
  return (
    <div className={styles.staleBar} role="note">
      <TimerReset aria-hidden />
      <span>
        {formatNoun(stale.length, 'stale prompt')}: prompts call the class otherwise since they were written.
      </span>
      <Button
        size="small"
        look="quiet"
        onPress={() => setFilter(shows ? everyPrompt : { ...everyPrompt, mark: 'stale' })}
      >
        {shows ? 'Show all' : 'Show'}
      </Button>
      {first && (
        <Button
          size="small"
          onPress={() => {
            changeRecipe({ kind: first, classes: 'all' });
            changeWriting({ mode: 'stale' });
            openDialog({ kind: 'write-prompts' });
          }}
        >
          Write anew
        </Button>
      )}
    </div>
  );
}
