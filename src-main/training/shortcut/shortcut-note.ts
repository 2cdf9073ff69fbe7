import type { ShortcutProbe } from '../../../src-shared/domain/run.ts';
import type { PoolImage } from '../data/batch-plan.ts';
import { sharesInWords, unevenShares } from '../domain-shares.ts';

/** From here on real and synthetic images are as good as labelled. */
const NEAR_ONE = 0.95;

/** What a person should know where telling the domains apart is easy and tells the class; none where it does not. */
export function shortcutNotes(
  probe: ShortcutProbe | null,
  {
    classNames,
    real,
    synthetic,
  }: { classNames: readonly string[]; real: readonly PoolImage[]; synthetic: readonly PoolImage[] },
): string[] {
  if (!probe || probe.auc < NEAR_ONE) return [];
  const count = (pool: readonly PoolImage[], label: number): number =>
    pool.filter((image) => image.label === label).length;
  const uneven = unevenShares(
    classNames.map((name, label) => ({ name, real: count(real, label), synthetic: count(synthetic, label) })),
  );
  if (!uneven) return [];
  return [
    `Simple statistics tell its real and synthetic images apart (area under the curve ${probe.auc.toFixed(2)}), and ` +
      `${sharesInWords(uneven)}: the network can guess the class from how an image was made. ` +
      'Even out the numbers, or bring both kinds of images to the same size and codec.',
  ];
}
