/** Training images of a class by domain. */
export interface DomainCounts {
  readonly name: string;
  readonly real: number;
  readonly synthetic: number;
}

interface ClassShare {
  readonly name: string;
  /** Of synthetic images among those of the class, in [0, 1]. */
  readonly share: number;
}

/** Shares of synthetic images further apart than this between two classes are worth a warning (docs/methods.md 8.6). */
const TOLERANCE = 0.25;

/** The classes with the smallest and the largest share of synthetic images; null where all shares are about the same. */
export function unevenShares(
  counts: readonly DomainCounts[],
): { lowest: ClassShare; highest: ClassShare } | null {
  const shares = counts
    .filter(({ real, synthetic }) => real + synthetic > 0)
    .map(({ name, real, synthetic }): ClassShare => ({ name, share: synthetic / (real + synthetic) }))
    .toSorted((a, b) => a.share - b.share);
  const [lowest, highest] = [shares[0], shares.at(-1)];
  return lowest && highest && highest.share - lowest.share > TOLERANCE ? { lowest, highest } : null;
}

/** "80 % of the training images of "crane" are synthetic, of "kite" 20 %" */
export const sharesInWords = ({ lowest, highest }: { lowest: ClassShare; highest: ClassShare }): string =>
  `${percent(highest.share)} of the training images of "${highest.name}" are synthetic, of "${lowest.name}" ` +
  percent(lowest.share);

const percent = (share: number): string => `${Math.round(share * 100)} %`;
