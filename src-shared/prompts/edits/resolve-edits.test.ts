import { expect, test } from 'vitest';
import { createRandom } from '../../random.ts';
import { promptKey } from '../../domain/prompt.ts';
import { type EditablePrompt, changesOf, resolveEdits } from './resolve-edits.ts';

const prompt = (id: number, text: string, fields: Partial<EditablePrompt> = {}): EditablePrompt => ({
  id,
  classId: 1,
  text,
  context: null,
  style: null,
  locked: false,
  ...fields,
});

test('only what differs changes, and can be undone field by field', () => {
  const list = [prompt(1, 'an owl', { context: 'beach' }), prompt(2, 'a cat')];
  const { changes, before, missing } = resolveEdits(list, [
    { promptId: 1, text: 'an owl', context: 'snow', style: '' },
    { promptId: 2, text: 'a cat' },
    { promptId: 9, text: 'gone' },
  ]);
  expect(changes).toEqual([{ promptId: 1, context: 'snow' }]);
  expect(before).toEqual([{ promptId: 1, context: 'beach' }]);
  expect(missing).toEqual([9]);
});

test('texts may be swapped; what a class says already is a conflict', () => {
  const list = [prompt(1, 'a'), prompt(2, 'b'), prompt(3, 'c'), prompt(4, 'c', { classId: 2 })];
  expect(
    resolveEdits(list, [
      { promptId: 1, text: 'b' },
      { promptId: 2, text: 'a' },
    ]),
  ).toMatchObject({ changes: [{ text: 'b' }, { text: 'a' }], conflicts: [] });
  expect(
    resolveEdits(list, [
      { promptId: 1, text: 'b', style: 'woodcut' },
      { promptId: 2, text: 'C ' },
      { promptId: 4, text: 'b' },
    ]),
  ).toMatchObject({
    changes: [{ promptId: 4 }],
    conflicts: [
      { promptId: 2, text: 'C ' },
      { promptId: 1, text: 'b' },
    ],
  });
});

test('locked prompts stay, unless by hand', () => {
  const list = [prompt(1, 'a', { locked: true }), prompt(2, 'b')];
  const edits = [
    { promptId: 1, text: 'x' },
    { promptId: 2, text: 'y' },
  ];
  expect(resolveEdits(list, edits)).toMatchObject({ changes: [{ promptId: 2 }], locked: [1] });
  expect(resolveEdits(list, edits, { evenLocked: true })).toMatchObject({ locked: [], conflicts: [] });
});

test('whatever is asked, each text stands once and each prompt is accounted for', () => {
  const random = createRandom(7);
  for (let round = 0; round < 300; round++) {
    const list = Array.from({ length: 8 }, (_, id) => prompt(id, `t${id}`));
    const edits = list
      .filter(() => random.next() < 0.7)
      .map(({ id }) => ({ promptId: id, text: `T${Math.floor(random.next() * 10)}` }));
    const { changes, before, conflicts } = resolveEdits(list, edits);
    const texts = new Map(list.map(({ id, text }) => [id, text]));
    for (const { promptId, text } of changes) texts.set(promptId, text ?? '');
    expect(new Set([...texts.values()].map(promptKey)).size).toBe(list.length);
    const moved = edits.filter(({ promptId, text }) => text !== list[promptId]?.text);
    expect(changes.length + conflicts.length).toBe(moved.length);
    const after = list.map((each) => ({ ...each, text: texts.get(each.id) ?? '' }));
    const undone = resolveEdits(after, before);
    expect(undone.changes).toHaveLength(changes.length);
    expect(changesOf(after, before)).toEqual({ changes: undone.changes, before: undone.before });
  }
});
