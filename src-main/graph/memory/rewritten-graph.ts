import type { Graph, Node, ValueType } from '../graph.ts';
import type { TensorData } from '../tensor-data.ts';

const untyped: ValueType = { elementType: 'float32', shape: null };

/** A graph whose nodes are put together anew, with values and constants beside those that it has. */
export class RewrittenGraph {
  readonly #graph: Graph;
  readonly #nodes: Node[] = [];
  readonly #values: Map<string, ValueType>;
  readonly #initializers: Map<string, TensorData>;

  constructor(graph: Graph) {
    this.#graph = graph;
    this.#values = new Map(graph.values);
    this.#initializers = new Map(graph.initializers);
  }

  finish(): Graph {
    return { ...this.#graph, nodes: this.#nodes, values: this.#values, initializers: this.#initializers };
  }

  /** Of an omitted output, any. */
  typeOf(name: string): ValueType {
    const type = name === '' ? untyped : this.#values.get(name);
    if (type === undefined) throw new Error(`The type of "${name}" is not known.`);
    return type;
  }

  add(node: Node, types: readonly ValueType[] = []): void {
    this.#nodes.push(node);
    for (const [i, type] of types.entries()) {
      const name = node.outputs[i] ?? '';
      if (name !== '') this.#values.set(name, type);
    }
  }

  /** One of ONNX's own operators with one output, after which the node is called. */
  addOperator(
    op: string,
    inputs: readonly string[],
    output: string,
    type: ValueType,
    rest: Partial<Node> = {},
  ): string {
    this.add({ name: output, op, domain: '', inputs, outputs: [output], attributes: {}, ...rest }, [type]);
    return output;
  }

  store(name: string, data: TensorData): string {
    this.#initializers.set(name, data);
    this.#values.set(name, { elementType: data.type, shape: data.dims });
    return name;
  }
}
