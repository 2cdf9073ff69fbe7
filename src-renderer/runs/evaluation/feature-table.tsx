import type { FeatureQuality } from '../../../src-shared/domain/evaluation.ts';
import { formatNoun, formatPercent } from '../../../src-shared/format/numbers.ts';
import styles from './evaluation.module.css';

/** What the features before the head are worth, of the run and of networks beside it. */
export function FeatureTable({ features }: { features: readonly FeatureQuality[] }) {
  const bank = features.find(({ trainedOn }) => trainedOn !== null)?.trainedOn;
  const leep = features.some((each) => each.leep !== null);
  return (
    <div className={styles.part}>
      <h3 className={styles.subtitle}>Features before the head</h3>
      <table className={styles.grid}>
        <thead>
          <tr>
            <th scope="col">Network</th>
            <th scope="col" className={styles.number}>
              Neighbours
            </th>
            <th scope="col" className={styles.number}>
              Linear probe
            </th>
            <th scope="col" className={styles.number}>
              LEEP
            </th>
          </tr>
        </thead>
        <tbody>
          {features.map(({ network, neighbors, linearProbe, leep: score }) => (
            <tr key={network ?? ''}>
              <th scope="row">{network ?? 'This run'}</th>
              <td className={styles.number} title={neighbors ? `k = ${neighbors.k}` : undefined}>
                {formatPercent(neighbors?.top1 ?? null)}
              </td>
              <td
                className={styles.number}
                title={linearProbe ? `penalty ${linearProbe.penalty}` : undefined}
              >
                {formatPercent(linearProbe?.top1 ?? null)}
              </td>
              <td className={styles.number}>{score === null ? '–' : score.toFixed(3).replace('-', '−')}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className={styles.soft}>
        {bank !== undefined && bank !== null && `Learned from ${formatNoun(bank, 'real training image')}. `}
        {leep &&
          'LEEP is at most 0; higher transfers better. A run’s own head already speaks these labels, so that its score is high almost of itself: compare neighbours and probe.'}
      </p>
    </div>
  );
}
