import { activationCases } from './activations.ts';
import { arithmeticCases } from './arithmetic.ts';
import { convolutionCases } from './convolution.ts';
import { functionCases } from './functions.ts';
import { linearCases } from './linear.ts';
import { movementCases } from './movement.ts';
import { normalizationCases } from './normalization.ts';
import { reductionCases } from './reductions.ts';
import { resamplingCases } from './resampling.ts';
import type { RuleCase } from './rule-case.ts';

/** Every case of every gradient rule. */
export const ruleCases: readonly RuleCase[] = [
  ...activationCases,
  ...arithmeticCases,
  ...convolutionCases,
  ...functionCases,
  ...linearCases,
  ...movementCases,
  ...normalizationCases,
  ...reductionCases,
  ...resamplingCases,
];
