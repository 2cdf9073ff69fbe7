import { describe, expect, test } from 'vitest';
import { type WritePrompts, writePromptsSchema } from '../../src-shared/api/prompts.ts';
import { promptKey } from '../../src-shared/domain/prompt.ts';
import { UserError } from '../../src-shared/errors.ts';
import type { KnownPrompt } from '../project/queries/prompts.ts';
import { captionOf } from '../world/captions.ts';
import { drawnWorld } from '../world/drawn-world.ts';
import { dataSetObjects } from '../world/objects/catalogue.ts';
import { type ClassToWriteFor, promptDrafter } from './draft.ts';
import { listVocabularies } from './terms/project-vocabulary.ts';

const owl: ClassToWriteFor = { id: 1, name: 'owl', commonName: null, phrase: null };
const crane: ClassToWriteFor = { id: 2, name: 'crane', commonName: null, phrase: 'crane, the bird' };

const draft = (input: WritePrompts, target = owl, known: readonly KnownPrompt[] = []) =>
  promptDrafter(writePromptsSchema.parse(input))(target, known);
const texts = (input: WritePrompts, target = owl, known: readonly KnownPrompt[] = []) =>
  draft(input, target, known).prompts.map(({ text }) => text);

const diversified = (
  perClass: number,
  fields: Partial<Extract<WritePrompts['recipe'], { kind: 'diversified' }>> = {},
  rest: Partial<WritePrompts> = {},
): WritePrompts => ({ perClass, recipe: { kind: 'diversified', ...fields }, ...rest });

const known = (prompts: ReturnType<typeof draft>['prompts'], archived = false): KnownPrompt[] =>
  prompts.map(({ classId, text, origin, context, style }) => ({
    classId,
    key: promptKey(text),
    origin,
    context,
    style,
    archived,
  }));

const tally = (values: readonly (string | null)[]): number[] =>
  [...Map.groupBy(values, (value) => value).values()].map(({ length }) => length).toSorted((a, b) => a - b);

describe('fixed sentences', () => {
  test('the plain prompt is the phrase, once', () => {
    expect(draft({ perClass: 1, recipe: { kind: 'plain' } }, crane).prompts).toEqual([
      {
        classId: 2,
        text: 'crane, the bird',
        origin: 'plain',
        writer: 'template',
        context: null,
        style: null,
        attributes: {},
        phrase: 'crane, the bird',
      },
    ]);
    expect(draft({ perClass: 3, recipe: { kind: 'plain' } }).shortfalls).toEqual([
      expect.objectContaining({ className: 'owl', missing: 2 }),
    ]);
    expect(
      texts(
        { perClass: 1, recipe: { kind: 'plain' } },
        { id: 3, name: 'great_grey_owl', commonName: null, phrase: null },
      ),
    ).toEqual(['great grey owl']);
  });

  test('templates are filled in their order, and topped up', () => {
    const recipe = {
      kind: 'template',
      templates: ['a photo of a {}.', 'a {phrase} at night', '{class}'],
    } as const;
    expect(texts({ perClass: 3, recipe: { ...recipe, templates: [...recipe.templates] } }, crane)).toEqual([
      'a photo of a crane, the bird.',
      'a crane, the bird, at night',
      'crane',
    ]);
    const built = { perClass: 4, recipe: { kind: 'template' } } as const;
    const first = draft({ ...built, perClass: 2 });
    expect(
      [...first.prompts, ...draft(built, owl, known(first.prompts)).prompts].map(({ text }) => text),
    ).toEqual(texts(built));
    expect(() => draft({ perClass: 1, recipe: { kind: 'template', templates: ['a photo'] } })).toThrow(
      UserError,
    );
  });
});

describe('diversified', () => {
  test('a share names a style, the rest a context, and the same seed gives the same prompts', () => {
    const { prompts, shortfalls } = draft(diversified(40));
    expect(shortfalls).toEqual([]);
    expect(prompts.filter(({ origin }) => origin === 'stylized')).toHaveLength(10);
    expect(prompts.filter(({ origin }) => origin === 'contextualized')).toHaveLength(30);
    for (const { origin, writer, context, style, attributes, text } of prompts) {
      expect(writer).toBe('grammar');
      expect(text).toContain('owl');
      if (origin === 'stylized') expect([style, context]).toEqual([expect.any(String), null]);
      else {
        expect([style, context]).toEqual([null, expect.any(String)]);
        expect(Object.keys(attributes)).toEqual(expect.arrayContaining(['background', 'lighting']));
        for (const said of Object.values(attributes)) expect(text).toContain(said);
      }
    }
    expect(texts(diversified(40))).toEqual(prompts.map(({ text }) => text));
    expect(texts(diversified(40, {}, { seed: 2 }))).not.toEqual(prompts.map(({ text }) => text));
  });

  test('each context and style is used equally often before any repeats, also when topped up', () => {
    const first = draft(diversified(50, { stylizedShare: 0.5 }));
    const rest = draft(diversified(400, { stylizedShare: 0.5 }), owl, known(first.prompts));
    const all = [...first.prompts, ...rest.prompts];
    expect(all).toHaveLength(400);
    expect(new Set(all.map(({ text }) => promptKey(text))).size).toBe(400);
    for (const [origin, field] of [
      ['contextualized', 'context'],
      ['stylized', 'style'],
    ] as const) {
      const counts = tally(all.filter((prompt) => prompt.origin === origin).map((prompt) => prompt[field]));
      expect(counts.at(-1)! - counts[0]!).toBeLessThanOrEqual(1);
    }
  });

  test('all classes get the same contexts and styles, with other attributes', () => {
    const of = (target: ClassToWriteFor) => draft(diversified(20), target).prompts;
    const named = (target: ClassToWriteFor) => of(target).map(({ context, style }) => [context, style]);
    expect(named(owl)).toEqual(named(crane));
    expect(of(owl).map(({ attributes }) => attributes)).not.toEqual(
      of(crane).map(({ attributes }) => attributes),
    );
  });

  test('an exhausted vocabulary is a shortfall, and a choice of names is kept to', () => {
    const { prompts, shortfalls } = draft(
      diversified(1000, { stylizedShare: 0.5, contexts: ['beach'], styles: ['woodcut', 'etching'] }),
    );
    expect(tally(prompts.map(({ context }) => context))).toEqual([2, 502]);
    expect(shortfalls).toEqual([
      expect.objectContaining({
        missing: 496,
        reason: 'The 2 styles of the vocabulary "Everyday" give no more different prompts.',
      }),
    ]);
    expect(draft(diversified(4, { styles: [] })).shortfalls).toMatchObject([
      { missing: 1, reason: 'No style is chosen.' },
    ]);
    expect(() => draft(diversified(1, { contexts: ['the Moon'] }))).toThrow('no context "the Moon"');
  });

  test('what a class has counts, of whichever kind, and archived texts come last', () => {
    const stylized = draft(diversified(30, { stylizedShare: 1 })).prompts;
    const topped = draft(diversified(40), owl, known(stylized)).prompts;
    expect(topped.map(({ origin }) => origin)).toEqual(Array.from({ length: 10 }, () => 'contextualized'));
    const archived = draft(diversified(40)).prompts;
    const others = new Set(archived.map(({ text }) => text));
    expect(texts(diversified(40), owl, known(archived, true)).filter((text) => others.has(text))).toEqual([]);
    const template: WritePrompts = { perClass: 2, recipe: { kind: 'template', templates: ['x {}', 'y {}'] } };
    expect(texts(template, owl, known(draft(template).prompts.slice(0, 1), true))).toEqual([
      'y owl',
      'x owl',
    ]);
  });
});

describe('names that make bad sentences', () => {
  test.each(['../x', '猫', 'Ё', '🦉🦉', 'a'.repeat(200), 'CON', '{phrase}', '$&', 'x, y, z'])(
    '%s',
    (name) => {
      const { prompts, shortfalls } = draft(diversified(80), { id: 9, name, commonName: null, phrase: null });
      expect(shortfalls).toEqual([]);
      expect(new Set(prompts.map(({ text }) => promptKey(text))).size).toBe(80);
      expect(prompts.every(({ text }) => text.includes(name))).toBe(true);
    },
  );

  test('a phrase that fills a prompt by itself leaves a shortfall that says so', () => {
    const long = { id: 9, name: 'owl', commonName: null, phrase: 'o'.repeat(990) };
    expect(draft(diversified(4), long)).toEqual({
      prompts: [],
      shortfalls: [
        {
          classId: 9,
          className: 'owl',
          missing: 3,
          reason: 'Its phrase is too long to stand in a sentence.',
        },
        {
          classId: 9,
          className: 'owl',
          missing: 1,
          reason: 'Its phrase is too long to stand in a sentence.',
        },
      ],
    });
  });
});

describe('the drawn world', () => {
  const all: WritePrompts = diversified(1000, { stylizedShare: 0.5 }, { vocabulary: 'drawn-world' });

  test('speaks as its captions do, of every object, without held-out styles', () => {
    const trained = drawnWorld.styles.filter(({ heldOut }) => !heldOut);
    for (const { id, name, phrase } of dataSetObjects) {
      const written = new Set(
        texts(all, { id: 1, name, commonName: null, phrase: phrase === name ? null : phrase }),
      );
      for (const context of drawnWorld.contexts) {
        for (const style of trained) {
          expect(written).toContain(captionOf({ object: id, context: context.id, style: style.id }));
        }
      }
    }
    const heldOut = drawnWorld.styles.filter((style) => style.heldOut).map(({ phrase }) => phrase);
    expect(texts(all).filter((text) => heldOut.some((phrase) => text.startsWith(phrase)))).toEqual([]);
  });

  test('uses the usual sentence about each context before any other', () => {
    const first = draft(diversified(11, { stylizedShare: 0 }, { vocabulary: 'drawn-world' })).prompts;
    expect(first.every(({ text }) => text.startsWith('a photo of an owl '))).toBe(true);
    expect(tally(first.map(({ context }) => context))).toEqual(Array.from({ length: 11 }, () => 1));
    expect(draft(all).shortfalls.map(({ missing }) => missing)).toEqual([445, 440]);
  });
});

test('the vocabularies are large enough and unambiguous', () => {
  const [everyday] = listVocabularies();
  expect(everyday?.contexts.length).toBeGreaterThanOrEqual(60);
  expect(everyday?.styles.length).toBeGreaterThanOrEqual(60);
  expect(new Set(everyday?.styles.map(({ group }) => group))).toEqual(
    new Set(['photographic', 'painted', 'drawn', 'printed', 'rendered', 'crafted']),
  );
  for (const { contexts, styles } of listVocabularies()) {
    for (const list of [contexts, styles]) {
      expect(new Set(list.map(({ name }) => name)).size).toBe(list.length);
      expect(new Set(list.map(({ phrase }) => phrase)).size).toBe(list.length);
    }
  }
});

describe('what the project adds', () => {
  const term = { id: 1, source: 'person', group: null } as const;
  const terms = [
    { ...term, kind: 'context', name: 'submarine', phrase: 'inside a submarine' },
    { ...term, kind: 'style', name: 'sand art', phrase: 'a sand picture of' },
  ] as const;

  test('its own contexts and styles are written about by either grammar', () => {
    for (const vocabulary of ['everyday', 'drawn-world'] as const) {
      const input = diversified(
        4,
        { stylizedShare: 0.25, contexts: ['submarine'], styles: ['sand art'] },
        { vocabulary },
      );
      const words = { terms, meanings: new Map<number, string>() };
      const { prompts, shortfalls } = promptDrafter(writePromptsSchema.parse(input), words)(owl, []);
      expect(shortfalls).toEqual([]);
      expect(prompts.filter(({ text }) => text.includes('inside a submarine')).length).toBeGreaterThanOrEqual(
        3,
      );
      expect(prompts.at(-1)?.text).toMatch(/^a sand picture of an owl/);
    }
  });

  test('a definition is the name and what it means, beside the plain prompt', () => {
    const input = writePromptsSchema.parse({ perClass: 1, recipe: { kind: 'definition' } });
    const words = { terms: [], meanings: new Map([[2, 'A large wading bird.']]) };
    const plain = known(draft({ perClass: 1, recipe: { kind: 'plain' } }, crane).prompts);
    const { prompts } = promptDrafter(input, words)(crane, plain);
    expect(prompts).toMatchObject([{ text: 'crane, a large wading bird', origin: 'plain' }]);
    expect(promptDrafter(input, words)(crane, [...plain, ...known(prompts)]).prompts).toEqual([]);
    expect(promptDrafter(input, words)(owl, []).shortfalls).toMatchObject([
      { missing: 1, reason: expect.stringContaining('Pin a sense') as string },
    ]);
  });
});
