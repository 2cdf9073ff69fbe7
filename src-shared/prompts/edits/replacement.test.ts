import { describe, expect, test } from 'vitest';
import type { EditablePrompt } from './resolve-edits.ts';
import { patternOf, previewReplacement, type Replacement } from './replacement.ts';

const plain: Replacement = {
  find: '',
  replace: '',
  expression: false,
  matchCase: false,
  wholeWord: false,
};

const prompts: EditablePrompt[] = [
  'a Crane on a beach',
  'two cranes, one crane',
  'a photo of a crane (bird)',
  'a photo of a heron (bird)',
  'über allem ein Kranich',
  'a crane',
].map((text, index) => ({
  id: index + 1,
  classId: 1,
  text,
  context: null,
  style: null,
  locked: index === 5,
}));

const preview = (changes: Partial<Replacement>, meant = prompts.map(({ id }) => id)) =>
  previewReplacement(prompts, new Set(meant), { ...plain, ...changes });
const texts = (changes: Partial<Replacement>, meant?: number[]) =>
  preview(changes, meant).changes.map(({ after }) => after);

describe('finding and replacing', () => {
  test('counts places and prompts, and leaves out locked ones', () => {
    expect(preview({ find: 'crane', replace: 'stork' })).toMatchObject({
      places: 5,
      prompts: 4,
      locked: [6],
    });
    expect(texts({ find: 'crane', replace: 'stork' }, [1, 2])).toEqual([
      'a stork on a beach',
      'two storks, one stork',
    ]);
  });

  test('matches case and whole words of any script', () => {
    expect(texts({ find: 'Crane', replace: 'stork', matchCase: true })).toEqual(['a stork on a beach']);
    expect(texts({ find: 'crane', replace: 'stork', wholeWord: true })[1]).toBe('two cranes, one stork');
    expect(preview({ find: 'ber', wholeWord: true }).places).toBe(0);
    expect(texts({ find: 'über', replace: 'Über', wholeWord: true })).toEqual(['Über allem ein Kranich']);
  });

  test('plain words are taken as they stand, also in the replacement', () => {
    expect(texts({ find: '(bird)', replace: '$&', wholeWord: false }, [3])).toEqual([
      'a photo of a crane $&',
    ]);
  });

  test('expressions have groups, and say when they are none', () => {
    expect(
      texts({ find: String.raw`(\w+) \((\w+)\)`, replace: '$1, the $2', expression: true }, [3]),
    ).toEqual(['a photo of a crane, the bird']);
    expect(() => patternOf({ ...plain, find: 'a(', expression: true })).toThrow(SyntaxError);
    expect(() => patternOf({ ...plain, find: 'a)(b', expression: true, wholeWord: true })).toThrow(
      SyntaxError,
    );
  });

  test('what a class says already is a conflict, and nothing becomes empty', () => {
    expect(preview({ find: 'crane (', replace: 'heron (' })).toMatchObject({
      changes: [],
      conflicts: [{ promptId: 3, after: 'a photo of a heron (bird)' }],
    });
    expect(preview({ find: '.*', expression: true }, [1])).toMatchObject({ impossible: 1, changes: [] });
  });
});
