import type { GraphBuilder } from '../builder/graph-builder.ts';
import type { Node, Value } from '../graph.ts';
import { ShapeContext } from '../shapes/shape-context.ts';
import { type SplitWeights, splitWeights } from './blocked/weights.ts';
import type { LaidOut } from './laid-out.ts';
import type { LoweringTarget } from './target.ts';

/** What all nodes of one pass share. */
export interface LoweringPass {
  readonly builder: GraphBuilder;
  readonly target: LoweringTarget;
  /** By name in the original graph. */
  readonly values: Map<string, LaidOut>;
  /** Readers of each original value; a graph output counts as one. */
  readonly uses: ReadonlyMap<string, number>;
  readonly outputs: ReadonlySet<string>;
  /** By name of the weights. */
  readonly splitWeights: Map<string, SplitWeights>;
}

/** One node being lowered: its inputs in the new graph, and the builder that its replacement goes to. */
export class LoweringContext extends ShapeContext {
  readonly b: GraphBuilder;
  readonly target: LoweringTarget;
  readonly #pass: LoweringPass;

  constructor(node: Node, pass: LoweringPass) {
    super(node, pass.builder.shapeSource);
    this.b = pass.builder;
    this.target = pass.target;
    this.#pass = pass;
  }

  /** The input in whatever memory layouts it has. */
  operand(index: number): LaidOut {
    const value = this.#pass.values.get(this.node.inputs[index] ?? '');
    if (value === undefined) throw this.error(`input ${index} is missing`);
    return value;
  }

  /** The input in the plain layout that ONNX's operators read. */
  override input(index: number): Value {
    return this.operand(index).plain();
  }

  shape(index: number): readonly number[] {
    return this.operand(index).shape;
  }

  /** Whether nothing but this node reads the input. */
  isOnlyReader(index: number): boolean {
    return this.#pass.uses.get(this.node.inputs[index] ?? '') === 1;
  }

  /** Whether one of the node's results is a result of the graph, whose shape and layout are fixed. */
  get givesGraphOutput(): boolean {
    return this.node.outputs.some((name) => this.#pass.outputs.has(name));
  }

  /** Whether the target has the blocked layout and the input fits into it: [N, C, H, W], C a multiple of the block. */
  canBlock(index: number): boolean {
    const { elementType, shape } = this.operand(index);
    const { blockSize } = this.target;
    return (
      blockSize > 0 && elementType === 'float32' && shape.length === 4 && (shape[1] ?? 1) % blockSize === 0
    );
  }

  /** Input `index` as convolution weights in blocks; both directions of a convolution need them, so they are made once. */
  shareSplitWeights(index: number): SplitWeights {
    const w = this.input(index);
    const known = this.#pass.splitWeights.get(w.name) ?? splitWeights(this.b, w, this.target.blockSize);
    this.#pass.splitWeights.set(w.name, known);
    return known;
  }
}

/** One way to compute a node. */
export interface Form {
  /** Whether this form computes the right thing for the node's shapes on this target; default: always. */
  readonly fits?: (context: LoweringContext) => boolean;
  /** Emits nodes that compute the outputs, in order. */
  readonly emit: (context: LoweringContext) => readonly (Value | LaidOut)[];
}

export interface Lowering {
  /** By name; names stand in plans, so they never change their meaning. The first is the simple one, which always fits. */
  readonly forms: Readonly<Record<string, Form>>;
  /** The name of the form that is fastest for this node's shapes, as far as is known without measuring. */
  readonly choose: (context: LoweringContext) => string;
  /** Multiplications that the node stands for. Only of operators whose forms can be compared by timing the node alone. */
  readonly work?: (context: LoweringContext) => number;
}

/** A node whose forms can be timed, and those of them that compute the right thing here. */
export interface FormQuestion {
  readonly key: string;
  readonly context: LoweringContext;
  readonly lowering: Lowering;
  readonly fitting: readonly string[];
  readonly work: number;
}

/** The name of a fitting form; undefined leaves it to the lowering's own rule. */
export type PickForm = (question: FormQuestion) => string | undefined;
