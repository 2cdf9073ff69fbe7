import { realTensor } from '../builder/constants.ts';
import type { GraphBuilder } from '../builder/graph-builder.ts';
import { type Attributes, describeNode, type Node, type Value } from '../graph.ts';
import { broadcastAxes, sameShape } from '../shapes/broadcast.ts';
import { ShapeContext } from '../shapes/shape-context.ts';

/** Carries the gradient `dy` of `y` back through some nodes to the values `wrt`. */
type PullBack = (
  nodes: readonly Node[],
  start: { readonly y: Value; readonly dy: Value },
  wrt: readonly Value[],
) => readonly (Value | undefined)[];

interface RuleSetting {
  readonly node: Node;
  readonly builder: GraphBuilder;
  /** Gradients that arrive at the outputs. */
  readonly cotangents: readonly (Value | undefined)[];
  /** Which inputs' gradients somebody wants. */
  readonly needed: readonly boolean[];
  readonly pullBack: PullBack;
}

/** One forward node being differentiated, and the builder that its gradient goes to. */
export class RuleContext extends ShapeContext {
  readonly b: GraphBuilder;
  readonly #setting: RuleSetting;

  constructor(setting: RuleSetting) {
    super(setting.node, setting.builder.shapeSource);
    this.b = setting.builder;
    this.#setting = setting;
  }

  output(index: number): Value {
    return this.b.value(this.node.outputs[index] ?? '');
  }

  /** Gradient that arrives at the first output. */
  get dy(): Value {
    return this.gradient(0) ?? this.zeros(this.output(0));
  }

  /** Gradient that arrives at an output, if anything downstream depends on it. */
  gradient(index: number): Value | undefined {
    return this.#setting.cotangents[index];
  }

  /** Whether anybody wants the gradient of an input: spares nodes that nothing would read. */
  needs(index: number): boolean {
    return this.#setting.needed[index] ?? false;
  }

  /** A constant of real numbers in the type of `like`. */
  constant(like: Value, dims: readonly number[], values: readonly number[]): Value {
    return this.b.constant(realTensor(like.elementType, dims, values));
  }

  /** A zero tensor of that type. */
  zeros(like: Value): Value {
    return this.b.Expand(this.b.scalar(like.elementType, 0), like.shape);
  }

  /** Sums a gradient over the axes along which an operand was broadcast. */
  unbroadcast(gradient: Value, shape: readonly number[]): Value {
    if (sameShape(gradient.shape, shape)) return gradient;
    const axes = broadcastAxes(shape, gradient.shape);
    const summed = axes.length === 0 ? gradient : this.b.ReduceSum(gradient, axes, false);
    return this.reshaped(summed, shape);
  }

  /**
   * Gradients by way of simpler nodes that compute the first output once more: for operators that are rare, or whose own rule
   * would recompute as much.
   */
  through(compute: () => Value): readonly (Value | undefined)[] {
    const { node, pullBack } = this.#setting;
    const before = this.b.nodes.length;
    const y = compute();
    // One entry a name: an input that is given twice gets its whole gradient the first time.
    const wanted = node.inputs.map((name, i) => this.needs(i) && node.inputs.indexOf(name) === i);
    const values = wanted.flatMap((isWanted, i) => (isWanted ? [this.input(i)] : []));
    const results = pullBack(this.b.nodes.slice(before), { y, dy: this.dy }, values).values();
    return wanted.map((isWanted) => (isWanted ? results.next().value : undefined));
  }

  reshaped(value: Value, shape: readonly number[]): Value {
    return sameShape(value.shape, shape) ? value : this.b.Reshape(value, shape);
  }

  /** The forward node's outputs after making sure that it computes `count` of them (statistics, indices). */
  allOutputs(count: number, attributes: Attributes = this.node.attributes): readonly Value[] {
    const missing = Array.from({ length: count }, (_, i) => this.node.outputs[i] ?? '');
    if (missing.every((name) => name !== '')) return missing.map((name) => this.b.value(name));
    const outputs = missing.map((name, i) =>
      name === '' ? `${this.node.outputs[0] ?? ''}:extra${i}` : name,
    );
    return this.b.replace(this.node, { ...this.node, outputs, attributes });
  }

  /** An error for a use of an operator that its rule does not cover. */
  unsupported(what: string): Error {
    return new Error(`No gradient rule for ${describeNode(this.node)}: ${what}.`);
  }
}

/**
 * Vector-Jacobian product of one operator: emits the nodes that turn the outputs' gradients into the inputs'. One entry an
 * input; `undefined` where an input has no gradient or nobody needs it.
 */
export type GradientRule = (context: RuleContext) => readonly (Value | undefined)[];
export type GradientRules = Readonly<Record<string, GradientRule>>;
