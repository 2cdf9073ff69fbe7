import { expect, test } from 'vitest';
import type { RewritePlan } from '../../src-shared/api/prompts.ts';
import type { ImageClass } from '../../src-shared/domain/image-class.ts';
import { inOrder, withEdits, withLock, withoutIds } from './changed-list.ts';
import { besides } from './columns.ts';
import { changedPart } from './replace/changed-part.ts';
import { packPrompts, unpackPrompts } from './replace/packed-prompts.ts';
import { samplePrompt } from './testing/sample-prompt.ts';
import { diffLines } from '../../src-shared/prompts/edits/diff-lines.ts';

const prompt = (id: number, text: string, classId = 1) => samplePrompt({ id, text, classId });

const list = [prompt(1, 'one', 2), prompt(2, 'two'), prompt(3, 'three')];

test('edits change what they name, keep what was said first, and leave other rows the same objects', () => {
  const changed = withEdits(list, [{ promptId: 2, text: 'deux', style: 'woodcut' }]);
  expect(changed[1]).toMatchObject({ text: 'deux', style: 'woodcut', original: 'two', edited: true });
  expect(changed[0]).toBe(list[0]);
  const back = withEdits(changed, [{ promptId: 2, text: 'two', style: '' }]);
  expect(back[1]).toEqual(list[1]);
});

test('rows leave, come back in class order, and are locked', () => {
  const positions = new Map([
    [1, 1],
    [2, 0],
  ]);
  expect(inOrder([...withoutIds(list, [1, 2]), ...list.slice(0, 2)], positions)).toEqual(list);
  const locked = withLock(list, [3], true);
  expect(locked.map((each) => each.locked)).toEqual([false, false, true]);
  expect(withLock(locked, [3], true)[2]).toBe(locked[2]);
});

test('the keyboard goes through the columns that are there and on to the next row', () => {
  expect(besides('text', 1, ['text', 'context', 'style'])).toEqual({ column: 'context', wraps: false });
  expect(besides('style', 1, ['text', 'context', 'style'])).toEqual({ column: 'text', wraps: true });
  expect(besides('text', -1, ['text'])).toEqual({ column: 'text', wraps: true });
});

test('two texts are told apart by their middle', () => {
  expect(changedPart('a crane here', 'a stork here')).toEqual({
    head: 'a ',
    removed: 'crane',
    added: 'stork',
    tail: ' here',
  });
  expect(changedPart('aa', 'aaa')).toEqual({ head: 'aa', removed: '', added: 'a', tail: '' });
  expect(changedPart('😀', '😁')).toEqual({ head: '', removed: '😀', added: '😁', tail: '' });
});

test('prompts travel to the worker and arrive as they were', () => {
  expect(unpackPrompts(packPrompts([]))).toEqual([]);
  const arrived = unpackPrompts(packPrompts(list));
  expect(arrived.map(({ id, classId, text }) => [id, classId, text])).toEqual(
    list.map(({ id, classId, text }) => [id, classId, text]),
  );
});

test('a difference is told class by class, without classes that stay', () => {
  const classes = [
    { id: 1, name: 'owl', position: 1 },
    { id: 2, name: 'cat', position: 0 },
    { id: 3, name: 'bat', position: 2 },
  ] as ImageClass[];
  const added = [{ classId: 1, text: 'new' }] as RewritePlan['added'];
  expect(diffLines({ added, removed: [1, 3] }, list, classes)).toEqual([
    { kind: 'class', name: 'cat', added: 0, removed: 1 },
    { kind: 'removed', text: 'one' },
    { kind: 'class', name: 'owl', added: 1, removed: 1 },
    { kind: 'removed', text: 'three' },
    { kind: 'added', text: 'new' },
  ]);
});
