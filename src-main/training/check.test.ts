import { describe, expect, test } from 'vitest';
import type { Candidates } from './candidates.ts';
import { checkRequest } from './check.ts';
import { OOD, sampleCandidates, sampleRequest, SYNTHETIC, times } from './testing/candidates.ts';

const without = (keep: (image: Candidates['images'][number]) => boolean): Candidates => {
  const candidates = sampleCandidates();
  return { ...candidates, images: candidates.images.filter(keep) };
};

test('a sound request passes and shows its classes by domain', () => {
  expect(checkRequest(sampleRequest(), sampleCandidates())).toEqual({
    errors: [],
    warnings: [],
    classByDomain: [
      { className: 'crane', real: 10, synthetic: 12 },
      { className: 'kite', real: 10, synthetic: 12 },
      { className: 'mouse', real: 10, synthetic: 12 },
    ],
  });
});

describe('refused', () => {
  const errorsOf = (candidates: Candidates, request = sampleRequest()): string[] =>
    checkRequest(request, candidates).errors;

  test('a set of another kind, or none', () => {
    expect(errorsOf(sampleCandidates(), sampleRequest({ realSetId: OOD }))).toEqual([
      '"art" is a set of ood images, not of real ones.',
    ]);
    expect(errorsOf(sampleCandidates(), sampleRequest({ syntheticSetIds: [77] }))).toEqual([
      'The synthetic set 77 does not exist any more. Choose another one.',
    ]);
  });

  test('no images, one class, no test images', () => {
    expect(errorsOf(without(() => false))[0]).toContain('has no images');
    expect(errorsOf(without(({ classId }) => classId === 11))[0]).toContain('one class, "crane"');
    expect(errorsOf(without(({ split }) => split !== 'test'))[0]).toContain('no test images');
  });

  test('a class that is tested but not taught', () => {
    const errors = errorsOf(without(({ classId, split }) => !(classId === 12 && split === 'train')));
    expect(errors).toHaveLength(1);
    expect(errors[0]).toContain('Real only: no training images for "kite"');
  });

  test('synthetic recipes without synthetic images', () => {
    const none = sampleRequest({ syntheticSetIds: [], recipes: ['synthetic-only'] });
    expect(
      errorsOf(
        without(({ role }) => role !== 'synthetic'),
        none,
      ),
    ).toEqual(['Synthetic only: no synthetic set was chosen.']);
    const candidates = sampleCandidates();
    const images = candidates.images.map((image) => ({ ...image, verdict: 'reject' as const }));
    expect(errorsOf({ ...candidates, images }).join()).toContain('all are rejected');
  });

  test('a batch larger than what it is drawn from', () => {
    const request = sampleRequest({ settings: { batchSize: 64 } });
    expect(errorsOf(sampleCandidates(), request)).toEqual([
      'Real only: a batch takes 64 real images, but there are only 30. Choose a smaller batch.',
      'Synthetic only: a batch takes 64 synthetic images, but there are only 36. Choose a smaller batch.',
      'Mixed: a batch takes 32 real images, but there are only 30. Choose a smaller batch.',
    ]);
  });

  test.each([
    ['train', { role: 'real', split: 'train' }, { role: 'real', split: 'test' }],
    ['synthetic', { role: 'synthetic' }, { role: 'real', split: 'test' }],
    ['validation', { role: 'real', split: 'val' }, { role: 'real', split: 'test' }],
    ['train', { role: 'real', split: 'train' }, { role: 'ood' }],
    ['synthetic', { role: 'synthetic' }, { role: 'ood' }],
  ] as const)('the same picture in %s and a sealed set', (part, first, second) => {
    const common = { classId: 11, contentHash: 'twin' };
    const errors = errorsOf(
      sampleCandidates([
        { ...first, ...common, sourceName: 'one.png' },
        { ...second, ...common, sourceName: 'two.png' },
      ]),
    );
    expect(errors).toHaveLength(1);
    expect(errors[0]).toContain(`both in ${part} and`);
    expect(errors[0]).toContain('"one.png"');
    expect(errors[0]).toContain('"two.png"');
  });

  test('a re-saved copy: other bytes, same pixels', () => {
    const pixelHash = 'same';
    const leak = sampleCandidates([
      { role: 'real', split: 'train', classId: 11, pixelHash },
      { role: 'real', split: 'test', classId: 11, pixelHash },
    ]);
    expect(errorsOf(leak)).toHaveLength(1);
  });

  test('long lists are cut', () => {
    const pairs = times(8, { role: 'real', classId: 11 }).flatMap((sketch, index) => [
      { ...sketch, split: 'train' as const, contentHash: `twin-${index}` },
      { ...sketch, split: 'test' as const, contentHash: `twin-${index}` },
    ]);
    expect(errorsOf(sampleCandidates(pairs))[0]).toMatch(/^8 pictures are both .* and 3 more\. /);
  });
});

describe('warned about', () => {
  const warningsOf = (candidates: Candidates, request = sampleRequest()): string[] =>
    checkRequest(request, candidates).warnings;

  test('training pictures in validation, and pictures with two classes', () => {
    const warnings = warningsOf(
      sampleCandidates([
        { role: 'real', split: 'train', classId: 11, pixelHash: 'a' },
        { role: 'real', split: 'val', classId: 11, pixelHash: 'a' },
        { role: 'real', split: 'train', classId: 11, pixelHash: 'b' },
        { role: 'synthetic', classId: 12, pixelHash: 'b' },
      ]),
    );
    expect(warnings).toHaveLength(2);
    expect(warnings[0]).toContain('both in train and validation');
    expect(warnings[1]).toContain('two classes');
  });

  test('few seeds, no validation, an untested class', () => {
    expect(warningsOf(sampleCandidates(), sampleRequest({ seeds: [1] }))[0]).toContain('one seed');
    expect(warningsOf(without(({ split }) => split !== 'val'))[0]).toContain('last weights');
    const untested = without(({ split, classId }) => !(split === 'test' && classId === 13));
    expect(warningsOf(untested)[0]).toContain('No test images for "mouse"');
  });

  test('synthetic images that are unevenly spread over the classes', () => {
    const uneven = without(({ role, classId }) => role !== 'synthetic' || classId !== 13);
    expect(warningsOf(uneven)).toEqual([
      '55 % of the training images of "kite" are synthetic, of "mouse" 0 %: looking synthetic then hints at the class. Even out the numbers.',
    ]);
  });

  test('images of classes that the real set lacks', () => {
    const warnings = warningsOf(
      sampleCandidates([
        { role: 'ood', classId: 99, setId: OOD },
        { role: 'synthetic', classId: 99, setId: SYNTHETIC },
      ]),
    );
    expect(warnings[0]).toContain('1 of 13 images of "art"');
    expect(warnings[1]).toContain('1 of 37 synthetic images');
  });
});
