import { createGraphBuilder } from '../../builder/graph-builder.ts';
import type { Graph } from '../../graph.ts';
import { LaidOut } from '../laid-out.ts';
import { type FormQuestion, LoweringContext } from '../lowering-context.ts';

/**
 * The node alone, in one of its forms. Images go in and come out in whichever layout the form works in, under names that end in "/blocked": their
 * memory is as large in either, and what changes of layout cost belongs to the neighbours as much as to this node.
 */
export function formGraph({ context, lowering }: FormQuestion, name: string): Graph {
  const { node, target } = context;
  const b = createGraphBuilder();
  const values = new Map<string, LaidOut>();
  node.inputs.forEach((input, i) => {
    if (input === '' || values.has(input)) return;
    const { elementType, shape } = context.operand(i);
    const given = (suffix: string) => b.input(`${input}${suffix}`, elementType, shape);
    values.set(input, LaidOut.both(given(''), given('/blocked'), b));
  });
  const alone = new LoweringContext(node, {
    builder: b,
    target,
    values,
    uses: new Map(),
    outputs: new Set(context.givesGraphOutput ? node.outputs : []),
    splitWeights: new Map(),
  });
  const results = lowering.forms[name]?.emit(alone) ?? [];
  results.forEach((result, i) => {
    b.output(`result ${i}`, result instanceof LaidOut ? result.asMade() : result);
  });
  const graph = b.finish(`${node.op} as ${name}`);
  const used = new Set(graph.nodes.flatMap(({ inputs }) => inputs));
  return { ...graph, inputs: graph.inputs.filter((input) => used.has(input)) };
}
