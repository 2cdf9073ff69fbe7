import { useVirtualizer } from '@tanstack/react-virtual';
import { useMemo, useRef } from 'react';
import type { PromptDraft } from '../../../src-shared/api/prompts.ts';
import type { ImageClass } from '../../../src-shared/domain/image-class.ts';
import { formatNoun } from '../../../src-shared/format/numbers.ts';
import { cx } from '../../ui/class-names.ts';
import { FailureNote, Note, Skeleton } from '../../ui/states.tsx';
import { shortfallWords } from './shortfall-words.ts';
import styles from './write.module.css';

type Line =
  | { kind: 'class'; name: string; count: number }
  | { kind: 'prompt'; text: string; origin: string; named: string | null };

const ROW = 30;

/** What the recipe would write, class by class, before anything is kept. */
export function DraftPreview(props: {
  classes: readonly ImageClass[];
  /** Null while there is none yet. */
  draft: PromptDraft | null;
  /** An answer to an earlier question, which the next one is about to replace. */
  isOld: boolean;
  error: unknown;
  /** Why there can be no draft. */
  nothing: string | null;
}) {
  const { draft, classes } = props;
  const frame = useRef<HTMLDivElement>(null);
  const list = useMemo(() => (draft ? linesOf(draft, classes) : []), [draft, classes]);
  const rows = useVirtualizer({
    count: list.length,
    getScrollElement: () => frame.current,
    estimateSize: () => ROW,
    overscan: 6,
  });
  const groups = list.filter(({ kind }) => kind === 'class').length;
  return (
    <section className={styles.preview} aria-label="Preview" aria-busy={props.isOld}>
      <h3 className={styles.previewTitle}>{title(props, groups)}</h3>
      {props.error ? <FailureNote error={props.error} /> : null}
      {draft &&
        shortfallWords(draft.shortfalls).map((words) => (
          <Note key={words} kind="warn">
            {words}
          </Note>
        ))}
      {!draft && !props.nothing && !props.error && <Skeleton height={280} />}
      <div ref={frame} className={cx(styles.list, props.isOld && styles.old)}>
        {draft && list.length === 0 && draft.shortfalls.length === 0 && (
          <p className={styles.enough}>
            Every class has this many prompts of the kind already. Ask for more to have further ones written.
          </p>
        )}
        <ul
          className={styles.canvas}
          style={{ height: rows.getTotalSize() }}
          aria-label="Prompts that would be written"
        >
          {rows.getVirtualItems().map(({ index, start }) => {
            const line = list[index];
            return (
              line && (
                <li
                  key={index}
                  className={cx(styles.line, line.kind === 'class' && styles.classLine)}
                  style={{ transform: `translateY(${start}px)` }}
                >
                  <LineWords line={line} />
                </li>
              )
            );
          })}
        </ul>
      </div>
    </section>
  );
}

function LineWords({ line }: { line: Line }) {
  if (line.kind === 'class') {
    return (
      <>
        <span className={styles.lineText}>{line.name}</span>
        <span className={styles.lineNote}>{formatNoun(line.count, 'prompt')}</span>
      </>
    );
  }
  return (
    <>
      <span className={styles.dot} data-origin={line.origin} aria-hidden />
      <span className={styles.lineText} title={line.text}>
        {line.text}
      </span>
      {line.named && <span className={styles.lineNote}>{line.named}</span>}
    </>
  );
}

function title(
  { draft, nothing, error }: { draft: PromptDraft | null; nothing: string | null; error: unknown },
  groups: number,
): string {
  if (nothing) return nothing;
  if (error) return 'Nothing can be written';
  if (!draft) return 'Writing a draft';
  if (draft.prompts.length === 0) return 'Nothing is missing';
  return `${formatNoun(draft.prompts.length, 'new prompt')} for ${formatNoun(groups, 'class', 'classes')}`;
}

function linesOf({ prompts }: PromptDraft, classes: readonly ImageClass[]): Line[] {
  const names = new Map(classes.map(({ id, name }) => [id, name]));
  return [...Map.groupBy(prompts, ({ classId }) => classId)].flatMap(([classId, list]): Line[] => [
    { kind: 'class', name: names.get(classId) ?? '', count: list.length },
    ...list.map(
      ({ text, origin, context, style }): Line => ({ kind: 'prompt', text, origin, named: style ?? context }),
    ),
  ]);
}
