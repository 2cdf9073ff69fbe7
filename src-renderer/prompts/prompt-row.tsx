import { Archive, PencilLine } from 'lucide-react';
import { memo } from 'react';
import type { Prompt } from '../../src-shared/domain/prompt.ts';
import { formatCount, formatNoun, formatPercent } from '../../src-shared/format/numbers.ts';
import { originNames, writerNames } from '../../src-shared/format/prompts.ts';
import { cx } from '../ui/class-names.ts';
import { Badge } from '../ui/states.tsx';
import { archive, openImages } from './actions.ts';
import { EditField } from './edit-field.tsx';
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
  editing: boolean;
}) {
  const { prompt, className, editing } = props;
  const { text, origin, writer, context, style, images } = prompt;
  return (
    <div
      id={`prompt-${prompt.id}`}
      role="row"
      aria-rowindex={props.place + 1}
      aria-selected={props.chosen}
      data-place={props.place}
      className={cx(
        styles.row,
        styles.columns,
        className !== null && styles.withClass,
        props.focused && styles.focused,
        props.chosen && styles.chosen,
      )}
      style={{ transform: `translateY(${props.top}px)` }}
    >
      {className !== null && (
        <span role="gridcell" className={styles.soft} title={className}>
          {className}
        </span>
      )}
      <span role="gridcell" className={styles.textCell} title={editing ? undefined : text}>
        {editing ? <EditField prompt={prompt} /> : <span className={styles.text}>{text}</span>}
        {prompt.original !== null && !editing && (
          <span className={styles.edited} title={`First: ${prompt.original}`}>
            <PencilLine aria-hidden />
            <span className="visually-hidden">changed by hand</span>
          </span>
        )}
      </span>
      <span
        role="gridcell"
        className={styles.originCell}
        title={`${originNames[origin]}, written by: ${writerNames[writer]}`}
      >
        <span className={styles.dot} data-origin={origin} aria-hidden />
        <span className={styles.originName}>{originNames[origin]}</span>
        {(origin === 'contextualized' || origin === 'stylized') && <Badge>{writerNames[writer]}</Badge>}
      </span>
      <span role="gridcell" className={cx(styles.soft, styles.wideOnly)} title={context ?? ''}>
        {context}
      </span>
      <span role="gridcell" className={cx(styles.soft, styles.wideOnly)} title={style ?? ''}>
        {style}
      </span>
      <span role="gridcell" className={styles.number}>
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
      <span role="gridcell" className={styles.number} title={keptWords(images)}>
        {formatPercent(keptShare(images), 0)}
      </span>
      <span role="gridcell" className={styles.rowActions}>
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
