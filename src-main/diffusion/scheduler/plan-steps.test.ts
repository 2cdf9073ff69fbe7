import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { schedulerSchema } from '../../../src-shared/domain/generation.ts';
import { planSteps } from './plan-steps.ts';
import { takeStep } from './sampler-step.ts';
import { closestScheduler, schedulerFileSchema } from './scheduler-config.ts';

const fixture = z
  .object({
    diffusers: z.string(),
    cases: z.array(
      z.object({
        scheduler: schedulerSchema,
        file: schedulerFileSchema,
        steps: z.number(),
        timesteps: z.array(z.number()),
        /** The latents after some of the steps, by the step's index. */
        states: z.record(z.string(), z.array(z.number())),
      }),
    ),
  })
  .parse(JSON.parse(readFileSync(new URL('../fixtures/schedulers.json', import.meta.url), 'utf8')));

/** As in tools/fixtures/schedulers.py. */
const model = (x: Float32Array, timestep: number): Float32Array =>
  x.map((value) => Math.sin(2 * value) * 0.6 + Math.cos(timestep / 150) * 0.3 + 0.2 * value);

describe(`the samplers agree with diffusers ${fixture.diffusers}`, () => {
  test.each(
    fixture.cases.map((each, i) => ({ ...each, name: `${i}: ${each.scheduler}, ${each.steps} steps` })),
  )('$name', ({ file, scheduler, steps, timesteps, states }) => {
    const plan = planSteps(file, scheduler, steps);
    expect(plan.map((step) => step.timestep)).toEqual(timesteps);
    let x: Float32Array = Float32Array.from({ length: 9 }, (_, i) => -2 + i / 2);
    let previous: Float32Array = new Float32Array(9);
    for (const [i, step] of plan.entries()) {
      const taken = takeStep(step, x, model(x, step.timestep), previous);
      x = taken.x;
      previous = taken.picture;
      const expected = states[i];
      if (!expected) continue;
      const largest = Math.max(...expected.map(Math.abs));
      for (const [at, value] of expected.entries()) {
        expect(Math.abs(x[at]! - value)).toBeLessThan(2e-4 * Math.max(largest, 1));
      }
    }
  });
});

test('a predicted picture comes with every step, kept within the range', () => {
  const [first] = planSteps({}, 'ddim', 4);
  const { picture } = takeStep(first!, Float32Array.of(3, -3), Float32Array.of(0, 0), new Float32Array(2));
  expect([...picture]).toEqual([1, -1]);
});

test.each(['ddim', 'dpm-solver++'] as const)('takes any number of steps to the end, %s', (scheduler) => {
  const timesteps = (steps: number) =>
    planSteps({ timestep_spacing: 'trailing' }, scheduler, steps).map(({ timestep }) => timestep);
  for (let steps = 1; steps <= 300; steps++) expect(timesteps(steps)).toHaveLength(steps);
  // Those of diffusers 0.42.1 without the -1 that it visits after them.
  expect(timesteps(61).slice(-3)).toEqual([48, 32, 15]);
  expect(timesteps(103).slice(-2)).toEqual([18, 9]);
});

test('refuses more steps than there are timesteps', () => {
  expect(() => planSteps({ num_train_timesteps: 10 }, 'ddim', 11)).toThrow(/cannot take 11 steps/);
  expect(() => planSteps({ num_train_timesteps: 10 }, 'dpm-solver++', 40)).toThrow(/10 timesteps/);
});

test.each(['thresholding', 'use_beta_sigmas', 'use_lu_lambdas'])('names what it cannot do: %s', (key) => {
  expect(() => planSteps({ [key]: true }, 'dpm-solver++', 10)).toThrow(`"${key}", which is not supported`);
});

test('offers the sampler closest to the model’s own', () => {
  expect(closestScheduler({ _class_name: 'DDIMScheduler' })).toBe('ddim');
  expect(closestScheduler({ _class_name: 'PNDMScheduler' })).toBe('dpm-solver++');
});
