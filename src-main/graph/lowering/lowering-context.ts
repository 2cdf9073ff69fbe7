import type { GraphBuilder } from '../builder/graph-builder.ts';
import type { Node, Value } from '../graph.ts';
import { ShapeContext } from '../shapes/shape-context.ts';

/** One node being lowered: its inputs in the new graph, and the builder that its replacement goes to. */
export class LoweringContext extends ShapeContext {
  readonly b: GraphBuilder;
  readonly #shared: Map<string, Value>;

  constructor(node: Node, builder: GraphBuilder, shared: Map<string, Value>) {
    super(node, builder.shapeSource);
    this.b = builder;
    this.#shared = shared;
  }

  /** A value that several nodes need (columns of a convolution, say): made by the first that asks. */
  share(key: string, make: () => Value): Value {
    const known = this.#shared.get(key);
    if (known !== undefined) return known;
    const value = make();
    this.#shared.set(key, value);
    return value;
  }
}

/** Emits plain ONNX nodes that compute the node's outputs, in order. */
export type Form = (context: LoweringContext) => readonly Value[];

export interface Lowering {
  /** By name; names stand in plans, so they never change their meaning. */
  readonly forms: Readonly<Record<string, Form>>;
  /** The name of the form that is fastest for this node's shapes. */
  readonly choose: (context: LoweringContext) => string;
}
