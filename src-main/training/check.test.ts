import { describe, expect, test } from 'vitest';
import type { Candidates } from './candidates.ts';
import { checkRequest } from './check.ts';
import { OOD, sampleCandidates, sampleRequest } from './testing/candidates.ts';

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
    nearDuplicates: { pairs: [], dropped: { real: 0, synthetic: 0 }, doubtful: 0, notCompared: 0 },
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
    expect(errorsOf(without(({ part }) => part !== 'test'))[0]).toContain('no test images');
  });

  test('a class that is tested but not taught', () => {
    const errors = errorsOf(without(({ classId, part }) => !(classId === 12 && part === 'train')));
    expect(errors).toHaveLength(1);
    expect(errors[0]).toContain('Real only: no training images for "kite"');
  });

  test('synthetic recipes without synthetic images', () => {
    const none = sampleRequest({ syntheticSetIds: [], recipes: ['synthetic-only'] });
    expect(
      errorsOf(
        without(({ part }) => part !== 'synthetic'),
        none,
      ),
    ).toEqual(['Synthetic only: no synthetic set was chosen.']);
    expect(errorsOf(without(({ part }) => part !== 'synthetic')).join()).toContain('all are rejected');
  });

  test('a batch larger than what it is drawn from', () => {
    const request = sampleRequest({ settings: { batchSize: 64 } });
    expect(errorsOf(sampleCandidates(), request)).toEqual([
      'Real only: a batch takes 64 real images, but there are only 30. Choose a smaller batch.',
      'Synthetic only: a batch takes 64 synthetic images, but there are only 36. Choose a smaller batch.',
      'Mixed: a batch takes 32 real images, but there are only 30. Choose a smaller batch.',
    ]);
  });

  test('auxiliary batch norm with too few images a branch, or without batch norm', () => {
    const of = (settings: Record<string, unknown>) =>
      sampleRequest({ recipes: ['auxiliary-bn'], settings: { batchSize: 32, ...settings } });
    expect(errorsOf(sampleCandidates(), of({}))).toEqual([]);
    expect(errorsOf(sampleCandidates(), of({ mix: { kind: 'share', real: 0.25 } }))).toEqual([
      'Auxiliary batch norm: only 8 of the 32 images of a batch are real; each of the two batch norms needs at least 16. ' +
        'Choose batches of 64 or more, or a share nearer to one half.',
    ]);
    expect(errorsOf(sampleCandidates(), of({ architecture: 'vit-tiny' }))).toEqual([
      'Auxiliary batch norm: vit-tiny has no batch norm, so it cannot have an auxiliary one. ' +
        'Choose an architecture with batch norm, such as a ResNet, or leave this recipe out.',
    ]);
  });

  test('a choice of learning rates without validation images', () => {
    const schedule = { kind: 'one-cycle' as const, peak: 0.1, grid: [0.03, 0.1] };
    const settings = { batchSize: 8, schedule };
    expect(errorsOf(sampleCandidates(), sampleRequest({ settings }))).toEqual([]);
    const [error] = errorsOf(
      without(({ part }) => part !== 'val'),
      sampleRequest({ settings }),
    );
    expect(error).toContain('chosen on validation images, and there are none');
  });

  test('controls of a pretrained network without one', () => {
    const request = sampleRequest({ recipes: ['linear-probe', 'from-scratch'] });
    expect(errorsOf(sampleCandidates(), request)).toEqual([
      'Linear probe: it needs a pretrained network, and none was chosen. Choose one, or leave this recipe out.',
      'From scratch: without a pretrained network it is what Real only is. Choose one, or leave this recipe out.',
    ]);
    const settings = { batchSize: 8, pretrained: 'starter' };
    expect(
      errorsOf(sampleCandidates(), { ...request, settings: { ...request.settings, ...settings } }),
    ).toEqual([]);
  });

  test.each([
    ['train', 'test', 'Reject them in the review on the train side.'],
    ['synthetic', 'test', 'Reject them in the review on the synthetic side.'],
    ['val', 'test', 'Import the real set again without the copies.'],
    ['train', 'ood', 'Reject them in the review on the train or the OOD side.'],
    ['synthetic', 'ood', 'Reject them in the review on the synthetic or the OOD side.'],
    ['val', 'ood', 'Reject them in the review on the OOD side.'],
  ] as const)('the same picture in %s and %s, by name', (first, second, advice) => {
    const sharing = [
      { parts: [first, second], total: 1, examples: [{ first: 'one.png', second: 'two.png' }] },
    ] as const;
    const errors = errorsOf(sampleCandidates([], sharing));
    expect(errors).toHaveLength(1);
    expect(errors[0]).toMatch(/^One picture is both in .*"one\.png".*"two\.png"/);
    expect(errors[0]).toContain(advice);
  });

  test('long lists are cut', () => {
    const examples = Array.from({ length: 8 }, (_, i) => ({ first: `${i}.png`, second: `copy-${i}.png` }));
    const errors = errorsOf(sampleCandidates([], [{ parts: ['train', 'test'], total: 8, examples }]));
    expect(errors[0]).toMatch(/^8 pictures are both .*copy-4.* and 3 more\. /);
    expect(errors[0]).not.toContain('copy-5');
  });
});

describe('warned about', () => {
  const warningsOf = (candidates: Candidates, request = sampleRequest()): string[] =>
    checkRequest(request, candidates).warnings;

  test('training pictures in validation', () => {
    const examples = [{ first: 'a.png', second: 'b.png' }];
    const shared = { parts: ['train', 'val'], total: 1, examples } as const;
    expect(warningsOf(sampleCandidates([], [shared]))).toEqual([
      'One picture is both in train and validation: "a.png" (train) = "b.png" (validation). It is left out of the training.',
    ]);
  });

  test('pictures that look almost like those that are tested on', () => {
    const near = (parts: Candidates['nearSharing'][number]['parts'], total: number) => ({
      parts,
      total,
      examples: [{ first: 'a.png', firstId: 1, second: 'b.png', secondId: 2, similarity: 0.9912 }],
    });
    const nearSharing = [near(['synthetic', 'test'], 2), near(['val', 'test'], 1), near(['train', 'ood'], 0)];
    const candidates = { ...sampleCandidates(), nearSharing };
    expect(warningsOf(candidates)[0]).toBe(
      '2 synthetic images look almost like test images: "a.png" ≈ "b.png" (99.1 %); and 1 more. ' +
        'They are left out of the training.',
    );
    const keep = sampleRequest({ settings: { batchSize: 8, nearDuplicates: 'keep' } });
    expect(warningsOf(candidates, keep)).toEqual([
      '2 synthetic images look almost like test images: "a.png" ≈ "b.png" (99.1 %); and 1 more. ' +
        'Look at them under near-duplicates in the review, and reject on the synthetic side what shows the same thing: it flatters the accuracy.',
      'One validation image looks almost like a test image: "a.png" ≈ "b.png" (99.1 %). ' +
        'They may flatter the accuracy; import the real set again without the copies.',
    ]);
  });

  test('test images in doubt, and images that nothing has compared', () => {
    const candidates = sampleCandidates();
    const [dropped] = candidates.images;
    const doubt = { dropped: [dropped!], doubtful: [7, 8], notCompared: 12 };
    const { warnings, nearDuplicates } = checkRequest(sampleRequest(), { ...candidates, doubt });
    expect(warnings).toEqual([
      '2 test and OOD images are in doubt for that: the accuracy without them is reported beside.',
      'Near-duplicates were not looked for among 12 of the images: no scoring has compared them. ' +
        'Score the synthetic images with a CLIP model to have them listed.',
    ]);
    expect(nearDuplicates).toEqual({
      pairs: [],
      dropped: { real: 1, synthetic: 0 },
      doubtful: 2,
      notCompared: 12,
    });
  });

  test('a picture with two classes', () => {
    const conflict = {
      first: { name: 'a.png', className: 'crane' },
      second: { name: 'b.png', className: 'kite' },
    };
    expect(warningsOf({ ...sampleCandidates(), conflicts: [conflict] })).toEqual([
      'One picture is trained on under two classes: "a.png" (crane) = "b.png" (kite). Reject one of each.',
    ]);
  });

  test('few seeds, no validation, an untested class', () => {
    expect(warningsOf(sampleCandidates(), sampleRequest({ seeds: [1] }))[0]).toContain('one seed');
    expect(warningsOf(without(({ part }) => part !== 'val'))[0]).toContain('last weights');
    const untested = without(({ part, classId }) => !(part === 'test' && classId === 13));
    expect(warningsOf(untested)[0]).toContain('No test images for "mouse"');
  });

  test('synthetic images that are unevenly spread over the classes', () => {
    const uneven = without(({ part, classId }) => part !== 'synthetic' || classId !== 13);
    expect(warningsOf(uneven)).toEqual([
      '55 % of the training images of "kite" are synthetic, of "mouse" 0 %: looking synthetic then hints at the class. Even out the numbers.',
    ]);
  });

  test('images of classes that the real set lacks', () => {
    const warnings = warningsOf(
      sampleCandidates([
        { part: 'ood', classId: 99 },
        { part: 'synthetic', classId: 99 },
      ]),
    );
    expect(warnings[0]).toContain('1 of 13 images of "art"');
    expect(warnings[1]).toContain('1 of 37 synthetic images');
  });
});
