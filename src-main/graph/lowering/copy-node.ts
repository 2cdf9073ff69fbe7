import type { Value } from '../graph.ts';
import type { LoweringContext } from './lowering-context.ts';

/** The node as it stands, reading plain tensors; `undefined` for outputs that are not used. */
export function copyNode(context: LoweringContext): readonly (Value | undefined)[] {
  const { b, node } = context;
  const inputs = node.inputs.map((name, i) => (name === '' ? '' : context.input(i).name));
  const values = b.append({ ...node, inputs }).values();
  return node.outputs.map((name) => (name === '' ? undefined : values.next().value));
}
