import { expect, test } from 'vitest';
import { explainRuntimeError } from './open-network.ts';

/** As onnxruntime/core/framework/session_state.cc says it. */
const missing = new Error(
  "Could not find an implementation for FlashTranspose(1) node with name 'attention'",
);

test.each([
  ['cpu', 'which the CPU provider does not have.'],
  ['webgpu', 'which neither the WebGPU nor the CPU provider has.'],
] as const)('an operator that %s lacks is named with the provider', (provider, words) => {
  expect(explainRuntimeError('unet/model.onnx', missing, 'load', provider)).toMatchObject({
    code: 'unsupported',
    message: `unet/model.onnx uses the operator FlashTranspose, ${words}`,
  });
});
