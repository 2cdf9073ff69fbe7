import { getText } from '../../attributes.ts';
import type { Value } from '../../graph.ts';
import { normalizeAxis } from '../../shapes/shape-context.ts';
import type { GradientRule, GradientRules, RuleContext } from '../rule-context.ts';
import { axisMap, backAlongAxis } from './along-axis.ts';

/** What Pad adds before and after each axis; negative where it cuts. */
interface Padding {
  readonly begins: readonly number[];
  readonly ends: readonly number[];
}

function paddingOf(context: RuleContext): Padding {
  const { shape } = context.input(0);
  const pads = context.numbersOrAttribute('pads', 1) ?? [];
  const axes = context.numbers(3)?.map((axis) => normalizeAxis(axis, shape.length)) ?? [...shape.keys()];
  const at = (axis: number, offset: number): number => {
    const place = axes.indexOf(axis);
    return place < 0 ? 0 : (pads[place + offset] ?? 0);
  };
  return {
    begins: shape.map((_, axis) => at(axis, 0)),
    ends: shape.map((_, axis) => at(axis, axes.length)),
  };
}

/** Cuts the padding off; a negative pad had cut, so zeros go there. */
function withoutPadding({ b, dy }: RuleContext, { begins, ends }: Padding): Value {
  const cut = b.Slice(dy, {
    starts: begins.map((begin) => Math.max(0, begin)),
    ends: ends.map((end, axis) => (dy.shape[axis] ?? 0) - Math.max(0, end)),
  });
  const lost = [...begins, ...ends].map((size) => Math.max(0, -size));
  return lost.some((size) => size > 0) ? b.Pad(cut, lost) : cut;
}

/** The place of the input that each place before, in or after it repeats (ONNX Pad). */
const repeated: Readonly<Record<string, (place: number, extent: number) => number>> = {
  edge: (place, extent) => Math.min(Math.max(place, 0), extent - 1),
  wrap: (place, extent) => ((place % extent) + extent) % extent,
  reflect: (place, extent) => {
    const period = Math.max(1, 2 * (extent - 1));
    const inside = ((place % period) + period) % period;
    return Math.min(inside, period - inside);
  },
};

interface PaddedAxis {
  readonly axis: number;
  readonly begin: number;
  readonly end: number;
  readonly extent: number;
  readonly source: (place: number, extent: number) => number;
}

/** The middle passes as it is; only the borders, which are thin, go through a map. */
function backThroughBorders(context: RuleContext, dy: Value, padded: PaddedAxis): Value {
  const { axis, begin, end, extent, source } = padded;
  const from = (start: number, count: number): Value => {
    const part = context.b.Slice(dy, { starts: [start], ends: [start + count], axes: [axis] });
    const map = axisMap(count, extent, (place) => [[source(start + place - begin, extent), 1]]);
    return backAlongAxis(context, part, axis, map);
  };
  if (begin < 0 || end < 0) return from(0, extent + begin + end);
  const middle = context.b.Slice(dy, { starts: [begin], ends: [begin + extent], axes: [axis] });
  const borders = [...(begin > 0 ? [from(0, begin)] : []), ...(end > 0 ? [from(begin + extent, end)] : [])];
  return context.b.Sum(middle, ...borders);
}

const pad: GradientRule = (context) => {
  const mode = getText(context.node, 'mode', 'constant');
  const padding = paddingOf(context);
  if (mode === 'constant') return [withoutPadding(context, padding)];
  const source = repeated[mode];
  if (source === undefined) throw context.unsupported(`mode ${mode}`);
  const gradient = context.input(0).shape.reduce((dy, extent, axis) => {
    const [begin = 0, end = 0] = [padding.begins[axis], padding.ends[axis]];
    return begin === 0 && end === 0
      ? dy
      : backThroughBorders(context, dy, { axis, begin, end, extent, source });
  }, context.dy);
  return [gradient];
};

export const paddingRules: GradientRules = { Pad: pad };
