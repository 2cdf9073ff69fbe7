import { expect, test } from 'vitest';
import { fromFloat16Bits, toFloat16Bits } from './float16.ts';

test('every half-precision pattern survives the way to a number and back', () => {
  for (let half = 0; half < 65536; half++) {
    const value = fromFloat16Bits(half);
    if (Number.isNaN(value)) expect(toFloat16Bits(value) & 0x7c00).toBe(0x7c00);
    else expect(toFloat16Bits(value)).toBe(half);
  }
});

test('values between two halves round to the nearest, ties to even, and overflow to infinity', () => {
  expect(fromFloat16Bits(toFloat16Bits(1 + 2 ** -11))).toBe(1);
  expect(fromFloat16Bits(toFloat16Bits(1 + 3 * 2 ** -11))).toBe(1 + 2 ** -9);
  expect(fromFloat16Bits(toFloat16Bits(65504))).toBe(65504);
  expect(fromFloat16Bits(toFloat16Bits(65520))).toBe(Infinity);
  expect(fromFloat16Bits(toFloat16Bits(2 ** -25))).toBe(0);
  expect(fromFloat16Bits(toFloat16Bits(-(2 ** -24)))).toBe(-(2 ** -24));
});
