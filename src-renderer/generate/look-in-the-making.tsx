import { useQuery } from '@tanstack/react-query';
import { Loader } from 'lucide-react';
import { previewAddress } from '../api/addresses.ts';
import { queries } from '../api/queries.ts';
import styles from './generate.module.css';

/** How the first picture of the batch in hand looks by now, and how many steps it has taken. */
export function LookInTheMaking({ jobId }: { jobId: number }) {
  const { data } = useQuery(queries.generating(jobId));
  const words = data ? `Step ${data.step} of ${data.steps}` : 'Loading the model';
  return (
    <figure className={styles.look}>
      {data?.previewId ? (
        <img src={previewAddress(data.previewId)} alt="" />
      ) : (
        <span className={styles.noImage}>
          <Loader aria-hidden />
        </span>
      )}
      <figcaption>{words}</figcaption>
    </figure>
  );
}
