import { expect, test } from 'vitest';
import { UserError } from '../../../src-shared/errors.ts';
import { openEngine } from './engines.ts';

test('ONNX Runtime is always there', async () => {
  expect((await openEngine('onnxruntime')).runtime).toMatch(/^\d+\.\d+/);
});

test('TensorFlow.js is there where it is installed; elsewhere it says of each package why not', async () => {
  const outcome: unknown = await openEngine('tensorflow').catch((error: unknown) => error);
  if (outcome instanceof UserError) {
    expect(outcome.code).toBe('unavailable');
    expect(outcome.message).toMatch(/@tensorflow\/tfjs-node-gpu: .+ @tensorflow\/tfjs-node: .+/);
  } else {
    expect(outcome).toMatchObject({ runtime: expect.stringMatching(/^TensorFlow\.js \d/) });
  }
});
