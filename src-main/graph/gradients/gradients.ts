import type { GraphBuilder } from '../builder/graph-builder.ts';
import { describeNode, internalDomain, type Node, type Value } from '../graph.ts';
import type { ElementType } from '../tensor-data.ts';
import { RuleContext } from './rule-context.ts';
import { internalRules, onnxRules } from './rules/rules.ts';

const differentiable: ReadonlySet<ElementType> = new Set(['float32', 'float64', 'float16', 'bfloat16']);

/** Gradients that arrive at a value, summed once, when its producer is reached. */
class Cotangents {
  readonly #parts = new Map<string, Value[]>();
  readonly #builder: GraphBuilder;

  constructor(builder: GraphBuilder) {
    this.#builder = builder;
  }

  add(name: string, part: Value): void {
    const parts = this.#parts.get(name);
    if (parts === undefined) this.#parts.set(name, [part]);
    else parts.push(part);
  }

  take(name: string): Value | undefined {
    const parts = this.#parts.get(name) ?? [];
    const [first, second] = parts;
    if (parts.length === 2 && first !== undefined && second !== undefined) {
      const sum = this.#builder.Add(first, second);
      this.#parts.set(name, [sum]);
      return sum;
    }
    if (parts.length < 2) return first;
    const sum = this.#builder.Sum(...parts);
    this.#parts.set(name, [sum]);
    return sum;
  }
}

/** Names of all values that `nodes` compute from `wrt` through real numbers. */
function dependents(builder: GraphBuilder, nodes: readonly Node[], wrt: readonly Value[]): Set<string> {
  const reached = new Set(wrt.map((value) => value.name));
  for (const node of nodes) {
    if (!node.inputs.some((name) => reached.has(name))) continue;
    for (const name of node.outputs) {
      if (name !== '' && differentiable.has(builder.value(name).elementType)) reached.add(name);
    }
  }
  return reached;
}

function differentiate(
  builder: GraphBuilder,
  node: Node,
  cotangents: readonly (Value | undefined)[],
  reached: ReadonlySet<string>,
): readonly (Value | undefined)[] {
  const rules = node.domain === internalDomain ? internalRules : node.domain === '' ? onnxRules : {};
  const rule = rules[node.op];
  if (rule === undefined) throw new Error(`No gradient rule for ${describeNode(node)}.`);
  const needed = node.inputs.map((name) => reached.has(name));
  const context = new RuleContext({
    node,
    builder,
    cotangents,
    needed,
    pullBack: (nodes, start, wrt) => pullBack(builder, nodes, start, wrt),
  });
  return builder.scoped(`gradient/${node.name}`, () => rule(context));
}

/** Carries the gradient `dy` of `y` back through `nodes`; `undefined` for what `y` does not depend on. */
function pullBack(
  builder: GraphBuilder,
  nodes: readonly Node[],
  { y, dy }: { readonly y: Value; readonly dy: Value },
  wrt: readonly Value[],
): readonly (Value | undefined)[] {
  const reached = dependents(builder, nodes, wrt);
  const cotangents = new Cotangents(builder);
  cotangents.add(y.name, dy);
  for (const node of nodes.toReversed()) {
    if (!node.outputs.some((name) => reached.has(name))) continue;
    const arriving = node.outputs.map((name) => cotangents.take(name));
    if (arriving.every((value) => value === undefined)) continue;
    const parts = differentiate(builder, node, arriving, reached);
    node.inputs.forEach((name, i) => {
      const part = parts[i];
      if (part !== undefined && reached.has(name)) cotangents.add(name, part);
    });
  }
  return wrt.map((value) => cotangents.take(value.name));
}

/**
 * Adds nodes that compute the gradients of `loss` (one element) with respect to `wrt` (floating-point values of the same
 * graph), in reverse mode. A value that the loss does not depend on gets zeros. Throws an Error that names operator and
 * node where a rule is missing. Convolutions, pooling and batch norm give internal-domain nodes: run `lower` afterwards.
 */
export function gradients(builder: GraphBuilder, loss: Value, wrt: readonly Value[]): readonly Value[] {
  if (loss.shape.some((dim) => dim !== 1)) {
    throw new Error(`The loss must have one element, its shape is [${loss.shape.join(', ')}].`);
  }
  const forward = [...builder.nodes];
  const dy = builder.Reshape(builder.scalar(loss.elementType, 1), loss.shape);
  const results = pullBack(builder, forward, { y: loss, dy }, wrt);
  return wrt.map(
    (value, i) => results[i] ?? builder.Expand(builder.scalar(value.elementType, 0), value.shape),
  );
}
