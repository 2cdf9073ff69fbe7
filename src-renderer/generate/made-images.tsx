import { useQuery } from '@tanstack/react-query';
import { ImageIcon } from 'lucide-react';
import { Button } from 'react-aria-components';
import type { Job } from '../../src-shared/domain/job.ts';
import { formatNoun } from '../../src-shared/format/numbers.ts';
import { thumbnailAddress } from '../api/addresses.ts';
import { queries } from '../api/queries.ts';
import { goTo } from '../app/ui-state.ts';
import { showImages } from '../review/loading.ts';
import { Section } from '../ui/page.tsx';
import { FailureNote, Skeleton } from '../ui/states.tsx';
import styles from './live.module.css';

/** The newest images of a generation, as they come. */
export function MadeImages({ job }: { job: Job }) {
  const { data, error } = useQuery(queries.made(job.id));
  const total = data ? data.keep + data.reject + data.undecided : 0;
  const hint =
    data && total > data.latest.length
      ? `The newest ${data.latest.length} of ${formatNoun(total, 'image')}`
      : '';
  if (error) return <FailureNote error={error} />;
  return (
    <Section title="Images" hint={hint}>
      {!data ? (
        <Skeleton height={240} />
      ) : data.latest.length === 0 ? (
        <p className={styles.waiting}>
          <ImageIcon aria-hidden />
          {waitingWords[job.state.status]}
        </p>
      ) : (
        <ul className={styles.images}>
          {data.latest.map(({ id, prompt, version }) => (
            <li key={id}>
              <Button
                className={styles.image ?? ''}
                aria-label={`Look at image ${id}: ${prompt}`}
                onPress={() => {
                  showImages([id], prompt);
                  goTo('review');
                }}
              >
                <img src={thumbnailAddress(id, version)} alt="" title={prompt} decoding="async" />
              </Button>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

const waitingWords: Readonly<Record<Job['state']['status'], string>> = {
  queued: 'Waiting for the jobs before it.',
  running: 'The first images are in the making.',
  paused: 'No image was finished before it paused.',
  done: 'No image was made.',
  failed: 'No image was made before it failed.',
  cancelled: 'No image was made before it was cancelled.',
};
