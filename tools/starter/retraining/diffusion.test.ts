import { expect, test } from 'vitest';
import { createRandom } from '../../../src-shared/random.ts';
import { cumulativeAlphas } from '../../../src-main/diffusion/scheduler/noise-schedule.ts';
import { dpmSettings, type SchedulerFile } from '../../../src-main/diffusion/scheduler/scheduler-config.ts';
import { createDiffusion } from './diffusion.ts';

const file: SchedulerFile = {
  num_train_timesteps: 50,
  beta_schedule: 'scaled_linear',
  beta_start: 0.001,
  beta_end: 0.1,
};

const clean = Float32Array.from({ length: 8 * 12 }, (_, i) => Math.cos(i));

test.each(['v_prediction', 'epsilon'] as const)(
  'what is to be predicted gives the picture back: %s',
  (prediction) => {
    const config = { ...file, prediction_type: prediction };
    const alphas = cumulativeAlphas(dpmSettings(config));
    const { noisy, wanted, times } = createDiffusion(config)(clean, 8, createRandom(1));
    expect(new Set(times).size).toBeGreaterThan(4);
    for (const [i, value] of clean.entries()) {
      const alpha = alphas[Number(times[Math.floor(i / 12)])]!;
      const [signal, noise] = [Math.sqrt(alpha), Math.sqrt(1 - alpha)];
      // Salimans & Ho 2022 and Ho et al. 2020.
      const back =
        prediction === 'epsilon'
          ? (noisy[i]! - noise * wanted[i]!) / signal
          : signal * noisy[i]! - noise * wanted[i]!;
      expect(back).toBeCloseTo(value, 4);
    }
  },
);

test('clear timesteps count no more than the cap on their ratio of signal to noise allows', () => {
  const alphas = cumulativeAlphas(dpmSettings(file));
  const weights = (prediction: 'v_prediction' | 'epsilon') => {
    const { times, importance } = createDiffusion({ ...file, prediction_type: prediction })(
      clean,
      8,
      createRandom(3),
    );
    return [...importance].map((weight, i) => {
      const alpha = alphas[Number(times[i])]!;
      return { weight, ratio: alpha / (1 - alpha) };
    });
  };
  for (const { weight, ratio } of weights('epsilon'))
    expect(weight).toBeCloseTo(Math.min(ratio, 5) / ratio, 5);
  for (const { weight, ratio } of weights('v_prediction')) {
    expect(weight).toBeCloseTo(Math.min(ratio, 5) / (ratio + 1), 5);
  }
});
