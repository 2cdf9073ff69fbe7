import { type Graph, isStatic, type Node } from '../graph.ts';
import { bytesPerElement, elementCount } from '../tensor-data.ts';
import { executionOrder } from './execution-order.ts';

/** Their outputs are their first inputs under another shape: nothing is copied. */
const views: ReadonlySet<string> = new Set(['Flatten', 'Identity', 'Reshape', 'Squeeze', 'Unsqueeze']);
/** They may write over an input that nobody else reads. */
const inPlace: ReadonlySet<string> = new Set([
  'Add',
  'Clip',
  'Div',
  'Erf',
  'Exp',
  'Log',
  'LogSoftmax',
  'Max',
  'Min',
  'Mul',
  'Neg',
  'Pow',
  'Reciprocal',
  'Relu',
  'Sigmoid',
  'Softmax',
  'Sqrt',
  'Sub',
  'Sum',
  'Tanh',
  'Where',
]);

/** Bytes of a value of the graph; 0 where the shape is not known, and for texts. */
export function bytesOf({ values }: Graph, name: string): number {
  const type = values.get(name);
  if (!type || type.elementType === 'string' || !isStatic(type.shape)) return 0;
  return elementCount(type.shape) * bytesPerElement(type.elementType);
}

/** Memory that some values share, and how many readers are still to come. */
interface Block {
  readonly bytes: number;
  readers: number;
  freed: boolean;
}

/**
 * The most bytes that the results of a graph's nodes take at one time when ONNX Runtime runs it: what is alive after each node in the order of
 * `executionOrder`. Inputs and initializers, which lie elsewhere, and the working memory of single operators do not count. The graph's
 * shapes must be static.
 */
export function peakBytes(graph: Graph): number {
  return new Liveness(graph).peak();
}

class Liveness {
  readonly #graph: Graph;
  readonly #readers = new Map<string, number>();
  readonly #blocks = new Map<string, Block>();
  #alive = 0;
  #most = 0;

  constructor(graph: Graph) {
    this.#graph = graph;
    for (const name of [...graph.nodes.flatMap(({ inputs }) => inputs), ...graph.outputs]) {
      this.#readers.set(name, (this.#readers.get(name) ?? 0) + 1);
    }
  }

  peak(): number {
    for (const node of executionOrder(this.#graph)) this.#run(node);
    return this.#most;
  }

  #run(node: Node): void {
    const results = node.outputs.filter((name) => name !== '');
    for (const [i, name] of results.entries()) this.#blocks.set(name, this.#blockFor(node, name, i === 0));
    this.#most = Math.max(this.#most, this.#alive);
    for (const name of node.inputs) this.#release(name, 1);
    // What nobody reads is gone at once.
    for (const name of results) this.#release(name, 0);
  }

  #blockFor(node: Node, name: string, first: boolean): Block {
    const readers = this.#readers.get(name) ?? 0;
    const shared = first && node.domain === '' ? this.#shared(node, name) : undefined;
    if (shared) {
      shared.readers += readers;
      return shared;
    }
    const bytes = bytesOf(this.#graph, name);
    this.#alive += bytes;
    return { bytes, readers, freed: false };
  }

  #shared(node: Node, name: string): Block | undefined {
    if (views.has(node.op)) return this.#blocks.get(node.inputs[0] ?? '');
    if (!inPlace.has(node.op)) return undefined;
    const bytes = bytesOf(this.#graph, name);
    return node.inputs
      .map((input) => this.#blocks.get(input))
      .find((block) => block?.readers === 1 && block.bytes === bytes);
  }

  #release(name: string, readers: number): void {
    const block = this.#blocks.get(name);
    if (!block) return;
    block.readers -= readers;
    if (block.readers > 0 || block.freed) return;
    block.freed = true;
    this.#alive -= block.bytes;
  }
}
