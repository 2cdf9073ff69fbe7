import { useMemo } from 'react';
import type { PromptDraft } from '../../../src-shared/api/prompts.ts';
import type { ImageClass } from '../../../src-shared/domain/image-class.ts';
import { formatNoun } from '../../../src-shared/format/numbers.ts';
import { PreviewFrame } from './preview-frame.tsx';
import styles from './write.module.css';

type Line =
  | { kind: 'class'; name: string; count: number }
  | { kind: 'prompt'; text: string; origin: string; named: string | null };

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
  const list = useMemo(() => (draft ? linesOf(draft, classes) : []), [draft, classes]);
  const groups = list.filter(({ kind }) => kind === 'class').length;
  return (
    <PreviewFrame
      label="Preview"
      title={title(props, groups)}
      shortfalls={draft?.shortfalls ?? []}
      error={props.error}
      isWaiting={!draft && !props.nothing && !props.error}
      isOld={props.isOld}
      empty={
        draft && list.length === 0 && draft.shortfalls.length === 0
          ? 'Every class has this many prompts of the kind already. Ask for more to have further ones written.'
          : null
      }
      listLabel="Prompts that would be written"
      lines={list}
      words={lineWords}
    />
  );
}

function lineWords(line: Line) {
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
