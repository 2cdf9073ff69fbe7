import { expect, test } from 'vitest';
import { cleanAccuracy } from './clean-accuracy.ts';

const predictions = {
  imageIds: [11, 12, 13, 14],
  trueClasses: [0, 0, 0, 1],
  predictedClasses: [0, 0, 1, 1],
  confidences: [1, 1, 1, 1],
};

test('images in doubt do not count', () => {
  // Of 12, 13 and 14 two are right: one of two in the first class, the only one of the second.
  expect(cleanAccuracy(predictions, [11, 99], 2)).toEqual({ images: 3, top1: 2 / 3, meanPerClass: 0.75 });
});

test('there is nothing to say without doubt, or without anything else', () => {
  expect(cleanAccuracy(predictions, [99], 2)).toBeNull();
  expect(cleanAccuracy(predictions, [11, 12, 13, 14], 2)).toBeNull();
});
