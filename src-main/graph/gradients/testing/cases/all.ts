import { activationCases } from './activations.ts';
import { arithmeticCases } from './arithmetic.ts';
import { composedCases } from './composed.ts';
import { convolutionCases } from './convolution.ts';
import { functionCases } from './functions.ts';
import { indexingCases } from './indexing.ts';
import { linearCases } from './linear.ts';
import { movementCases } from './movement.ts';
import { normalizationCases } from './normalization.ts';
import { productCases } from './products.ts';
import { reductionCases } from './reductions.ts';
import { resamplingCases } from './resampling.ts';
import type { RuleCase } from './rule-case.ts';

/** Every case of every gradient rule. */
export const ruleCases: readonly RuleCase[] = [
  ...activationCases,
  ...arithmeticCases,
  ...composedCases,
  ...convolutionCases,
  ...functionCases,
  ...indexingCases,
  ...linearCases,
  ...movementCases,
  ...normalizationCases,
  ...productCases,
  ...reductionCases,
  ...resamplingCases,
];
