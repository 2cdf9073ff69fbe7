import { internalDomain, type Node } from '../../../graph.ts';
import type { Operator, Operators } from '../operator-context.ts';
import { activationOperators, internalActivationOperators } from './activations.ts';
import { arithmeticOperators, internalArithmeticOperators } from './arithmetic.ts';
import { convolutionOperators } from './convolution.ts';
import { einsumOperators } from './einsum.ts';
import { functionOperators } from './functions.ts';
import { indexingOperators } from './indexing.ts';
import { linearOperators } from './linear.ts';
import { movementOperators } from './movement.ts';
import { internalNormalizationOperators, normalizationOperators } from './normalization.ts';
import { internalPoolingOperators, poolingOperators } from './pooling.ts';
import { reductionOperators } from './reductions.ts';
import { resamplingOperators } from './resampling.ts';
import { internalConvolutionOperators, transposedConvolutionOperators } from './transposed-convolution.ts';

const onnxOperators: Operators = {
  ...activationOperators,
  ...arithmeticOperators,
  ...convolutionOperators,
  ...einsumOperators,
  ...functionOperators,
  ...indexingOperators,
  ...linearOperators,
  ...movementOperators,
  ...normalizationOperators,
  ...poolingOperators,
  ...reductionOperators,
  ...resamplingOperators,
  ...transposedConvolutionOperators,
};

/** What lowering replaces for ONNX Runtime, TensorFlow.js has as kernels of its own. */
const internalOperators: Operators = {
  ...internalActivationOperators,
  ...internalArithmeticOperators,
  ...internalConvolutionOperators,
  ...internalNormalizationOperators,
  ...internalPoolingOperators,
};

const tables: Readonly<Record<string, Operators>> = {
  '': onnxOperators,
  'ai.onnx': onnxOperators,
  [internalDomain]: internalOperators,
};

export const operatorOf = (node: Node): Operator | undefined => tables[node.domain]?.[node.op];
