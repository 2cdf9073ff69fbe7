import { getFloat, getInt, getText } from '../../attributes.ts';
import type { RuleContext } from '../rule-context.ts';
import { type AxisMap, axisMap } from './along-axis.ts';

/** One axis of a Resize. */
interface AxisScale {
  readonly inputs: number;
  readonly outputs: number;
  readonly scale: number;
}

const round = Math.fround;

/** From a place of the output to a coordinate of the input, in single precision as ONNX Runtime computes it (ONNX Resize). */
const coordinates: Readonly<Record<string, (place: number, axis: AxisScale) => number>> = {
  asymmetric: (place, { scale }) => round(place / scale),
  half_pixel: (place, { scale }) => round(round((place + 0.5) / scale) - 0.5),
  half_pixel_symmetric: (place, { scale, inputs, outputs }) => {
    const adjustment = outputs / (scale * inputs);
    return round((inputs / 2) * (1 - adjustment) + (place + 0.5) / scale - 0.5);
  },
  pytorch_half_pixel: (place, { scale, outputs }) =>
    outputs > 1 ? round(round((place + 0.5) / scale) - 0.5) : 0,
  align_corners: (place, { inputs, outputs }) =>
    outputs === 1 ? 0 : round((place * (inputs - 1)) / (outputs - 1)),
  tf_half_pixel_for_nn: (place, { scale }) => round((place + 0.5) / scale),
};

const nearest: Readonly<Record<string, (x: number) => number>> = {
  round_prefer_floor: (x) => Math.ceil(x - 0.5),
  round_prefer_ceil: (x) => Math.floor(x + 0.5),
  floor: Math.floor,
  ceil: Math.ceil,
};

type Taps = readonly (readonly [input: number, weight: number])[];

const clamp = (x: number, inputs: number): number => Math.min(Math.max(x, 0), inputs - 1);

function linearTaps(x: number, inputs: number): Taps {
  const inside = clamp(x, inputs);
  const low = Math.floor(inside);
  const share = inside - low;
  return [
    [low, 1 - share],
    [Math.min(low + 1, inputs - 1), share],
  ];
}

/** Keys' kernel, `a` its free coefficient. */
function cubicWeight(distance: number, a: number): number {
  const d = Math.abs(distance);
  if (d <= 1) return ((a + 2) * d - (a + 3)) * d * d + 1;
  return d < 2 ? ((a * d - 5 * a) * d + 8 * a) * d - 4 * a : 0;
}

function cubicTaps(context: RuleContext, x: number, inputs: number): Taps {
  const a = getFloat(context.node, 'cubic_coeff_a', -0.75);
  const low = Math.floor(x);
  const taps = [-1, 0, 1, 2].map((i) => [low + i, cubicWeight(x - low - i, a)] as const);
  if (getInt(context.node, 'exclude_outside', 0) !== 1) {
    return taps.map(([place, weight]) => [clamp(place, inputs), weight]);
  }
  const inside = taps.filter(([place]) => place >= 0 && place < inputs);
  const total = inside.reduce((sum, [, weight]) => sum + weight, 0);
  return inside.map(([place, weight]) => [place, weight / total]);
}

/** What each output of one axis of a Resize is made of. Throws for a sampling that has no rule: by a region, or antialiased. */
export function resizeMap(context: RuleContext, axis: AxisScale): AxisMap {
  const { node } = context;
  const mode = getText(node, 'mode', 'nearest');
  const named = getText(node, 'coordinate_transformation_mode', 'half_pixel');
  const rounding = getText(node, 'nearest_mode', 'round_prefer_floor');
  const [toInput, toNearest] = [coordinates[named], nearest[rounding]];
  if (toInput === undefined || toNearest === undefined) {
    throw context.unsupported(`sampling ${named} with ${rounding}`);
  }
  if (getInt(node, 'antialias', 0) === 1) throw context.unsupported('antialiased');
  const { inputs, outputs } = axis;
  return axisMap(outputs, inputs, (place) => {
    const x = toInput(place, axis);
    if (mode === 'nearest') return [[clamp(toNearest(x), inputs), 1]];
    return mode === 'linear' ? linearTaps(x, inputs) : cubicTaps(context, x, inputs);
  });
}
