import { expect, test } from 'vitest';
import { UserError } from '../../src-shared/errors.ts';
import { explainMemory } from './memory-advice.ts';

const sizes = { architecture: 'resnet-50', batchSize: 64, imageSize: 224 } as const;

test('a run without enough memory says what was too large, and what can be done', () => {
  const error = new UserError('out-of-memory', 'The engine ran out of memory and stopped (signal SIGKILL).');
  expect(explainMemory(error, sizes, false)).toMatchObject({
    code: 'out-of-memory',
    message: 'There was not enough memory to train resnet-50 on 64 images of 224 × 224 px a step.',
    advice: expect.stringMatching(/^Train again with a smaller batch.*last checkpoint\.$/) as string,
  });
  expect(explainMemory(error, { ...sizes, architecture: 'imported' }, true)).toMatchObject({
    message: expect.stringContaining('train the imported network on') as string,
    advice: expect.stringMatching(/^Activations are computed twice already/) as string,
  });
});

test('other errors stay as they are', () => {
  const error = new UserError('diverged', 'Training diverged.');
  expect(explainMemory(error, sizes, false)).toBe(error);
});
