import { formatCount, formatNoun } from '../../../src-shared/format/numbers.ts';
import type { PromptList } from '../../../src-shared/prompts/list/parse-prompt-list.ts';
import type { LineProblem } from '../../../src-shared/prompts/list/read-row.ts';
import { Note } from '../../ui/states.tsx';
import styles from './import.module.css';

const formatNames = { text: 'one on each line', csv: 'read as CSV', jsonl: 'read as JSON' } as const;
const SHOWN = 100;

/** What was understood, and which lines were not. */
export function ListReport(props: {
  list: PromptList;
  problems: readonly LineProblem[];
  /** Nothing was given yet. */
  isEmpty: boolean;
}) {
  const { list, problems } = props;
  if (props.isEmpty) return null;
  if (list.prompts.length === 0 && problems.length === 0) {
    return <Note kind="warn">There are no prompts in it.</Note>;
  }
  return (
    <>
      <p className={styles.found}>
        Found {formatNoun(list.prompts.length, 'prompt')}, {formatNames[list.format]}.
      </p>
      {problems.length > 0 && (
        <div className={styles.problems} role="alert">
          <p className={styles.problemsTitle}>{formatNoun(problems.length, 'line')} cannot be used</p>
          <ul>
            {problems.slice(0, SHOWN).map(({ line, reason }) => (
              <li key={`${line} ${reason}`} className={styles.problem}>
                <span className={styles.line}>Line {formatCount(line)}</span>
                <span>{reason}</span>
              </li>
            ))}
          </ul>
          {problems.length > SHOWN && (
            <p className={styles.line}>and {formatCount(problems.length - SHOWN)} more</p>
          )}
        </div>
      )}
    </>
  );
}
