import { getInts } from '../attributes.ts';
import { normalizeAxis, type ShapeContext, type StaticType } from './shape-context.ts';

/** What a Slice takes from one axis: `count` elements from `start` in steps of `step` (which may be negative). */
export interface AxisSlice {
  readonly axis: number;
  readonly start: number;
  readonly step: number;
  readonly count: number;
}

const clamp = (x: number, low: number, high: number): number => Math.min(Math.max(x, low), high);

function resolveAxis(extent: number, axis: number, from: number, to: number, step: number): AxisSlice {
  const positive = step > 0;
  const [low, high] = positive ? [0, extent] : [-1, extent - 1];
  const place = (x: number): number => clamp(x < 0 ? x + extent : x, low, high);
  const start = clamp(from < 0 ? from + extent : from, 0, high);
  const count = Math.max(0, Math.ceil((place(to) - start) / step));
  return { axis, start, step, count };
}

/** Normalises the starts, ends, axes and steps of a Slice (inputs since operator set 10, attributes before). */
export function resolveSlice(context: ShapeContext): readonly AxisSlice[] {
  const { shape } = context.input(0);
  const starts = getInts(context.node, 'starts') ?? context.requireNumbers(1);
  const ends = getInts(context.node, 'ends') ?? context.requireNumbers(2);
  const axes = context.numbersOrAttribute('axes', 3) ?? [...starts.keys()];
  const steps = context.numbers(4);
  return axes.map((raw, i) => {
    const axis = normalizeAxis(raw, shape.length);
    return resolveAxis(shape[axis] ?? 0, axis, starts[i] ?? 0, ends[i] ?? 0, steps?.[i] ?? 1);
  });
}

export function slice(context: ShapeContext): readonly StaticType[] {
  const { elementType, shape } = context.input(0);
  const result = [...shape];
  for (const { axis, count } of resolveSlice(context)) result[axis] = count;
  return [{ elementType, shape: result }];
}
