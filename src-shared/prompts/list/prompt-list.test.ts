import { describe, expect, test } from 'vitest';
import { assignClasses, homelessProblems } from './assign-classes.ts';
import { formatOfFile, parsePromptList, type PromptListFormat } from './parse-prompt-list.ts';

const read = (text: string, format?: PromptListFormat) => {
  const list = parsePromptList(text, format);
  return {
    format: list.format,
    prompts: list.prompts.map(({ line, className, text: prompt }) => [line, className, prompt]),
    problems: list.problems.map(({ line, reason }) => `${line}: ${reason}`),
  };
};

describe('text', () => {
  test('a line is a prompt, in any script, commas and all', () => {
    expect(
      read('\uFEFFa photo of an owl, at night\r\n\r\n  深い森のフクロウ \nсова на снегу\nبومة\n🦉'),
    ).toEqual({
      format: 'text',
      prompts: [
        [1, null, 'a photo of an owl, at night'],
        [3, null, '深い森のフクロウ'],
        [4, null, 'сова на снегу'],
        [5, null, 'بومة'],
        [6, null, '🦉'],
      ],
      problems: [],
    });
  });

  test.each(['', '\n\n', '\uFEFF', '   '])('nothing in it is nothing wrong: %j', (text) => {
    expect(read(text)).toEqual({ format: 'text', prompts: [], problems: [] });
  });

  test('a line that is too long, or holds what no prompt can, is named and the others are kept', () => {
    const { prompts, problems } = read(`one\n${'x'.repeat(5000)}\ntwo\u0007\nthr\uFFFDe\nfour`);
    expect(prompts).toEqual([
      [1, null, 'one'],
      [5, null, 'four'],
    ]);
    expect(problems).toEqual([
      '2: A prompt can have at most 1,000 characters. This one has 5,000.',
      '3: A prompt cannot contain control characters.',
      '4: This line is not in UTF-8.',
    ]);
  });

  test('a file of bytes is refused as a whole', () => {
    expect(read('\u0089PNG\0\0').problems).toEqual([
      '1: This is no text in UTF-8. Save it as UTF-8 and try again.',
    ]);
  });
});

describe('CSV', () => {
  test('columns are found by their names, in any order, with quotes and line breaks', () => {
    const text =
      'Style;prompt;Class\r\nwoodcut;"a ""woodcut"" of; an owl";owl\r\n;"a photo\r\nof a cat";cat\r\n;plain;\r\n;;\r\n';
    const list = parsePromptList(text);
    expect(list.problems).toEqual([]);
    expect(list.format).toBe('csv');
    expect(list.prompts).toEqual([
      { line: 2, className: 'owl', text: 'a "woodcut" of; an owl', context: null, style: 'woodcut' },
      { line: 3, className: 'cat', text: 'a photo of a cat', context: null, style: null },
      { line: 5, className: null, text: 'plain', context: null, style: null },
    ]);
  });

  test('two columns copied from a spreadsheet are class and prompt', () => {
    expect(read('owl\ta photo of an owl\ncat\ta photo, of a cat').prompts).toEqual([
      [1, 'owl', 'a photo of an owl'],
      [2, 'cat', 'a photo, of a cat'],
    ]);
  });

  test('a class may be called like a path; a class without a prompt, or with an impossible name, is a problem', () => {
    expect(read(`class,prompt\n../x,a photo\nowl,\n${'n'.repeat(300)},b`)).toEqual({
      format: 'csv',
      prompts: [[2, '../x', 'a photo']],
      problems: ['3: A prompt needs a text.', '4: A class name can have at most 200 characters.'],
    });
  });

  test('a quote that is never closed costs its own line only', () => {
    expect(read('class,prompt\nowl,"an owl\ncat,a cat\ndog,a dog')).toEqual({
      format: 'csv',
      prompts: [
        [3, 'cat', 'a cat'],
        [4, 'dog', 'a dog'],
      ],
      problems: ['2: A quote that opens here is never closed.'],
    });
  });

  test('columns without names are refused where their order could be either', () => {
    expect(read('owl,a photo of an owl\ncat,a cat', 'csv')).toMatchObject({
      prompts: [],
      problems: [expect.stringContaining('1: The first line has to name the columns')],
    });
    expect(read('a photo of an owl\na cat', 'csv').prompts).toHaveLength(2);
  });
});

describe('JSON', () => {
  test('objects and texts, a line each', () => {
    const text =
      '{"class": "owl", "Prompt": "an owl", "extra": 1}\n\n"a cat"\n{"label": "cat", "caption": "a cat"}';
    expect(read(text)).toEqual({
      format: 'jsonl',
      prompts: [
        [1, 'owl', 'an owl'],
        [3, null, 'a cat'],
        [4, 'cat', 'a cat'],
      ],
      problems: [],
    });
  });

  test('or one array of them', () => {
    expect(read('[\n {"class": "owl", "prompt": "an owl"},\n "a cat"\n]').prompts).toEqual([
      [1, 'owl', 'an owl'],
      [2, null, 'a cat'],
    ]);
  });

  test('each line that is none is named', () => {
    const text =
      '{"prompt": "ok"}\n{"prompt": "half\n[1]\n7\n{"prompt": 7}\n{"class": "owl"}\n{"class": 3, "prompt": "x"}';
    expect(read(text, 'jsonl')).toEqual({
      format: 'jsonl',
      prompts: [[1, null, 'ok']],
      problems: [
        '2: This is no complete JSON value.',
        '3: Each value has to be a text, or an object with "prompt" and "class".',
        '4: Each value has to be a text, or an object with "prompt" and "class".',
        '5: A prompt has to be a text.',
        '6: There is no "prompt" in this object.',
        '7: A class has to be a text.',
      ],
    });
  });
});

test('the name of a file tells the format where it can', () => {
  expect(['a.csv', 'b.TSV', 'c.jsonl', 'd.json', 'e.txt', 'f'].map(formatOfFile)).toEqual([
    'csv',
    'csv',
    'jsonl',
    'jsonl',
    undefined,
    undefined,
  ]);
});

test('lines find their classes, or say what is missing', () => {
  const { prompts } = parsePromptList('class,prompt\nOWL,a\n../x,b\n,c\nｏｗｌ,d\n../X,e', 'csv');
  const classes = [{ id: 7, name: 'owl' }];
  const assigned = assignClasses(prompts, classes, null);
  expect(
    assigned.prompts.map(({ classId, text, origin, writer }) => [classId, text, origin, writer]),
  ).toEqual([
    [7, 'a', 'imported', 'file'],
    [7, 'd', 'imported', 'file'],
  ]);
  expect(assigned.unknownClasses).toEqual(['../x']);
  expect(assigned.problems.map(({ line }) => line)).toEqual([4]);
  expect(homelessProblems(assigned.homeless)).toEqual([
    { line: 3, reason: 'There is no class "../x".' },
    { line: 6, reason: 'There is no class "../X".' },
  ]);
  expect(assignClasses(prompts, classes, 7).prompts).toHaveLength(3);
});
