import type { Value } from '../graph.ts';
import { elementCount } from '../tensor-data.ts';
import { blockedGlobalAveragePool, channelAffine } from './blocked/operators.ts';
import { LaidOut } from './laid-out.ts';
import type { LoweringContext } from './lowering-context.ts';

/** Element-wise operators that compute the same in any layout, if all operands have it. */
const elementwise: ReadonlySet<string> = new Set(['Add', 'Identity', 'Mul', 'Relu', 'Sub', 'Sum']);

/**
 * Computes a standard operator in the blocked layout where an operand has it already; `undefined` where it has to read plain
 * tensors. Additions and Relu join an affine map that waits for them.
 */
export function followLayout(context: LoweringContext): readonly LaidOut[] | undefined {
  const { b, node } = context;
  if (node.domain !== '' || context.target.blockSize === 0) return undefined;
  const indices = [...node.inputs.keys()];
  const fits = indices.every((i) => node.inputs[i] !== '' && context.canBlock(i));
  if (!fits || !indices.some((i) => context.operand(i).isBlocked)) return undefined;
  if (node.op === 'GlobalAveragePool') {
    const pooled = blockedGlobalAveragePool(b, context.operand(0).blocked());
    // One pixel an image: both layouts are the same.
    return [LaidOut.plain(b, pooled)];
  }
  const same = indices.every((i) => context.shape(i).join() === context.shape(0).join());
  if (!elementwise.has(node.op) || !same) return undefined;
  return [joinAffine(context) ?? LaidOut.blocked(b, emitBlocked(context))];
}

function emitBlocked(context: LoweringContext): Value {
  const { b, node } = context;
  const inputs = node.inputs.map((_, i) => context.operand(i).blocked());
  const [value] = b.emit(node.op, inputs, { attributes: node.attributes });
  if (value === undefined || elementCount(value.shape) === 0) throw context.error('no output');
  return value;
}

/** x + (scale * y + shift) and Relu(scale * y + shift) in the pass that computes the affine map, if nothing else reads it. */
function joinAffine(context: LoweringContext): LaidOut | undefined {
  const { b, node } = context;
  if (node.op === 'Relu') {
    const { pending } = context.operand(0);
    if (pending === undefined || !context.isOnlyReader(0)) return undefined;
    const { x, scale, ...rest } = pending;
    return LaidOut.blocked(b, channelAffine(b, x, scale, { ...rest, relu: true }));
  }
  if (node.op !== 'Add' || node.inputs[0] === node.inputs[1]) return undefined;
  for (const [one, other] of [
    [0, 1],
    [1, 0],
  ] as const) {
    const { pending } = context.operand(one);
    if (pending !== undefined && pending.sum === undefined && context.isOnlyReader(one)) {
      return LaidOut.affine(b, { ...pending, sum: context.operand(other).blocked() });
    }
  }
  return undefined;
}
