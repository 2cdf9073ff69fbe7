import type { Logits } from './softmax.ts';

/**
 * Share of rows, in [0, 1], whose label is among the `k` highest logits of the allowed classes; of equal logits the first class goes first.
 * Null where no more than `k` classes are allowed, so that everything would be right, and where there are no rows.
 */
export function topKAccuracy(
  { values, classes }: Logits,
  labels: readonly number[],
  k: number,
  allowed?: readonly boolean[],
): number | null {
  const choices = allowed ? allowed.filter(Boolean).length : classes;
  if (choices <= k || labels.length === 0) return null;
  let right = 0;
  for (const [row, label] of labels.entries()) {
    const offset = row * classes;
    const own = values[offset + label]!;
    let ahead = 0;
    for (let c = 0; c < classes; c++) {
      if (allowed && !allowed[c]) continue;
      const other = values[offset + c]!;
      if (other > own || (other === own && c < label)) ahead++;
    }
    if (ahead < k) right++;
  }
  return right / labels.length;
}
