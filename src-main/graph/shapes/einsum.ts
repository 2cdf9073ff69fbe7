import { getText } from '../attributes.ts';
import type { ShapeContext, StaticType } from './shape-context.ts';

/** An Einsum equation with its ellipses written out. A label is a letter, or `.0`, `.1`, ... for the axes of an ellipsis from the last. */
export interface Equation {
  readonly operands: readonly (readonly string[])[];
  readonly result: readonly string[];
  readonly extents: ReadonlyMap<string, number>;
}

/** The labels of one term; `count` axes stand for its ellipsis. */
function labelsOf(term: string, count: number): readonly string[] {
  const ellipsis = Array.from({ length: count }, (_, i) => `.${count - 1 - i}`);
  const [before = '', after] = term.split('...');
  return [...before.split(''), ...(after === undefined ? [] : [...ellipsis, ...after.split('')])];
}

/** Without an arrow: the ellipsis, then what appears once, by the alphabet. */
function impliedResult(operands: readonly (readonly string[])[]): readonly string[] {
  const all = operands.flat();
  const letters = all.filter(
    (label) => !label.startsWith('.') && all.indexOf(label) === all.lastIndexOf(label),
  );
  const ellipsis = [...new Set(all.filter((label) => label.startsWith('.')))];
  return [...ellipsis.toSorted().toReversed(), ...letters.toSorted()];
}

/** Reads the equation of an Einsum node (ONNX Einsum) and finds the extent of each label; an extent of 1 broadcasts. */
export function readEquation(context: ShapeContext): Equation {
  const text = getText(context.node, 'equation', '').replaceAll(' ', '');
  const [left = '', right] = text.split('->');
  const shapes = context.node.inputs.map((_, i) => context.input(i).shape);
  const terms = left.split(',');
  if (terms.length !== shapes.length) throw context.error(`"${text}" is not about ${shapes.length} inputs`);
  const spans = terms.map((term, i) =>
    term.includes('...') ? (shapes[i]?.length ?? 0) - (term.length - 3) : 0,
  );
  const operands = terms.map((term, i) => labelsOf(term, spans[i] ?? 0));
  const extents = new Map<string, number>();
  for (const [i, labels] of operands.entries()) {
    const shape = shapes[i] ?? [];
    if (labels.length !== shape.length) throw context.error(`"${text}" does not fit [${shape.join(', ')}]`);
    for (const [axis, label] of labels.entries()) {
      const [known = 1, extent = 1] = [extents.get(label), shape[axis]];
      if (known !== 1 && extent !== 1 && known !== extent) {
        throw context.error(`"${label}" of "${text}" is both ${known} and ${extent}`);
      }
      extents.set(label, Math.max(known, extent));
    }
  }
  const result = right === undefined ? impliedResult(operands) : labelsOf(right, Math.max(0, ...spans));
  return { operands, result, extents };
}

export function einsum(context: ShapeContext): readonly StaticType[] {
  const { result, extents } = readEquation(context);
  return [
    { elementType: context.input(0).elementType, shape: result.map((label) => extents.get(label) ?? 1) },
  ];
}
