import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ImageClass } from '../../src-shared/domain/image-class.ts';
import { api } from '../api/client.ts';
import { queries, queryClient } from '../api/queries.ts';
import { notifyFailure } from '../ui/notifications.ts';
import { useNarrow } from '../ui/use-narrow.ts';
import type { ChangedPart } from './class-name.tsx';
import { ClassRow } from './class-row.tsx';
import styles from './classes.module.css';
import { moved } from './reorder.ts';

const columns = ['Train', 'Val', 'Test', 'Generated', 'Kept', 'Undecided', 'Rejected'];

/** The classes in label order, with what each one has. */
export function ClassTable({ classes }: { classes: readonly ImageClass[] }) {
  const [changed, setChanged] = useState<{ id: number; part: ChangedPart } | null>(null);
  const [open, setOpen] = useState<ReadonlySet<number>>(new Set());
  const senses = useQuery(queries.senses());
  const entries = new Map(senses.data?.map((entry) => [entry.classId, entry]));
  const narrow = useNarrow();
  const ordered = classes.toSorted((a, b) => a.position - b.position);
  const reorder = useMutation({
    mutationFn: (classIds: number[]) => api.classes.reorder.mutate({ classIds }),
    onMutate: (classIds) =>
      queryClient.setQueryData<ImageClass[]>(queries.classes().queryKey, (old) =>
        old?.map((each) => ({ ...each, position: classIds.indexOf(each.id) })),
      ),
    onError: notifyFailure,
    onSettled: () => queryClient.invalidateQueries({ queryKey: queries.classes().queryKey }),
  });
  const ids = ordered.map(({ id }) => id);
  const largest = Math.max(1, ...ordered.map(largestCount));
  return (
    <div className={styles.frame}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col" rowSpan={2} className={styles.number}>
              Label
            </th>
            <th scope="col" rowSpan={2}>
              Class
            </th>
            <th scope="colgroup" colSpan={3} className={styles.group}>
              Real
            </th>
            <th scope="col" rowSpan={2} className={styles.number}>
              Prompts
            </th>
            <th scope="colgroup" colSpan={narrow ? 3 : 4} className={styles.group}>
              Synthetic
            </th>
            <th scope="col" rowSpan={2} className={styles.number}>
              OOD
            </th>
            <th scope="col" rowSpan={2}>
              <span className="visually-hidden">Missing</span>
            </th>
            <th scope="col" rowSpan={2}>
              <span className="visually-hidden">Actions</span>
            </th>
          </tr>
          <tr>
            {columns
              .filter((name) => !narrow || name !== 'Generated')
              .map((name) => (
                <th key={name} scope="col" className={styles.number}>
                  {name}
                </th>
              ))}
          </tr>
        </thead>
        <tbody>
          {ordered.map((each, at) => (
            <ClassRow
              key={each.id}
              imageClass={each}
              entry={entries.get(each.id)}
              isOpen={open.has(each.id)}
              onToggle={() => setOpen((old) => toggled(old, each.id))}
              label={at}
              largest={largest}
              narrow={narrow}
              changing={changed?.id === each.id ? changed.part : null}
              onChange={(part) => setChanged(part && { id: each.id, part })}
              onUp={at > 0 ? () => reorder.mutate(moved(ids, at, at - 1)) : null}
              onDown={at < ids.length - 1 ? () => reorder.mutate(moved(ids, at, at + 1)) : null}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The set with the id in it if it was not, and without it if it was. */
function toggled(ids: ReadonlySet<number>, id: number): ReadonlySet<number> {
  const changed = new Set(ids);
  if (!changed.delete(id)) changed.add(id);
  return changed;
}

const largestCount = ({ counts: { real, synthetic, ood } }: ImageClass): number =>
  Math.max(real.train, real.val, real.test, synthetic.keep + synthetic.undecided + synthetic.reject, ood);
