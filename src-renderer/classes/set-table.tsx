import { useMutation } from '@tanstack/react-query';
import { Images, Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { ImageSet, Role } from '../../src-shared/domain/image-set.ts';
import { api } from '../api/client.ts';
import { begin } from '../app/dialogs.ts';
import { goTo } from '../app/ui-state.ts';
import { formatCount, formatNoun } from '../../src-shared/format/numbers.ts';
import { showSet } from '../review/loading.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { Confirm } from '../ui/confirm.tsx';
import { notifyFailure } from '../ui/notifications.ts';
import { Section } from '../ui/page.tsx';
import { Badge } from '../ui/states.tsx';
import { StyleCoverageOf } from './style-coverage.tsx';
import styles from './classes.module.css';

const roleNames: Readonly<Record<Role, string>> = { real: 'Real', synthetic: 'Synthetic', ood: 'OOD' };

/** The sets that the images came in. */
export function SetTable({ sets }: { sets: readonly ImageSet[] }) {
  const [removing, setRemoving] = useState<ImageSet | null>(null);
  const remove = useMutation({
    mutationFn: (id: number) => api.images.removeSet.mutate({ id }),
    onError: notifyFailure,
    onSettled: () => setRemoving(null),
  });
  return (
    <Section
      title="Sets"
      actions={
        <Button
          size="small"
          icon={<Plus aria-hidden />}
          onPress={() => begin({ kind: 'import', source: null, role: 'real' }, true)}
        >
          Import images
        </Button>
      }
    >
      <div className={styles.frame}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">Set</th>
              <th scope="col">For</th>
              <th scope="col">From</th>
              <th scope="col" className={styles.number}>
                Images
              </th>
              <th scope="col">
                <span className="visually-hidden">Actions</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {sets.map((set) => (
              <SetRow key={set.id} set={set} onRemove={() => setRemoving(set)} />
            ))}
          </tbody>
        </table>
      </div>
      {removing && (
        <Confirm
          title={`Remove ${removing.name}?`}
          action={`Remove ${formatNoun(removing.counts.total, 'image')}`}
          busy={remove.isPending}
          onConfirm={() => remove.mutate(removing.id)}
          onClose={() => setRemoving(null)}
        >
          The images and their verdicts leave the project. Copied files are deleted; referenced files stay
          where they are. Runs keep their figures.
        </Confirm>
      )}
    </Section>
  );
}

function SetRow({ set, onRemove }: { set: ImageSet; onRemove: () => void }) {
  return (
    <tr>
      <th scope="row" className={styles.nameCell}>
        <span className={styles.nameText} title={set.name}>
          {set.name}
        </span>
      </th>
      <td className={styles.badges}>
        <Badge>{roleNames[set.role]}</Badge> {set.role === 'ood' && <StyleCoverageOf set={set} />}
      </td>
      <td className={styles.missing}>{originWords(set)}</td>
      <td className={styles.number}>{formatCount(set.counts.total)}</td>
      <td className={styles.actions}>
        <IconButton
          size="small"
          label={`Look through ${set.name}`}
          icon={<Images />}
          onPress={() => {
            showSet(set.id);
            goTo('review');
          }}
        />
        <IconButton size="small" label={`Remove ${set.name}`} icon={<Trash2 />} onPress={onRemove} />
      </td>
    </tr>
  );
}

function originWords({ origin }: ImageSet): string {
  switch (origin.kind) {
    case 'imported':
      return origin.label;
    case 'drawn':
      return `drawn: ${origin.dataSet}, ${origin.look}, seed ${origin.seed}`;
    case 'generated':
      return `generated: ${origin.model}`;
    default:
      return origin satisfies never;
  }
}
