/** Multidirectional (NumPy) broadcasting; throws an Error that shows both shapes when they do not fit. */
export function broadcastShapes(...shapes: readonly (readonly number[])[]): readonly number[] {
  const rank = Math.max(0, ...shapes.map((shape) => shape.length));
  return Array.from({ length: rank }, (_, i) => {
    let extent = 1;
    for (const shape of shapes) {
      const dim = shape[i - rank + shape.length] ?? 1;
      if (dim !== 1 && extent !== 1 && dim !== extent) {
        throw new Error(`shapes ${shapes.map((s) => `[${s.join(', ')}]`).join(' and ')} do not broadcast`);
      }
      if (dim !== 1) extent = dim;
    }
    return extent;
  });
}

/** Axes of `to` along which `from` was stretched: those that a gradient must be summed over. */
export function broadcastAxes(from: readonly number[], to: readonly number[]): readonly number[] {
  const missing = to.length - from.length;
  return [...to.keys()].filter((axis) => axis < missing || (from[axis - missing] === 1 && to[axis] !== 1));
}

export function sameShape(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((dim, i) => dim === b[i]);
}
