import { useQuery } from '@tanstack/react-query';
import { thumbnailAddress } from '../../api/addresses.ts';
import { failureOf } from '../../api/failure.ts';
import { queries } from '../../api/queries.ts';
import { formatPercent } from '../../../src-shared/format/numbers.ts';
import { useSettled } from '../use-settled.ts';
import { compareImages } from '../views.ts';
import styles from './nearest.module.css';

/** Real training images that CLIP finds most alike, for a look beside the image; nothing before images are scored. */
export function NearestStrip({ id }: { id: number }) {
  const settled = useSettled(id);
  const { data: state } = useQuery(queries.scoringState({}));
  const { data, error } = useQuery(queries.nearestImages(settled));
  if (!state?.latest) return null;
  const nearest = settled === id ? (data?.real ?? []) : [];
  return (
    <section className={styles.strip} aria-label="Nearest real images">
      <h3 className={styles.title}>Nearest real images</h3>
      <ul className={styles.list}>
        {nearest.map(({ imageId, similarity }) => (
          <li key={imageId}>
            <button
              type="button"
              className={styles.image}
              aria-label={`Compare with real image ${imageId}, ${formatPercent(similarity)} alike`}
              onClick={() => compareImages([id, imageId])}
            >
              <img src={thumbnailAddress(imageId)} alt="" decoding="async" draggable={false} />
              <span>{formatPercent(similarity, 0)}</span>
            </button>
          </li>
        ))}
        {error && settled === id && <li className={styles.none}>{failureOf(error).message}</li>}
        {nearest.length === 0 && settled === id && data && (
          <li className={styles.none}>
            No real training image has an embedding yet. Score images to make them.
          </li>
        )}
      </ul>
    </section>
  );
}
