import type { GradientRules } from '../rule-context.ts';
import { activationRules } from './activations.ts';
import { arithmeticRules } from './arithmetic.ts';
import { attentionRules } from './attention.ts';
import { composedNormalizationRules } from './composed-normalization.ts';
import { composedRules } from './composed.ts';
import { convolutionRules } from './convolution.ts';
import { einsumRules } from './einsum.ts';
import { functionRules } from './functions.ts';
import { indexingRules } from './indexing.ts';
import { linearRules } from './linear.ts';
import { movementRules } from './movement.ts';
import { internalNormalizationRules, normalizationRules } from './normalization.ts';
import { paddingRules } from './padding.ts';
import { poolingRules } from './pooling.ts';
import { reductionRules, softmaxRules } from './reductions.ts';
import { resamplingRules } from './resampling.ts';

/** Gradient rules by operator of ONNX's own domain. */
export const onnxRules: GradientRules = {
  ...activationRules,
  ...arithmeticRules,
  ...attentionRules,
  ...composedNormalizationRules,
  ...composedRules,
  ...convolutionRules,
  ...einsumRules,
  ...functionRules,
  ...indexingRules,
  ...linearRules,
  ...movementRules,
  ...normalizationRules,
  ...paddingRules,
  ...poolingRules,
  ...reductionRules,
  ...resamplingRules,
  ...softmaxRules,
};

/** Gradient rules by operator of the internal domain. */
export const internalRules: GradientRules = { ...internalNormalizationRules };
