import { FolderOpen } from 'lucide-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { api } from '../api/client.ts';
import { queries } from '../api/queries.ts';
import { begin } from '../app/dialogs.ts';
import { useDropTarget } from '../imports/use-drop-target.ts';
import { formatPercent } from '../../src-shared/format/numbers.ts';
import { Button } from '../ui/button.tsx';
import { notifyFailure } from '../ui/notifications.ts';
import { FailureNote, ProgressTrack } from '../ui/states.tsx';
import { FoldersArt } from './card-art.tsx';
import styles from './home.module.css';

/** A person's own images: dropped here, or chosen. */
export function ImagesCard({ projectOpen }: { projectOpen: boolean }) {
  const { data: canPick } = useQuery(queries.canPick());
  const goOn = (source: Parameters<typeof begin>[0] & { kind: 'import' }) =>
    begin(source, projectOpen, source.source?.name);
  const drop = useDropTarget((source) => goOn({ kind: 'import', source, role: 'real' }));
  const pick = useMutation({
    mutationFn: () => api.sources.pick.mutate(),
    onSuccess: (source) => source && goOn({ kind: 'import', source, role: 'real' }),
    onError: notifyFailure,
  });
  return (
    <section className={styles.card} {...drop.target}>
      <FoldersArt />
      <h2 className={styles.cardTitle}>My images</h2>
      <p className={styles.cardWords}>
        Drop a folder here, with one folder for each class. Images are split into train, val and test on
        import, and the originals stay as they are.
      </p>
      {drop.progress !== null && (
        <>
          <output>Receiving files, {formatPercent(drop.progress, 0)}</output>
          <ProgressTrack share={drop.progress} label="Receiving files" />
        </>
      )}
      {drop.error !== null && <FailureNote error={drop.error} />}
      <div className={styles.cardActions}>
        <Button
          look="primary"
          icon={<FolderOpen aria-hidden />}
          isDisabled={drop.progress !== null}
          onPress={() => (canPick ? pick.mutate() : goOn({ kind: 'import', source: null, role: 'real' }))}
        >
          Choose a folder
        </Button>
      </div>
    </section>
  );
}
