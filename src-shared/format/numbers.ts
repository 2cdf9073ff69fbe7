const counts = new Intl.NumberFormat('en-GB');

/** "12,400" */
export const formatCount = (count: number): string => counts.format(count);

/** "1 image", "2,000 images"; `many` where the plural is not the noun with an s. */
export const formatNoun = (count: number, noun: string, many = `${noun}s`): string =>
  `${counts.format(count)} ${count === 1 ? noun : many}`;

/** A share in [0, 1] as "81.3 %"; "–" when there is none. */
export const formatPercent = (share: number | null, digits = 1): string =>
  share === null || Number.isNaN(share) ? '–' : `${(share * 100).toFixed(digits)} %`;

/** Points of a percentage with their sign, as in "+2.1" or "−0.4"; `difference` in [-1, 1]. */
export function formatPoints(difference: number, digits = 1): string {
  const points = (Math.abs(difference) * 100).toFixed(digits);
  if (Number(points) === 0) return `±${points}`;
  return `${difference < 0 ? '−' : '+'}${points}`;
}

const byteUnits = ['B', 'kB', 'MB', 'GB', 'TB'] as const;

/** "3.4 MB": powers of 1000, one decimal below ten. */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < byteUnits.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${value < 10 && unit > 0 ? value.toFixed(1) : Math.round(value)} ${byteUnits[unit] ?? 'B'}`;
}

/** "4.1 steps/s"; below one a second it turns round: "12 s a step". */
export function formatRate(perSecond: number, unit: string): string {
  const single = unit.replace(/(?<=ss)es$|s$/, '');
  if (perSecond <= 0) return `0 ${unit}/s`;
  if (perSecond < 0.5) return `${Math.round(1 / perSecond)} s a ${single}`;
  return `${perSecond < 10 ? perSecond.toFixed(1) : counts.format(Math.round(perSecond))} ${unit}/s`;
}

/** "11.2 M", "1.35 M", "85 k" */
export function formatMillions(count: number): string {
  if (count >= 1e6) return `${(count / 1e6).toFixed(count < 1e7 ? 2 : 1)} M`;
  return count >= 1000 ? `${Math.round(count / 1000)} k` : String(count);
}
