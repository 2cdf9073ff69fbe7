import { Archive, Lock, LockOpen } from 'lucide-react';
import { memo } from 'react';
import type { Prompt } from '../../src-shared/domain/prompt.ts';
import { formatCount, formatNoun, formatPercent } from '../../src-shared/format/numbers.ts';
import { originNames, writerNames } from '../../src-shared/format/prompts.ts';
import { cx } from '../ui/class-names.ts';
import { Badge } from '../ui/states.tsx';
import { archive, openImages, toggleLock } from './actions.ts';
import { cellId, type Column, columnPlaces } from './columns.ts';
import { EditField } from './edit-field.tsx';
import { PromptMarks } from './prompt-marks.tsx';
import styles from './prompts.module.css';

/** The small buttons are no tab stops: keys of the table do the same. */
export const PromptRow = memo(function PromptRow(props: {
  prompt: Prompt;
  place: number;
  top: number;
  /** Null where all rows are of one class. */
  className: string | null;
  focused: boolean;
  chosen: boolean;
  /** The cell that is pointed at; null in every other row. */
  column: Column | null;
  editing: boolean;
}) {
  const { prompt, className, editing } = props;
  const { text, origin, writer, images } = prompt;
  const cell = (column: Column) => ({
    id: cellId(prompt.id, column),
    role: 'gridcell',
    'aria-colindex': columnPlaces[column],
    'data-column': column,
    'data-pointed': props.column === column || undefined,
  });
  const editedHere = editing ? props.column : null;
  return (
    <div
      role="row"
      aria-rowindex={props.place + 2}
      aria-selected={props.chosen}
      data-place={props.place}
      className={cx(
        styles.row,
        styles.columns,
        className !== null && styles.withClass,
        props.focused && styles.focused,
        props.chosen && styles.chosen,
        editing && styles.editing,
      )}
      style={{ transform: `translateY(${props.top}px)` }}
    >
      {className !== null && (
        <span
          role="gridcell"
          aria-colindex={columnPlaces.className}
          className={styles.soft}
          title={className}
        >
          {className}
        </span>
      )}
      <span {...cell('text')} className={styles.textCell} title={editedHere === 'text' ? undefined : text}>
        {editedHere === 'text' ? (
          <EditField prompt={prompt} column="text" />
        ) : (
          <>
            <span className={styles.text}>{text}</span>
            <PromptMarks prompt={prompt} />
          </>
        )}
      </span>
      <span
        role="gridcell"
        aria-colindex={columnPlaces.origin}
        className={styles.originCell}
        title={`${originNames[origin]}, written by: ${writerNames[writer]}`}
      >
        <span className={styles.dot} data-origin={origin} aria-hidden />
        <span className={styles.originName}>{originNames[origin]}</span>
        {(origin === 'contextualized' || origin === 'stylized') && <Badge>{writerNames[writer]}</Badge>}
      </span>
      {(['context', 'style'] as const).map((column) => (
        <span
          key={column}
          {...cell(column)}
          className={cx(styles.soft, styles.wideOnly, styles.nameCell)}
          title={prompt[column] ?? ''}
        >
          {editedHere === column ? <EditField prompt={prompt} column={column} /> : prompt[column]}
        </span>
      ))}
      <span role="gridcell" aria-colindex={columnPlaces.images} className={styles.number}>
        {images.total > 0 ? (
          <button
            type="button"
            tabIndex={-1}
            className={styles.imagesButton}
            title="Look through them (O)"
            onClick={() => void openImages(prompt)}
          >
            {formatCount(images.total)}
          </button>
        ) : (
          <span className={styles.none}>–</span>
        )}
      </span>
      <span
        role="gridcell"
        aria-colindex={columnPlaces.kept}
        className={styles.number}
        title={keptWords(images)}
      >
        {formatPercent(keptShare(images), 0)}
      </span>
      <span role="gridcell" aria-colindex={columnPlaces.actions} className={styles.rowActions}>
        <button
          type="button"
          tabIndex={-1}
          onClick={() => toggleLock([prompt])}
          className={styles.rowButton}
          aria-label={`${prompt.locked ? 'Unlock' : 'Lock'} “${text}”`}
          title={prompt.locked ? 'Unlock (L)' : 'Lock: only a change by hand changes it (L)'}
        >
          {prompt.locked ? <LockOpen aria-hidden /> : <Lock aria-hidden />}
        </button>
        <button
          type="button"
          tabIndex={-1}
          onClick={() => archive([prompt.id])}
          className={styles.rowButton}
          aria-label={`Archive “${text}”`}
          title="Archive (Delete)"
        >
          <Archive aria-hidden />
        </button>
      </span>
    </div>
  );
});

/** Of the images with a verdict; null while there is none. */
const keptShare = ({ keep, reject }: Prompt['images']): number | null =>
  keep + reject === 0 ? null : keep / (keep + reject);

const keptWords = ({ total, keep, reject }: Prompt['images']): string =>
  total === 0
    ? ''
    : `${formatNoun(keep, 'image')} kept, ${formatCount(reject)} rejected, ${formatCount(total - keep - reject)} undecided`;
