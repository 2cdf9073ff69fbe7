/** One kind of mistake: images of one class taken for another. */
export interface Mistake {
  trueClass: number;
  predictedClass: number;
  count: number;
}

/** The most frequent mistakes of a confusion matrix (rows: true class), at most `most` of them. */
export function topMistakes(matrix: readonly (readonly number[])[], most: number): Mistake[] {
  const mistakes = matrix.flatMap((row, trueClass) =>
    row.flatMap((count, predictedClass) =>
      count > 0 && predictedClass !== trueClass ? [{ trueClass, predictedClass, count }] : [],
    ),
  );
  return mistakes.toSorted((a, b) => b.count - a.count).slice(0, most);
}

/** Share of a row that a cell holds, in [0, 1]; 0 in an empty row. */
export function shareOfRow(row: readonly number[], column: number): number {
  const total = row.reduce((sum, count) => sum + count, 0);
  return total === 0 ? 0 : (row[column] ?? 0) / total;
}

/**
 * How much of a cell's colour to mix in, in percent, for a share in [0, 1]. The middle is left out: on it neither dark nor light
 * figures could be read in both themes.
 */
export const toneOf = (share: number): number => (share < 0.5 ? share * 80 : 84 + (share - 0.5) * 32);

/**
 * The classes, by position and in that order, that take part in most mistakes of a confusion matrix (rows: true class), at most `most` of
 * them: of a thousand classes nobody could see all pairs, nor could a window draw them.
 */
export function mostConfused(matrix: readonly (readonly number[])[], most: number): number[] {
  const classes = matrix.map((_, index) => index);
  if (classes.length <= most) return classes;
  const mistakes = classes.map(() => 0);
  for (const [truth, row] of matrix.entries()) {
    for (const [predicted, count] of row.entries()) {
      if (predicted === truth) continue;
      mistakes[truth]! += count;
      mistakes[predicted]! += count;
    }
  }
  return classes
    .toSorted((a, b) => mistakes[b]! - mistakes[a]! || a - b)
    .slice(0, most)
    .toSorted((a, b) => a - b);
}
