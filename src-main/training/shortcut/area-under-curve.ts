/**
 * Area under the ROC curve: the share of pairs of a positive and a negative in which the positive scores higher, ties counting half (Mann and
 * Whitney). Throws a `RangeError` where one of the two kinds is missing.
 */
export function areaUnderCurve(scores: ArrayLike<number>, isPositive: readonly boolean[]): number {
  const order = [...isPositive.keys()].toSorted((a, b) => scores[a]! - scores[b]!);
  const positives = isPositive.filter(Boolean).length;
  const negatives = isPositive.length - positives;
  if (positives === 0 || negatives === 0) throw new RangeError('A ROC curve needs positives and negatives.');
  let ranks = 0;
  for (let from = 0; from < order.length; ) {
    let to = from + 1;
    while (to < order.length && scores[order[to]!] === scores[order[from]!]) to++;
    const tied = order.slice(from, to).filter((i) => isPositive[i]).length;
    // Ranks count from 1.
    ranks += (tied * (from + 1 + to)) / 2;
    from = to;
  }
  return (ranks - (positives * (positives + 1)) / 2) / (positives * negatives);
}
