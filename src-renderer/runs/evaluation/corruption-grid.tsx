import { type CorruptionTable, SEVERITIES } from '../../../src-shared/domain/evaluation.ts';
import { corruptionTitles } from '../../../src-shared/format/evaluation.ts';
import { formatNoun, formatPercent } from '../../../src-shared/format/numbers.ts';
import styles from './evaluation.module.css';

const share = (value: number): string => (value * 100).toFixed(1);

/** Top-1 accuracy by corruption and severity; the deeper a cell, the more is left of what is right without corruption. */
export function CorruptionGrid({ table }: { table: CorruptionTable }) {
  const { clean, mean, rows, images } = table;
  const tone = (top1: number): string =>
    `color-mix(in oklab, var(--accent) ${Math.round(clean > 0 ? Math.min(1, top1 / clean) * 38 : 0)}%, var(--panel))`;
  return (
    <div className={styles.part}>
      <h3 className={styles.subtitle}>Corruptions</h3>
      <p className={styles.soft}>
        Top-1 in percent on {formatNoun(images, 'image')}: {formatPercent(clean)} without corruption,{' '}
        {formatPercent(mean)} over all corruptions and severities.
      </p>
      <table className={styles.grid}>
        <thead>
          <tr>
            <th scope="col">Severity</th>
            {SEVERITIES.map((severity) => (
              <th key={severity} scope="col" className={styles.number}>
                {severity}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ corruption, top1 }) => (
            <tr key={corruption}>
              <th scope="row">{corruptionTitles[corruption]}</th>
              {SEVERITIES.map((severity) => {
                const value = top1[severity - 1] ?? 0;
                return (
                  <td key={severity} className={styles.number} style={{ background: tone(value) }}>
                    {share(value)}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
