import type { RewritePlan } from '../../../src-shared/api/prompts.ts';
import { formatCount, formatNoun } from '../../../src-shared/format/numbers.ts';
import { cx } from '../../ui/class-names.ts';
import type { DiffLine } from '../../../src-shared/prompts/edits/diff-lines.ts';
import { PreviewFrame } from './preview-frame.tsx';
import styles from './write.module.css';

/** What would go and what would come, before anything changes. */
export function RewriteDiff(props: {
  lines: readonly DiffLine[];
  /** Null while there is none. */
  plan: RewritePlan | null;
  isOld: boolean;
  error: unknown;
}) {
  const { lines, plan } = props;
  return (
    <PreviewFrame
      label="Changes"
      title={plan ? planWords(plan) : 'Comparing'}
      shortfalls={plan?.shortfalls ?? []}
      error={props.error}
      isWaiting={!plan && !props.error}
      isOld={props.isOld}
      empty={
        plan && lines.length === 0
          ? 'Writing anew would change nothing. Another seed gives other prompts.'
          : null
      }
      listLabel="Prompts that go and come"
      lines={lines}
      words={lineWords}
    />
  );
}

function lineWords(line: DiffLine) {
  if (line.kind === 'class') {
    return (
      <>
        <span className={styles.lineText}>{line.name}</span>
        <span className={styles.lineNote}>
          {formatCount(line.removed)} go, {formatCount(line.added)} come
        </span>
      </>
    );
  }
  const goes = line.kind === 'removed';
  return (
    <>
      <span className={goes ? styles.goes : styles.comes} aria-hidden>
        {goes ? '−' : '+'}
      </span>
      <span className={cx(styles.lineText, goes && styles.goesText)} title={line.text}>
        <span className="visually-hidden">{goes ? 'goes: ' : 'comes: '}</span>
        {line.text}
      </span>
    </>
  );
}

const planWords = ({ added, removed, same, spared }: RewritePlan): string =>
  [
    `${formatNoun(removed.length, 'prompt')} ${removed.length === 1 ? 'goes' : 'go'}`,
    `${formatCount(added.length)} ${added.length === 1 ? 'comes' : 'come'}`,
    `${formatCount(same.length)} the same`,
    ...(spared > 0 ? [`${formatCount(spared)} spared`] : []),
  ].join(', ');
