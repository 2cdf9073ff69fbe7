import type { Tensor } from '@tensorflow/tfjs-core';
import { UserError } from '../../../../src-shared/errors.ts';
import { describeNode, type Node } from '../../graph.ts';
import { sameShape } from '../../shapes/broadcast.ts';
import { ShapeContext, type ShapeSource, type StaticType } from '../../shapes/shape-context.ts';
import type { TensorFlow } from './tensors.ts';

/** One node being computed: its tensors beside what shape functions know about it. */
export class OperatorContext extends ShapeContext {
  readonly tf: TensorFlow;
  /** Whether TensorFlow.js will differentiate what is computed. */
  readonly differentiated: boolean;
  readonly #types: ShapeSource['type'];
  readonly #tensors: (name: string) => Tensor | undefined;

  constructor(node: Node, source: ShapeSource, { tf, tensors, differentiated }: Surroundings) {
    super(node, source);
    this.tf = tf;
    this.differentiated = differentiated;
    this.#types = source.type;
    this.#tensors = tensors;
  }

  tensor(index: number): Tensor {
    const tensor = this.#tensors(this.node.inputs[index] ?? '');
    if (tensor === undefined) throw this.error(`input ${index} is missing`);
    return tensor;
  }

  /** An input that may be omitted. */
  optional(index: number): Tensor | undefined {
    return this.has(index) ? this.tensor(index) : undefined;
  }

  tensors(): Tensor[] {
    return this.node.inputs.map((_, i) => this.tensor(i));
  }

  outputType(index = 0): StaticType {
    const type = this.#types(this.node.outputs[index] ?? '');
    if (type === undefined) throw this.error(`output ${index} has no known shape`);
    return type;
  }

  /** Extents of an output, for calls that want an array of their own. */
  outputShape(index = 0): number[] {
    return [...this.outputType(index).shape];
  }

  /** The same values in that shape. */
  reshaped(x: Tensor, shape: readonly number[]): Tensor {
    return sameShape(x.shape, shape) ? x : this.tf.reshape(x, [...shape]);
  }

  /**
   * Repeats a tensor along axes of extent 1. TensorFlow.js gives right gradients of several operators for equal shapes only, and
   * of its own broadcast up to four axes, but of a product always.
   */
  stretched(x: Tensor, shape: readonly number[]): Tensor {
    if (sameShape(x.shape, shape)) return x;
    const target = [...shape];
    return x.dtype === 'float32' ? this.tf.mul(x, this.tf.ones(target)) : this.tf.broadcastTo(x, target);
  }

  /** The same values without their history: no gradient passes through them. */
  detached({ dataId, shape, dtype }: Tensor): Tensor {
    this.tf.backend().incRef(dataId);
    return this.tf.engine().makeTensorFromTensorInfo({ dataId, shape, dtype });
  }

  /** 1 where a condition holds, else 0. */
  indicator(condition: Tensor): Tensor {
    return this.tf.cast(this.differentiated ? this.detached(condition) : condition, 'float32');
  }

  /** For a use of an operator that cannot be computed here. */
  unsupported(why: string): UserError {
    return new UserError(
      'unsupported',
      `TensorFlow.js cannot compute ${describeNode(this.node)}: ${why}.`,
      'Use the onnxruntime engine for this model.',
    );
  }
}

export interface Surroundings {
  readonly tf: TensorFlow;
  /** The value of that name, once it is computed. */
  readonly tensors: (name: string) => Tensor | undefined;
  readonly differentiated: boolean;
}

/** Computes one operator: its output, or all its outputs in order. */
export type Operator = (context: OperatorContext) => Tensor | Tensor[];
export type Operators = Readonly<Record<string, Operator>>;
