import { formatCount } from '../../src-shared/format/numbers.ts';
import styles from './train.module.css';

/** Training images of each class by domain: where these shares differ between classes, "looks synthetic" predicts the class. */
export function DomainTable({
  rows,
}: {
  rows: readonly { className: string; real: number; synthetic: number }[];
}) {
  const most = Math.max(1, ...rows.map(({ real, synthetic }) => real + synthetic));
  return (
    <div className={styles.domains}>
      <table>
        <caption>Training images by class</caption>
        <thead>
          <tr>
            <th scope="col">Class</th>
            <th scope="col">Real</th>
            <th scope="col">Synthetic</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ className, real, synthetic }) => (
            <tr key={className}>
              <th scope="row" title={className}>
                {className}
                <span className={styles.domainBar} aria-hidden>
                  <span className={styles.realBar} style={{ width: `${(real / most) * 100}%` }} />
                  <span className={styles.syntheticBar} style={{ width: `${(synthetic / most) * 100}%` }} />
                </span>
              </th>
              <td>{formatCount(real)}</td>
              <td>{formatCount(synthetic)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
