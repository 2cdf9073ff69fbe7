import type { Tensor } from '@tensorflow/tfjs-core';
import { UserError } from '../../../../src-shared/errors.ts';
import { neededNodes } from '../../builder/needed-nodes.ts';
import { upgradeOperators } from '../../builder/upgrade-operators.ts';
import { builderOpset, describeNode, type Graph, type Node } from '../../graph.ts';
import { sameShape } from '../../shapes/broadcast.ts';
import type { ShapeSource, StaticType } from '../../shapes/shape-context.ts';
import { withStaticShapes } from '../../shapes/static-shapes.ts';
import { type Operator, OperatorContext } from './operator-context.ts';
import { operatorOf } from './operators/operators.ts';
import { isMissing, type TensorFlow, toTensor } from './tensors.ts';

/** All shapes known, all operators of the newest set, all shape arithmetic done. */
function settled(graph: Graph): Graph {
  const fixed = withStaticShapes(graph);
  return (graph.opsets[''] ?? builderOpset) < builderOpset
    ? withStaticShapes(upgradeOperators(fixed))
    : fixed;
}

const refused = (node: Node, why: string): UserError =>
  new UserError(
    'unsupported',
    `TensorFlow.js cannot compute ${describeNode(node)}: ${why}.`,
    'Use the onnxruntime engine for this model.',
  );

function findOperator(node: Node): Operator {
  const operator = operatorOf(node);
  if (operator === undefined) throw refused(node, 'the operator is not known here');
  return operator;
}

/** Values that nothing after a node reads, by the node's place. */
function lastUses(nodes: readonly Node[], kept: ReadonlySet<string>): readonly (readonly string[])[] {
  const seen = new Set(kept);
  const ended = nodes.toReversed().map((node) => {
    const names = new Set([...node.inputs, ...node.outputs].filter((name) => name !== '' && !seen.has(name)));
    for (const name of names) seen.add(name);
    return [...names];
  });
  return ended.reverse();
}

export interface Evaluation {
  readonly inputs: ReadonlyMap<string, Tensor>;
  /** Names of values to compute. */
  readonly outputs: readonly string[];
  /** Called after each node when TensorFlow.js will differentiate what is computed. */
  readonly differentiated?: (node: Node) => void;
}

/** A graph that is interpreted node by node; its stored tensors live as long as it does. */
export class Program {
  readonly graph: Graph;
  readonly #tf: TensorFlow;
  readonly #source: ShapeSource;
  readonly #constants = new Map<string, Tensor>();

  /** Throws a `UserError` that names operator and node where TensorFlow.js cannot compute the graph. */
  constructor(tf: TensorFlow, graph: Graph) {
    this.#tf = tf;
    this.graph = settled(graph);
    const { values, initializers } = this.graph;
    this.#source = {
      opset: builderOpset,
      type: (name) => values.get(name) as StaticType | undefined,
      constant: (name) => initializers.get(name),
    };
    for (const node of this.graph.nodes) {
      findOperator(node);
      for (const name of node.outputs) this.#checkType(node, name);
    }
  }

  #checkType(node: Node, name: string): void {
    const type = this.#source.type(name)?.elementType;
    if (type !== undefined && isMissing(type))
      throw refused(node, `it gives ${type}, which TensorFlow.js lacks`);
  }

  type(name: string): StaticType {
    const type = this.#source.type(name);
    if (type === undefined) throw new Error(`The graph has no value "${name}".`);
    return type;
  }

  /** A stored tensor, uploaded when it is first asked for. */
  constant(name: string): Tensor | undefined {
    const known = this.#constants.get(name);
    const data = this.graph.initializers.get(name);
    if (known !== undefined || data === undefined) return known;
    const tensor = this.#tf.keep(toTensor(this.#tf, name, data));
    this.#constants.set(name, tensor);
    return tensor;
  }

  /** Tensors of the named values; run it inside `tf.tidy`. Everything else is released as soon as nothing reads it any more. */
  evaluate({ inputs, outputs, differentiated }: Evaluation): Map<string, Tensor> {
    const nodes = neededNodes(this.graph.nodes, outputs);
    const ends = lastUses(nodes, new Set(outputs));
    const computed = new Map<string, Tensor>();
    const find = (name: string): Tensor | undefined =>
      computed.get(name) ?? inputs.get(name) ?? this.constant(name);
    nodes.forEach((node, i) => {
      const results = this.#compute(node, find, differentiated !== undefined);
      node.outputs.forEach((name, k) => {
        if (name !== '' && results[k] !== undefined) computed.set(name, results[k]);
      });
      differentiated?.(node);
      for (const name of ends[i] ?? []) {
        computed.get(name)?.dispose();
        computed.delete(name);
      }
    });
    return new Map(outputs.map((name) => [name, this.#own(name, find(name), computed.has(name))]));
  }

  /** What was not computed belongs to the caller or to the program: its value is given as a tensor of its own. */
  #own(name: string, tensor: Tensor | undefined, computed: boolean): Tensor {
    if (tensor === undefined) throw new Error(`The graph gave no output "${name}".`);
    return computed ? tensor : this.#tf.clone(tensor);
  }

  #compute(node: Node, tensors: (name: string) => Tensor | undefined, differentiated: boolean): Tensor[] {
    const tf = this.#tf;
    return tf.tidy(() => {
      const context = new OperatorContext(node, this.#source, { tf, tensors, differentiated });
      const result = findOperator(node)(context);
      const inputs = new Set(node.inputs.map(tensors));
      return (Array.isArray(result) ? result : [result]).slice(0, node.outputs.length).map((tensor, i) => {
        this.#checkShape(node, i, tensor);
        if (differentiated && tensor.dtype !== 'float32') return context.detached(tensor);
        return inputs.has(tensor) ? tf.clone(tensor) : tensor;
      });
    });
  }

  #checkShape(node: Node, index: number, { shape }: Tensor): void {
    const expected = this.#source.type(node.outputs[index] ?? '')?.shape;
    if (expected !== undefined && !sameShape(expected, shape)) {
      throw new Error(
        `${describeNode(node)} gave [${shape.join(', ')}] instead of [${expected.join(', ')}].`,
      );
    }
  }

  dispose(): void {
    for (const tensor of this.#constants.values()) tensor.dispose();
    this.#constants.clear();
  }
}
