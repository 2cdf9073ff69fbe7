import type { ImageClass } from '../../../src-shared/domain/image-class.ts';
import type { ImageDetail } from '../../../src-shared/domain/image-set.ts';
import { formatPercent } from '../../../src-shared/format/numbers.ts';
import { Button } from '../../ui/button.tsx';
import { Fact } from '../fact.tsx';
import styles from '../inspector.module.css';
import { showImages } from '../loading.ts';

/** What CLIP said of an image, and what it looks almost like. */
export function ScoreFacts({ detail, classes }: { detail: ImageDetail; classes: readonly ImageClass[] }) {
  const { score, nearDuplicateOf } = detail;
  if (!score && !nearDuplicateOf) return null;
  const best = classes.find(({ id }) => id === score?.bestClassId)?.name ?? 'a class that is gone';
  return (
    <section className={styles.provenance}>
      <h3 className={styles.subtitle}>Score</h3>
      <dl className={styles.facts}>
        {score && (
          <>
            <Fact name="Own class">{formatPercent(score.probability)}</Fact>
            {score.bestClassId !== detail.classId && (
              <Fact name="Best class">
                {best}, {formatPercent(score.bestProbability)}
              </Fact>
            )}
            <Fact name="By">{score.model}</Fact>
          </>
        )}
        {nearDuplicateOf && (
          <Fact name="Almost">
            image {nearDuplicateOf.imageId}, {formatPercent(nearDuplicateOf.similarity)} alike
          </Fact>
        )}
      </dl>
      {nearDuplicateOf && (
        <Button
          size="small"
          onPress={() => showImages([detail.id, nearDuplicateOf.imageId], 'almost the same')}
        >
          Show both
        </Button>
      )}
    </section>
  );
}
