import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { scheduleSchema } from '../../src-shared/domain/training.ts';
import { learningRateAt } from './schedule.ts';

const fixtureSchema = z.array(scheduleSchema.extend({ rates: z.array(z.number()) }));
const fixture = fixtureSchema.parse(
  JSON.parse(readFileSync(new URL('./fixtures/schedules.json', import.meta.url), 'utf8')),
);

describe('learning rates equal those of PyTorch', () => {
  test.each(fixture)('$kind, peak $peak, warm-up $warmup', ({ rates, ...settings }) => {
    for (const [step, expected] of rates.entries()) {
      const rate = learningRateAt(settings, step, rates.length);
      expect(Math.abs(rate - expected)).toBeLessThanOrEqual(1e-9 * settings.peak);
    }
  });
});

describe('short schedules', () => {
  test.each(['one-cycle', 'cosine', 'constant'] as const)(
    '%s of 1 to 12 steps stays in (0, peak]',
    (kind) => {
      for (let steps = 1; steps <= 12; steps++) {
        for (const warmup of [0, 0.1, 0.25, 0.5]) {
          const rates = Array.from({ length: steps }, (_, step) =>
            learningRateAt({ kind, peak: 0.1, warmup }, step, steps),
          );
          for (const rate of rates) expect(rate).toSatisfy((value: number) => value > 0 && value <= 0.1);
        }
      }
    },
  );

  test('a step outside the schedule is refused', () => {
    expect(() => learningRateAt({ kind: 'constant', peak: 0.1, warmup: 0 }, 5, 5)).toThrow(RangeError);
  });
});
