import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { answerSchema } from './answer-schema.ts';
import { findAnswer } from './find-answer.ts';
import { readTolerantly } from './tolerant-json.ts';

const schema = z.object({
  note: z.string().default(''),
  prompts: z.array(z.object({ text: z.string().min(1).max(40), style: z.string().optional() })).min(1),
});
const find = (text: string) => findAnswer(text, schema, answerSchema(schema));
const texts = (text: string): string[] | string => {
  const found = find(text);
  return 'answer' in found ? found.answer.prompts.map((prompt) => prompt.text) : found.problem;
};

describe('reading JSON that is none', () => {
  it('reads JSON as JSON.parse does', () => {
    fc.assert(
      fc.property(fc.oneof(fc.array(fc.jsonValue()), fc.dictionary(fc.string(), fc.jsonValue())), (value) => {
        const text = JSON.stringify(value, null, 1);
        expect(readTolerantly(text, 0)).toEqual({ value: JSON.parse(text), whole: true, end: text.length });
      }),
    );
  });

  it('keeps of a text cut anywhere a beginning of its entries', () => {
    const entry = fc.record({ text: fc.string({ minLength: 1, maxLength: 40 }) });
    fc.assert(
      fc.property(
        fc.array(entry, { minLength: 1 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (prompts, share) => {
          const whole = JSON.stringify({ prompts });
          const found = find(whole.slice(0, Math.floor(whole.length * share)));
          const kept = 'answer' in found ? found.answer.prompts : [];
          expect(kept).toEqual(prompts.slice(0, kept.length));
        },
      ),
    );
  });

  it.each([
    ['{"prompts": [{"text": "a",}, {"text": "b"},],}', ['a', 'b']],
    ['{"prompts": [ // first\n{"text": "a"} /* and */, {"text": "b", "style": None}]}', ['a']],
    ['{"prompts": [{"text": "a"}, {"text": "the "quoted" fox"}, {"text": "c"}]}', ['a']],
    ['{"prompts": [{"text": "line\nbreak"}]}', ['line\nbreak']],
    [String.raw`{"prompts": [{"text": "caf\u00e9 \"x\""}]}`, ['café "x"']],
    ['[{"text": "a"}, {"text": "b"}]', ['a', 'b']],
    ['{"prompts": [{"text": "a"}, {"text": ""}, {"text": 3}, {"words": "x"}, {"text": "b"}]}', ['a', 'b']],
    ['{"prompts": [{"text": "a"}, {"text": "b', ['a']],
    ['<think>{"prompts": [{"text": "not this"}]}</think>{"prompts": [{"text": "a"}]}', ['a']],
    ['I took {one} [at random]:\n```json\n{"prompts": [{"text": "a"}]}\n```\nMore? [y]', ['a']],
    ['{"example": 1} and then {"prompts": [{"text": "a"}]}', ['a']],
  ])('%s', (text, expected) => {
    expect(texts(text)).toEqual(expected);
  });

  it.each([
    ['', /was empty/],
    ['<think>I never come to an end', /was empty/],
    ['I’m sorry, but I cannot write about that.', /refused: "I’m sorry/],
    ['Foxes are red.', /no JSON in the reply: "Foxes/],
    ['{"prompts": []}', /not as asked at "prompts"/],
    ['{"prompts": [{"text": "a', /broke off/],
    ['['.repeat(100_000), /no JSON/],
  ])('says what is wrong with %.40s', (text, problem) => {
    expect(texts(text)).toMatch(problem);
  });
});

it('tells servers the shape of an answer, without limits that they refuse', () => {
  const { json, list } = answerSchema(
    z.object({ format: z.string().max(3), items: z.array(z.string()).max(9) }),
  );
  expect(list).toBe('items');
  expect(json).toEqual({
    type: 'object',
    properties: {
      format: { type: 'string' },
      items: { type: 'array', items: { type: 'string' }, maxItems: 9 },
    },
    required: ['format', 'items'],
    additionalProperties: false,
  });
});
