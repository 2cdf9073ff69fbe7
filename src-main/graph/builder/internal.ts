import { float, ints } from '../attributes.ts';
import { type Attributes, internalDomain, type Value } from '../graph.ts';
import type { Operand } from './emitter.ts';
import type { EmitAll } from './methods.ts';

/**
 * Operators of the `variegate` domain: they say what is wanted and leave the form to the lowering pass. Window attributes
 * are those of the forward node, with explicit pads.
 */
export const internalMethods = (emitAll: EmitAll) => {
  const emit = (
    op: string,
    inputs: readonly Operand[],
    attributes: Attributes,
    outputs = 1,
  ): readonly Value[] => emitAll(op, inputs, outputs, attributes, internalDomain);
  const emitOne = (op: string, inputs: readonly Operand[], attributes: Attributes): Value => {
    const [value] = emit(op, inputs, attributes);
    if (value === undefined) throw new Error(`${op} gave no output.`);
    return value;
  };
  return {
    /** Gradient of Conv with respect to its input: dy [N, M, ...], w [M, C / group, ...] to [N, C, ...]. */
    ConvInputGrad: (dy: Value, w: Value, inputShape: readonly number[], window: Attributes): Value =>
      emitOne('ConvInputGrad', [dy, w], { ...window, input_shape: ints(inputShape) }),
    /** Gradient of Conv with respect to its weights: dy [N, M, ...], x [N, C, ...] to [M, C / group, ...]. */
    ConvWeightGrad: (dy: Value, x: Value, weightShape: readonly number[], window: Attributes): Value =>
      emitOne('ConvWeightGrad', [dy, x], { ...window, weight_shape: ints(weightShape) }),
    /** scale * x + z, scale a scalar, x and z of one shape. */
    ScaledAdd: (x: Value, scale: Operand, z: Value): Value => emitOne('ScaledAdd', [x, scale, z], {}),
    /** dy where y > 0, else 0. */
    ReluGrad: (dy: Value, y: Value): Value => emitOne('ReluGrad', [dy, y], {}),
    /** Sends each pooled gradient to the flat position it came from. */
    MaxPoolGrad: (dy: Value, indices: Value, inputShape: readonly number[], window: Attributes): Value =>
      emitOne('MaxPoolGrad', [dy, indices], { ...window, input_shape: ints(inputShape) }),
    /** Batch statistics over all axes but 1: [y, mean [C], biased variance [C]]. */
    BatchNormTraining: (x: Value, scale: Value, bias: Value, epsilon = 1e-5): BatchNormOutputs => {
      const [y, mean, variance] = emit('BatchNormTraining', [x, scale, bias], { epsilon: float(epsilon) }, 3);
      return { y: y!, mean: mean!, variance: variance! };
    },
    /** Gradients [dx, dscale, dbias] of BatchNormTraining's first output. */
    BatchNormTrainingGrad: (inputs: BatchNormGradInputs, epsilon: number): readonly Value[] =>
      emit(
        'BatchNormTrainingGrad',
        [inputs.dy, inputs.x, inputs.scale, inputs.mean, inputs.variance],
        { epsilon: float(epsilon) },
        3,
      ),
  };
};

export interface BatchNormOutputs {
  readonly y: Value;
  readonly mean: Value;
  readonly variance: Value;
}

export interface BatchNormGradInputs {
  readonly dy: Value;
  readonly x: Value;
  readonly scale: Value;
  readonly mean: Value;
  readonly variance: Value;
}
