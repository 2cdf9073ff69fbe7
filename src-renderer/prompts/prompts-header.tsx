import { ArrowRight, ClipboardPaste, PenLine } from 'lucide-react';
import { memo } from 'react';
import type { ImageClass } from '../../src-shared/domain/image-class.ts';
import type { Prompt } from '../../src-shared/domain/prompt.ts';
import { formatNoun } from '../../src-shared/format/numbers.ts';
import { openDialog } from '../app/dialogs.ts';
import { goTo } from '../app/ui-state.ts';
import { Button } from '../ui/button.tsx';
import styles from './prompts.module.css';
import { openWriteDialog, openWriteDialogFor } from './write/open-write-dialog.ts';

/** What there is, what is missing, and the next step. */
export const PromptsHeader = memo(function PromptsHeader({
  classes,
  prompts,
}: {
  classes: readonly ImageClass[];
  prompts: readonly Prompt[];
}) {
  const having = new Set(prompts.map(({ classId }) => classId));
  const without = classes.filter(({ id }) => !having.has(id)).length;
  const complete = without === 0;
  return (
    <header className={styles.header}>
      <div className={styles.heading}>
        <h1 className={styles.title}>Prompts</h1>
        <p className={styles.summary}>{summary(prompts.length, classes.length, without)}</p>
      </div>
      <div className={styles.headerActions}>
        {prompts.length > 0 && (
          <>
            <Button
              icon={<ClipboardPaste aria-hidden />}
              onPress={() => openDialog({ kind: 'import-prompts' })}
            >
              Paste or import
            </Button>
            <Button
              look={complete ? 'plain' : 'primary'}
              icon={<PenLine aria-hidden />}
              onPress={() => (complete ? openWriteDialog() : openWriteDialogFor('without'))}
            >
              {complete ? 'Write prompts' : `Write prompts for ${formatNoun(without, 'class', 'classes')}`}
            </Button>
            <Button
              look={complete ? 'primary' : 'plain'}
              icon={<ArrowRight aria-hidden />}
              onPress={() => goTo('generate')}
            >
              Generate images
            </Button>
          </>
        )}
      </div>
    </header>
  );
});

function summary(prompts: number, classes: number, without: number): string {
  const all = formatNoun(classes, 'class', 'classes');
  if (prompts === 0) return `${all}, none of which has a prompt yet`;
  const missing =
    without === 0 ? 'every class has some' : `${formatNoun(without, 'class has', 'classes have')} none`;
  return `${formatNoun(prompts, 'prompt')} for ${all} · ${missing}`;
}
