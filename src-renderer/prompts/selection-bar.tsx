import { Archive, Lock, LockOpen, Replace, Tag } from 'lucide-react';
import { useMemo } from 'react';
import { formatCount, formatNoun } from '../../src-shared/format/numbers.ts';
import { openDialog } from '../app/dialogs.ts';
import { clearChoice } from '../review/selection.ts';
import { Button } from '../ui/button.tsx';
import { KeyCaps } from '../ui/key-caps.tsx';
import { archive, chosenIds, toggleLock } from './actions.ts';
import styles from './prompts.module.css';
import { usePrompts } from './store.ts';

/** How much is shown and chosen, and what can be done with the choice. */
export function SelectionBar() {
  const ids = usePrompts((state) => state.selection.ids);
  const prompts = usePrompts((state) => state.prompts);
  const locked = useMemo(() => (ids.size === 0 ? 0 : lockedAmong(prompts ?? [], ids)), [ids, prompts]);
  const chosen = ids.size;
  const shown = usePrompts((state) => state.shown.length);
  const all = usePrompts((state) => state.prompts?.length ?? 0);
  return (
    <footer className={styles.selectionBar}>
      <output>{chosen > 0 ? `${formatNoun(chosen, 'prompt')} chosen` : shownWords(shown, all)}</output>
      {chosen > 0 ? <ChoiceActions chosen={chosen} locked={locked} /> : <Hints />}
    </footer>
  );
}

function ChoiceActions({ chosen, locked }: { chosen: number; locked: number }) {
  const free = chosen === 1 ? 1 : chosen - locked;
  const allLocked = locked === chosen;
  return (
    <>
      {locked > 0 && <span className={styles.lockedCount}>{formatCount(locked)} locked</span>}
      <Button
        size="small"
        icon={<Replace aria-hidden />}
        onPress={() => openDialog({ kind: 'replace-prompts' })}
      >
        Replace
      </Button>
      {(['context', 'style'] as const).map((field) => (
        <Button
          key={field}
          size="small"
          icon={<Tag aria-hidden />}
          onPress={() => openDialog({ kind: 'name-prompts', field })}
        >
          {field === 'context' ? 'Context' : 'Style'}
        </Button>
      ))}
      <Button
        size="small"
        icon={allLocked ? <LockOpen aria-hidden /> : <Lock aria-hidden />}
        onPress={() => toggleLock()}
      >
        {allLocked ? 'Unlock' : 'Lock'}
      </Button>
      <Button
        size="small"
        icon={<Archive aria-hidden />}
        isDisabled={free === 0}
        onPress={() => archive(chosenIds())}
      >
        Archive {formatNoun(free, 'prompt')}
      </Button>
      <Button
        size="small"
        look="quiet"
        onPress={() => usePrompts.setState(({ selection }) => ({ selection: clearChoice(selection) }))}
      >
        Let go
      </Button>
    </>
  );
}

const Hints = () => (
  <span className={styles.hints} aria-hidden>
    <KeyCaps written="Enter" /> change
    <KeyCaps written="R" /> replace
    <KeyCaps written="L" /> lock
    <KeyCaps written="Delete" /> archive
    <KeyCaps written="Z" /> undo
    <KeyCaps written="N" /> type one
  </span>
);

const shownWords = (shown: number, all: number): string =>
  shown === all ? formatNoun(all, 'prompt') : `${formatCount(shown)} of ${formatNoun(all, 'prompt')}`;

const lockedAmong = (prompts: readonly { id: number; locked: boolean }[], ids: ReadonlySet<number>): number =>
  prompts.reduce((count, { id, locked }) => count + Number(locked && ids.has(id)), 0);
