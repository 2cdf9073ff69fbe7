/** What TensorFlow.js cannot compute or differentiate, as it stands; PyTorch and finite differences check these rules. */
export const refusedByTensorFlow: ReadonlySet<string> = new Set([
  'Attention: boolean mask, one value for all three',
  'Attention: heads as an axis',
  'Attention: heads in the width, keys shared by two heads, causal',
  'Attention: mask that is added',
  'Cast: through float64',
  'CastLike: through float64',
  'GatherND: with a batch axis',
  'MaxPool: ceil mode, dilated',
]);
