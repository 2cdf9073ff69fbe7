import { useMutation } from '@tanstack/react-query';
import { ArrowDown, ArrowUp, Images, Trash2 } from 'lucide-react';
import { memo, useState } from 'react';
import type { ImageClass } from '../../src-shared/domain/image-class.ts';
import type { ClassSenses } from '../../src-shared/domain/sense.ts';
import { formatCount, formatNoun } from '../../src-shared/format/numbers.ts';
import { api } from '../api/client.ts';
import { goTo } from '../app/ui-state.ts';
import { showClass } from '../review/loading.ts';
import { IconButton } from '../ui/button.tsx';
import { cx } from '../ui/class-names.ts';
import { Confirm } from '../ui/confirm.tsx';
import { notifyFailure } from '../ui/notifications.ts';
import styles from './classes.module.css';
import { moveClass } from './changes.ts';
import { ClassName } from './class-name.tsx';
import { CountCell, KeptCell } from './count-cell.tsx';
import { missingOf } from './next-step.ts';
import { SensesPanel } from './senses/senses-panel.tsx';
import { SensesToggle } from './senses/senses-toggle.tsx';

export interface ClassRowProps {
  imageClass: ImageClass;
  /** Absent while they are read. */
  entry: ClassSenses | undefined;
  /** Whether its senses are shown below. */
  isOpen: boolean;
  onToggle: (classId: number) => void;
  label: number;
  isLast: boolean;
  /** The largest count in the table, which a full bar stands for. */
  largest: number;
  /** Leaves out what the other columns say together. */
  narrow: boolean;
  /** Hears its height, for the places of those below. */
  measure: (element: HTMLElement | null) => void;
}

/** At least as many as the table has. */
const COLUMNS = 13;
/** Rows of the table's head. */
export const HEAD_ROWS = 2;

/** Not drawn again while nothing of its class changes: there may be a thousand of them. */
export const ClassRow = memo(function ClassRow({
  imageClass,
  entry,
  isOpen,
  onToggle,
  label,
  isLast,
  largest,
  narrow,
  measure,
}: ClassRowProps) {
  const { id, name, counts, prompts } = imageClass;
  const { real, synthetic, ood } = counts;
  const generated = synthetic.keep + synthetic.undecided + synthetic.reject;
  const total = real.train + real.val + real.test + generated + ood;
  const remove = useMutation({ mutationFn: () => api.classes.remove.mutate({ id }), onError: notifyFailure });
  const [removing, setRemoving] = useState(false);
  const missing = missingOf(imageClass);
  const panelId = `senses-${id}`;
  return (
    <tbody ref={measure} data-index={label}>
      <tr aria-rowindex={label + HEAD_ROWS + 1}>
        <td className={styles.label}>{label}</td>
        <th scope="row" className={styles.nameCell}>
          <span className={styles.nameLine}>
            <SensesToggle
              imageClass={imageClass}
              entry={entry}
              isOpen={isOpen}
              panelId={panelId}
              onToggle={() => onToggle(id)}
            />
            <ClassName imageClass={imageClass} />
          </span>
        </th>
        <CountCell count={real.train} of={largest} look="real" />
        <CountCell count={real.val} of={largest} look="real" />
        <CountCell count={real.test} of={largest} look="real" />
        <td className={cx(styles.number, prompts === 0 && styles.zero)}>{formatCount(prompts)}</td>
        {!narrow && <CountCell count={generated} of={largest} look="plain" />}
        <KeptCell imageClass={imageClass} of={largest} />
        <CountCell count={synthetic.undecided} of={largest} look="plain" />
        <CountCell count={synthetic.reject} of={largest} look="reject" />
        <CountCell count={ood} of={largest} look="plain" />
        <td className={styles.missing}>{missing.join(', ')}</td>
        <td className={styles.actions}>
          <IconButton
            size="small"
            label={`Look through ${name}`}
            icon={<Images />}
            isDisabled={total === 0}
            onPress={() => {
              showClass(id);
              goTo('review');
            }}
          />
          <IconButton
            size="small"
            label={`Move ${name} up`}
            icon={<ArrowUp />}
            isDisabled={label === 0}
            onPress={() => moveClass(id, -1)}
          />
          <IconButton
            size="small"
            label={`Move ${name} down`}
            icon={<ArrowDown />}
            isDisabled={isLast}
            onPress={() => moveClass(id, 1)}
          />
          <IconButton
            size="small"
            label={total > 0 ? `${name} has images and cannot be removed` : `Remove ${name}`}
            icon={<Trash2 />}
            isDisabled={total > 0 || remove.isPending}
            onPress={() => (prompts > 0 ? setRemoving(true) : remove.mutate())}
          />
          {removing && (
            <Confirm
              title={`Remove ${name}?`}
              action={`Remove the class and ${formatNoun(prompts, 'prompt')}`}
              busy={remove.isPending}
              onConfirm={() => remove.mutate()}
              onClose={() => setRemoving(false)}
            >
              The class has no images. Its prompts go with it, and this cannot be undone.
            </Confirm>
          )}
        </td>
      </tr>
      {isOpen && entry && (
        <tr className={styles.opened} id={panelId}>
          <td colSpan={COLUMNS}>
            <SensesPanel entry={entry} />
          </td>
        </tr>
      )}
    </tbody>
  );
});
