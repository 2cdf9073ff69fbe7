import { getInt, requireInts } from '../attributes.ts';
import { resolveWindow, type Window } from '../shapes/window.ts';
import type { LoweringContext } from './lowering-context.ts';

/** A ConvWeightGrad node: inputs dy [N, O, ...] and x [N, C, ...]. */
export interface WeightGradWindow extends Window {
  /** [O, C / group, ...kernel]. */
  readonly weightShape: readonly number[];
  readonly group: number;
}

export function weightGradWindow(context: LoweringContext): WeightGradWindow {
  const weightShape = requireInts(context.node, 'weight_shape');
  const window = resolveWindow(context.node, context.shape(1).slice(2), weightShape.slice(2));
  return { ...window, weightShape, group: getInt(context.node, 'group', 1) };
}

export const isEvery = (values: readonly number[], wanted: number): boolean =>
  values.every((value) => value === wanted);
