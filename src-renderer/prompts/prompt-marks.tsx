import { Lock, PencilLine, TimerReset } from 'lucide-react';
import type { Prompt } from '../../src-shared/domain/prompt.ts';
import styles from './prompts.module.css';

/** Small signs after the text of a prompt, each with its words. */
export function PromptMarks({ prompt }: { prompt: Prompt }) {
  const { stale, locked, original } = prompt;
  return (
    <>
      {stale && (
        <span
          className={styles.staleMark}
          title="Stale: prompts call the class otherwise since this one was written"
        >
          <TimerReset aria-hidden />
          <span className="visually-hidden">stale</span>
        </span>
      )}
      {original !== null && (
        <span className={styles.mark} title={`First: ${original}`}>
          <PencilLine aria-hidden />
          <span className="visually-hidden">changed by hand</span>
        </span>
      )}
      {locked && (
        <span className={styles.mark} title="Locked: only a change by hand changes it">
          <Lock aria-hidden />
          <span className="visually-hidden">locked</span>
        </span>
      )}
    </>
  );
}
