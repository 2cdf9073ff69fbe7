import type { NearPair, TrainingCheck } from '../../src-shared/domain/training-check.ts';
import { formatCount, formatNoun } from '../../src-shared/format/numbers.ts';
import { goTo } from '../app/ui-state.ts';
import { showImages } from '../review/loading.ts';
import { Button } from '../ui/button.tsx';
import { cx } from '../ui/class-names.ts';
import styles from './train.module.css';

const partNames: Readonly<Record<NearPair['firstPart'], string>> = {
  train: 'train',
  val: 'validation',
  test: 'test',
  synthetic: 'synthetic',
  ood: 'OOD',
};

/** Images that look almost alike on two sides of a border that none should cross, most alike first. */
export function NearDuplicateList({ found }: { found: TrainingCheck['nearDuplicates'] }) {
  const { pairs, dropped, doubtful } = found;
  if (pairs.length === 0) return null;
  const left = dropped.real + dropped.synthetic;
  const ids = new Set(pairs.flatMap(({ firstId, secondId }) => [firstId, secondId]));
  const look = (): void => {
    showImages([...ids], 'Near-duplicates across train, validation, test and OOD');
    goTo('review');
  };
  return (
    <div className={cx(styles.domains, styles.near)}>
      <table>
        <caption>
          Near-duplicates: {formatNoun(left, 'training image')} left out,{' '}
          {formatNoun(doubtful, 'tested image')} in doubt{' '}
          <Button look="quiet" size="small" onPress={look}>
            Look at {formatCount(ids.size)} images
          </Button>
        </caption>
        <thead>
          <tr>
            <th scope="col">Image</th>
            <th scope="col">Looks like</th>
          </tr>
        </thead>
        <tbody>
          {pairs
            .toSorted((a, b) => b.similarity - a.similarity)
            .map((pair) => (
              <tr key={`${pair.firstId} ${pair.secondId}`}>
                <th scope="row" title={pair.firstName}>
                  <span className={styles.soft}>{partNames[pair.firstPart]}</span> {pair.firstName}
                </th>
                <td title={`cosine ${pair.similarity.toFixed(4)}`}>
                  <span className={styles.soft}>{partNames[pair.secondPart]}</span> {pair.secondName}
                </td>
              </tr>
            ))}
        </tbody>
      </table>
    </div>
  );
}
