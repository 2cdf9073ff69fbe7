import { expect, test } from 'vitest';
import { startDrawSchema } from '../../src-shared/api/inputs.ts';
import { countDrawn, drawRequest, partsOf, usualChoice } from './draw-plan.ts';

const dataSet = {
  id: 'menagerie',
  name: 'Menagerie',
  description: '',
  classes: ['owl', 'cat'],
  oodSets: [
    { name: 'watercolour', styles: ['watercolour'], heldOut: false },
    { name: 'blueprint', styles: ['blueprint'], heldOut: true },
  ],
};
const perClass = { train: 10, val: 2, test: 3, ood: 4, oracle: 5, retrieval: 6 };

test('every picture is counted, OOD once a set', () => {
  expect(countDrawn(dataSet, { ...usualChoice, perClass })).toBe(2 * (10 + 2 + 3 + 2 * 4 + 5 + 6));
});

test('controls alone ask for no real images and are named when a name was typed', () => {
  const choice = { ...usualChoice, perClass, scope: 'controls', domainGap: 0.25, name: '  ' } as const;
  expect(countDrawn(dataSet, choice)).toBe(2 * (5 + 6));
  expect(partsOf('controls').map(({ part }) => part)).toEqual(['oracle', 'retrieval']);
  const request = startDrawSchema.parse(drawRequest('menagerie', choice));
  expect(request).toMatchObject({ only: ['oracle', 'retrieval'], domainGap: 0.25, perClass });
  expect(request.name).toBeUndefined();
  expect(drawRequest('menagerie', { ...choice, name: ' dial ' }).name).toBe('dial');
});
