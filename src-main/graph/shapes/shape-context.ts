import { getInts } from '../attributes.ts';
import { describeNode, type Node, type Value } from '../graph.ts';
import type { ElementType, TensorData } from '../tensor-data.ts';

/** Element type and extents of one output. */
export interface StaticType {
  readonly elementType: ElementType;
  readonly shape: readonly number[];
}

/** From a node and what is known about its inputs to the types of its outputs. */
export type ShapeFunction = (context: ShapeContext) => readonly StaticType[];
export type ShapeFunctions = Readonly<Record<string, ShapeFunction>>;

/** Where a shape function looks things up; every failure names the node. */
export interface ShapeSource {
  /** Version of ONNX's own operator set. */
  readonly opset: number;
  readonly type: (name: string) => StaticType | undefined;
  /** Contents, when they are known before the graph runs. */
  readonly constant: (name: string) => TensorData | undefined;
}

export class ShapeContext {
  readonly node: Node;
  readonly #source: ShapeSource;

  constructor(node: Node, source: ShapeSource) {
    this.node = node;
    this.#source = source;
  }

  get opset(): number {
    return this.#source.opset;
  }

  has(index: number): boolean {
    return (this.node.inputs[index] ?? '') !== '';
  }

  input(index: number): Value {
    const name = this.node.inputs[index] ?? '';
    const type = name === '' ? undefined : this.#source.type(name);
    if (type === undefined)
      throw this.error(`input ${index} (${name || 'omitted'}) has no known static shape`);
    return { name, ...type };
  }

  /** Numbers that arrive as an input (newer operator sets), if present; they must be known before the graph runs. */
  numbers(index: number): readonly number[] | undefined {
    const name = this.node.inputs[index] ?? '';
    if (name === '') return undefined;
    const value = this.#source.constant(name);
    if (value === undefined || value.type === 'string') {
      throw this.error(`input ${index} (${name}) must be a constant`);
    }
    return Array.from(value.data, Number);
  }

  requireNumbers(index: number): readonly number[] {
    const value = this.numbers(index);
    if (value === undefined) throw this.error(`input ${index} is missing`);
    return value;
  }

  /** Numbers that older operator sets have as attribute `name` and newer ones as input `index`. */
  numbersOrAttribute(name: string, index: number): readonly number[] | undefined {
    return getInts(this.node, name) ?? this.numbers(index);
  }

  error(problem: string): Error {
    return new Error(`${describeNode(this.node)}: ${problem}.`);
  }
}

/** Maps a negative axis to its place in `0..rank-1`; throws a `RangeError` beyond. */
export function normalizeAxis(axis: number, rank: number): number {
  const normal = axis < 0 ? axis + rank : axis;
  if (normal < 0 || normal >= Math.max(rank, 1)) {
    throw new RangeError(`Axis ${axis} is out of range for rank ${rank}.`);
  }
  return normal;
}
