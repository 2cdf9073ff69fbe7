/** One value of a curve. */
export interface Point {
  step: number;
  value: number;
}

/**
 * Exponential moving average with the bias of its start removed (Kingma & Ba 2015, section 3): the first value stands as it is, and
 * `strength` in [0, 1) is the weight of the past. Strength 0 gives the curve itself.
 */
export function smooth(points: readonly Point[], strength: number): Point[] {
  let average = 0;
  let weight = 0;
  return points.map(({ step, value }) => {
    average = strength * average + (1 - strength) * value;
    weight = strength * weight + (1 - strength);
    return { step, value: average / weight };
  });
}

/** At most `most` points, evenly chosen, the first and the last among them: more than the chart has pixels help nobody. */
export function thin(points: readonly Point[], most: number): Point[] {
  if (points.length <= most) return [...points];
  const stride = (points.length - 1) / (most - 1);
  return Array.from({ length: most }, (_, at) => points[Math.round(at * stride)]!);
}

/** One row a step with every curve's value there, as the charting library wants it. */
export function tabulate(
  curves: readonly { id: string; points: readonly Point[] }[],
): Record<string, number>[] {
  const rows = new Map<number, Record<string, number>>();
  for (const { id, points } of curves) {
    for (const { step, value } of points) {
      const row = rows.get(step) ?? { step };
      row[id] = value;
      rows.set(step, row);
    }
  }
  return [...rows.values()].toSorted((a, b) => (a['step'] ?? 0) - (b['step'] ?? 0));
}

/** The step with the highest value; null without points. */
export function peak(points: readonly Point[]): Point | null {
  return points.reduce<Point | null>(
    (best, point) => (best && best.value >= point.value ? best : point),
    null,
  );
}
