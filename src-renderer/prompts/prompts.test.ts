import { describe, expect, test } from 'vitest';
import type { PromptVocabulary } from '../../src-shared/api/prompts.ts';
import type { ImageClass } from '../../src-shared/domain/image-class.ts';
import type { Prompt } from '../../src-shared/domain/prompt.ts';
import { everyPrompt, filterPrompts, isNarrowed } from './filter.ts';
import { namesOf, sumTallies, tallyByClass, totalOf } from './tallies.ts';
import { samplePrompt } from './testing/sample-prompt.ts';
import {
  changeRecipe,
  chooseTemplateSet,
  perClassOf,
  type RecipeDraft,
  requestOf,
  templateSetOf,
  templatesOf,
  templatesProblem,
  useRecipe,
} from './write/recipe-draft.ts';
import { shortfallWords } from './write/shortfall-words.ts';

let lastId = 0;
const prompt = (fields: Partial<Prompt>) => samplePrompt({ id: ++lastId, ...fields });

const some = [
  prompt({ text: 'An OWL on a beach', context: 'beach', origin: 'contextualized' }),
  prompt({ text: 'a woodcut of an owl', style: 'woodcut', origin: 'stylized' }),
  prompt({
    text: 'a woodcut of a cat on a beach',
    classId: 2,
    context: 'beach',
    style: 'woodcut',
    origin: 'stylized',
  }),
];

describe('what is shown', () => {
  const shown = (filter: Partial<typeof everyPrompt>) =>
    filterPrompts(some, { ...everyPrompt, ...filter }).map(({ text }) => text);

  test('words may stand in any order and case', () => {
    expect(shown({ text: 'beach owl' })).toEqual(['An OWL on a beach']);
    expect(shown({ text: '  ' })).toHaveLength(3);
  });

  test('names narrow, also the lack of one', () => {
    expect(shown({ contexts: ['beach'], classId: 2 })).toEqual(['a woodcut of a cat on a beach']);
    expect(shown({ styles: [null] })).toEqual(['An OWL on a beach']);
    expect(shown({ origin: 'stylized', contexts: [null, 'beach'] })).toHaveLength(2);
    expect(isNarrowed({ ...everyPrompt, classId: 2 })).toBe(false);
    expect(isNarrowed({ ...everyPrompt, styles: [null] })).toBe(true);
  });
});

test('classes are tallied by origin', () => {
  const tallies = tallyByClass(some);
  expect(tallies.get(1)).toMatchObject({ contextualized: 1, stylized: 1, typed: 0 });
  expect(totalOf(sumTallies(tallies.values()))).toBe(3);
  expect(namesOf(some, 'style')).toEqual([
    { name: 'woodcut', count: 2 },
    { name: null, count: 1 },
  ]);
});

describe('a recipe', () => {
  const vocabulary: PromptVocabulary = {
    id: 'everyday',
    name: 'Everyday',
    contexts: [{ name: 'beach', phrase: 'on a beach' }],
    styles: [],
    templates: ['a photo of {a phrase}', 'a picture of {a phrase}'],
  };
  const draft: RecipeDraft = {
    kind: 'diversified',
    classes: 'all',
    perClass: { diversified: null, template: null },
    stylizedPercent: 25,
    vocabulary: null,
    contexts: null,
    styles: null,
    templates: null,
    seed: 1,
  };
  const classes = [
    { id: 1, name: 'owl', prompts: 0 },
    { id: 2, name: 'cat', prompts: 3 },
  ] as ImageClass[];

  test('asks for what was chosen, and for nothing that was not', () => {
    expect(requestOf(draft, vocabulary, classes)).toEqual({
      perClass: 40,
      seed: 1,
      vocabulary: 'everyday',
      recipe: { kind: 'diversified', stylizedShare: 0.25 },
    });
    expect(
      requestOf({ ...draft, classes: 'without', contexts: ['beach'] }, vocabulary, classes),
    ).toMatchObject({
      classIds: [1],
      recipe: { contexts: ['beach'] },
    });
    expect(requestOf({ ...draft, classes: 99 }, vocabulary, classes)).toBeNull();
  });

  test('of templates writes each once unless told otherwise, and waits for sentences that are some', () => {
    const recipe = { ...draft, kind: 'template' } as const;
    expect(perClassOf(recipe, vocabulary)).toBe(2);
    expect(perClassOf({ ...recipe, templates: 'x {}\n\n y {class} \nz {}' }, vocabulary)).toBe(3);
    expect(requestOf({ ...recipe, templates: 'no place' }, vocabulary, classes)).toBeNull();
    expect(templatesProblem(['a {phrase}', 'no place'])).toContain('“no place”');
    expect(templatesProblem([])).toBe('Write a sentence on each line.');
  });

  test('of templates takes the usual sentences, those of CLIP for ImageNet, or own ones', () => {
    const set = () => templateSetOf(useRecipe.getState());
    changeRecipe({ ...draft, kind: 'template', perClass: { diversified: null, template: 5 } });
    expect(set()).toBe('usual');
    chooseTemplateSet('imagenet');
    expect(set()).toBe('imagenet');
    expect(perClassOf(useRecipe.getState(), vocabulary)).toBe(80);
    changeRecipe({ templates: `${useRecipe.getState().templates}\nthe {phrase} at sea` });
    expect(set()).toBe('own');
    chooseTemplateSet('own');
    expect(perClassOf(useRecipe.getState(), vocabulary)).toBe(81);
    chooseTemplateSet('usual');
    expect(templatesOf(useRecipe.getState(), vocabulary)).toEqual(vocabulary.templates);
  });

  test('says once for each reason what will be missing', () => {
    const reason = 'The 2 contexts give no more.';
    const shortfall = { classId: 1, className: 'owl', missing: 3, reason };
    expect(shortfallWords([shortfall])).toEqual([`owl gets 3 fewer than wanted. ${reason}`]);
    expect(shortfallWords([shortfall, { ...shortfall, className: 'cat', missing: 1200 }])).toEqual([
      `2 classes get 1,203 fewer than wanted. ${reason}`,
    ]);
  });
});
