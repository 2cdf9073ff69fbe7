import { expect, test } from 'vitest';
import type { Lowered } from '../lowering/lower.ts';
import type { LoweringPlan } from '../lowering/plan.ts';
import { fitMemory, recomputes } from './fit-memory.ts';
import { peakBytes } from './peak-memory.ts';
import { chain, names } from './testing/training-graphs.ts';

const none: LoweringPlan = { version: 1, choices: {} };
const lowered: Lowered = { graph: chain(24, 1024), plan: { version: 1, choices: { Conv: 'blocked' } } };
const fit = (freeBytes: number, plan = none): Lowered =>
  fitMemory(lowered, { training: names, plan, freeBytes });
const formOf = ({ plan: { choices } }: Lowered): string | undefined =>
  Object.entries(choices).find(([key]) => key.startsWith('Activations '))?.[1];

const peak = peakBytes(lowered.graph);

test('with enough memory nothing is computed again', () => {
  const fitted = fit(2 * peak);
  expect(fitted.graph).toBe(lowered.graph);
  expect(fitted.plan.choices).toMatchObject({ Conv: 'blocked' });
  expect(formOf(fitted)).toBe('stored');
  expect(recomputes(fitted.plan)).toBe(false);
});

test('as few segments as suffice, and as many as help where nothing suffices', () => {
  const forms = [1.2, 0.8, 0.6, 0].map((share) => formOf(fit(share * peak)));
  expect(forms).toEqual(['2 segments', '4 segments', '6 segments', '8 segments']);
  for (const share of [1.2, 0.8, 0.6]) {
    const { graph, plan } = fit(share * peak);
    expect(peakBytes(graph)).toBeLessThan(0.7 * share * peak);
    expect(recomputes(plan)).toBe(true);
  }
});

test('what a plan says is followed whatever memory there is', () => {
  const short = fit(0.8 * peak);
  expect(fit(100 * peak, short.plan)).toEqual(short);
  expect(fit(0, fit(100 * peak).plan).graph).toBe(lowered.graph);
});

test('a graph without such a loss is left alone', () => {
  const training = { loss: 'another', batch: ['images'] };
  expect(fitMemory(lowered, { training, plan: none, freeBytes: 0 })).toBe(lowered);
});
