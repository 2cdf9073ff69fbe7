import { mean, type PairedDifference, sampleStd } from '../../src-shared/statistics.ts';

/** "71.2 ± 0.8" of values in percent; the second number is their sample standard deviation, left out for a single value. */
export function meanAndSpread(values: readonly number[]): string {
  const spread = sampleStd(values);
  return spread === null ? mean(values).toFixed(1) : `${mean(values).toFixed(1)} ± ${spread.toFixed(1)}`;
}

/** "+2.1 [+0.4, +3.8]" in percentage points: the mean difference and its 95 % interval, which single pairs do not have. */
export function difference(paired: PairedDifference): string {
  const sign = (value: number): string => `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(1)}`;
  const { interval } = paired;
  return interval === null
    ? sign(paired.mean)
    : `${sign(paired.mean)} [${sign(interval.low)}, ${sign(interval.high)}]`;
}

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
export const markdownTable = (header: readonly string[], rows: readonly (readonly string[])[]): string =>
  [row(header), row(header.map(() => '---')), ...rows.map(row)].join('\n');
