import type { GradientRules } from '../rule-context.ts';
import { activationRules } from './activations.ts';
import { arithmeticRules } from './arithmetic.ts';
import { convolutionRules } from './convolution.ts';
import { functionRules } from './functions.ts';
import { indexingRules } from './indexing.ts';
import { linearRules } from './linear.ts';
import { movementRules } from './movement.ts';
import { internalNormalizationRules, normalizationRules } from './normalization.ts';
import { poolingRules } from './pooling.ts';
import { reductionRules, softmaxRules } from './reductions.ts';
import { resamplingRules } from './resampling.ts';

/** Gradient rules by operator of ONNX's own domain. */
export const onnxRules: GradientRules = {
  ...activationRules,
  ...arithmeticRules,
  ...convolutionRules,
  ...functionRules,
  ...indexingRules,
  ...linearRules,
  ...movementRules,
  ...normalizationRules,
  ...poolingRules,
  ...reductionRules,
  ...resamplingRules,
  ...softmaxRules,
};

/** Gradient rules by operator of the internal domain. */
export const internalRules: GradientRules = { ...internalNormalizationRules };
