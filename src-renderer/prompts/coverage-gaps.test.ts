import { describe, expect, test } from 'vitest';
import type { PromptVocabulary } from '../../src-shared/api/prompts.ts';
import type { NewPrompt } from '../../src-shared/domain/prompt.ts';
import { fitting, gapOf, requestsFor } from './coverage-gaps.ts';

const vocabulary: PromptVocabulary = {
  id: 'everyday',
  name: 'Everyday',
  contexts: [{ name: 'beach', phrase: 'on a beach' }],
  styles: [
    { name: 'woodcut', phrase: 'a woodcut of', group: 'printed' },
    { name: 'etching', phrase: 'an etching of', group: 'printed' },
  ],
  templates: [],
};
const line = (...names: (string | null)[]) => ({ label: names[0] ?? 'none', names });

describe('a gap', () => {
  test('is what the words can say', () => {
    const words = { context: 'beach', styles: ['woodcut'] };
    expect(gapOf(line('beach'), line('woodcut'), vocabulary)).toMatchObject(words);
    expect(gapOf(line('beach'), line(null), vocabulary)).toMatchObject({ context: 'beach', styles: [] });
    expect(gapOf(line(null), line('woodcut', 'etching', 'neon'), vocabulary)).toMatchObject({
      context: null,
      styles: ['woodcut', 'etching'],
    });
  });

  test('is none for names of others, and without any name', () => {
    expect(gapOf(line('moon'), line('woodcut'), vocabulary)).toBeNull();
    expect(gapOf(line('beach'), line('neon'), vocabulary)).toBeNull();
    expect(gapOf(line(null), line(null), vocabulary)).toBeNull();
  });
});

test('classes with as many prompts are asked for together, a few more than they have', () => {
  const gap = { label: '', context: 'beach', styles: ['woodcut'] };
  const has = (classId: number, origin: 'stylized' | 'plain') => ({ classId, origin });
  const requests = requestsFor(
    gap,
    [1, 2, 3],
    [has(1, 'stylized'), has(1, 'plain'), has(9, 'stylized')],
    'everyday',
  );
  expect(requests).toMatchObject([
    { classIds: [1], perClass: 5, recipe: { stylizedShare: 1, contexts: ['beach'], styles: ['woodcut'] } },
    { classIds: [2, 3], perClass: 4 },
  ]);
  expect(requestsFor({ ...gap, styles: [] }, [1], [], 'everyday')).toMatchObject([
    { recipe: { stylizedShare: 0, contexts: ['beach'], styles: [] } },
  ]);
});

test('one draft a class is taken, of those that name what was asked', () => {
  const draft = (classId: number, context: string | null, style: string | null): NewPrompt => ({
    classId,
    text: `${classId} ${context} ${style}`,
    origin: 'stylized',
    writer: 'grammar',
    context,
    style,
    attributes: {},
  });
  const drafts = [
    draft(1, null, 'woodcut'),
    draft(1, 'beach', 'woodcut'),
    draft(1, 'beach', 'woodcut'),
    draft(2, 'beach', 'etching'),
    draft(2, 'beach', null),
  ];
  const texts = (gap: Parameters<typeof fitting>[0]) => fitting(gap, drafts).map(({ text }) => text);
  expect(texts({ label: '', context: 'beach', styles: ['woodcut'] })).toEqual(['1 beach woodcut']);
  expect(texts({ label: '', context: 'beach', styles: ['woodcut', 'etching'] })).toEqual([
    '1 beach woodcut',
    '2 beach etching',
  ]);
  expect(texts({ label: '', context: 'beach', styles: [] })).toEqual(['2 beach null']);
  expect(texts({ label: '', context: null, styles: ['woodcut'] })).toEqual(['1 null woodcut']);
});
