import { useMutation } from '@tanstack/react-query';
import { ArrowDown, ArrowUp, Images, Pencil, Trash2 } from 'lucide-react';
import { Button as AriaButton } from 'react-aria-components';
import type { ImageClass } from '../../src-shared/domain/image-class.ts';
import { api } from '../api/client.ts';
import { goTo } from '../app/ui-state.ts';
import { showClass } from '../review/loading.ts';
import { IconButton } from '../ui/button.tsx';
import { notifyFailure } from '../ui/notifications.ts';
import styles from './classes.module.css';
import { CountCell } from './count-cell.tsx';
import { missingOf } from './next-step.ts';
import { RenameField } from './rename-field.tsx';

export interface ClassRowProps {
  imageClass: ImageClass;
  label: number;
  /** The largest count in the table, which a full bar stands for. */
  largest: number;
  renaming: boolean;
  onRename: (classId: number | null) => void;
  onUp: (() => void) | null;
  onDown: (() => void) | null;
}

export function ClassRow({ imageClass, label, largest, renaming, onRename, onUp, onDown }: ClassRowProps) {
  const { id, name, counts } = imageClass;
  const { real, synthetic, ood } = counts;
  const total =
    real.train + real.val + real.test + synthetic.keep + synthetic.undecided + synthetic.reject + ood;
  const remove = useMutation({ mutationFn: () => api.classes.remove.mutate({ id }), onError: notifyFailure });
  const missing = missingOf(imageClass);
  return (
    <tr>
      <td className={styles.label}>{label}</td>
      <th scope="row" className={styles.nameCell}>
        {renaming ? (
          <RenameField imageClass={imageClass} onDone={() => onRename(null)} />
        ) : (
          <AriaButton
            className={styles.name ?? ''}
            onPress={() => onRename(id)}
            aria-label={`Rename ${name}`}
          >
            <span className={styles.nameText} title={name}>
              {name}
            </span>
            <Pencil aria-hidden />
          </AriaButton>
        )}
      </th>
      <CountCell count={real.train} of={largest} look="real" />
      <CountCell count={real.val} of={largest} look="real" />
      <CountCell count={real.test} of={largest} look="real" />
      <CountCell count={synthetic.keep} of={largest} look="keep" />
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
          isDisabled={!onUp}
          onPress={() => onUp?.()}
        />
        <IconButton
          size="small"
          label={`Move ${name} down`}
          icon={<ArrowDown />}
          isDisabled={!onDown}
          onPress={() => onDown?.()}
        />
        <IconButton
          size="small"
          label={total > 0 ? `${name} has images and cannot be removed` : `Remove ${name}`}
          icon={<Trash2 />}
          isDisabled={total > 0 || remove.isPending}
          onPress={() => remove.mutate()}
        />
      </td>
    </tr>
  );
}
