import { expect, test } from 'vitest';
import {
  changesOf,
  type MappingRow,
  mappingOf,
  noChanges,
  stateOfRows,
  sumOfRows,
  withChanges,
} from './mapping.ts';

const row = (folder: string, className: string, included = true): MappingRow => ({
  folder,
  className,
  included,
  images: 10,
  splits: {},
});

const classes = [{ name: 'cat' }];

test('each folder is told what becomes of it', () => {
  const rows = [
    row('cats', 'cat'),
    row('dog', 'dog'),
    row('puppy', ' dog '),
    row('misc', 'misc', false),
    row('x', ' '),
  ];
  expect(stateOfRows(rows, classes)).toEqual([
    { kind: 'existing' },
    { kind: 'merged', folders: 2 },
    { kind: 'merged', folders: 2 },
    { kind: 'out' },
    { kind: 'invalid', reason: 'A class needs a name.' },
  ]);
});

test('the sum says what the button will do', () => {
  const rows = [row('cats', 'cat'), row('dog', 'dog'), row('puppy', 'dog'), row('misc', 'misc', false)];
  expect(sumOfRows(rows, classes)).toEqual({ images: 30, classes: 2, newClasses: 1, invalid: 0 });
});

test('what is left out is sent as null', () => {
  expect(mappingOf([row('a', 'b'), row('c', 'd', false)])).toEqual([
    { folder: 'a', className: 'b' },
    { folder: 'c', className: null },
  ]);
});

test('what was changed of one proposal is kept in another', () => {
  const asReal = [row('cats', 'cats'), row('dogs', 'dogs'), row('misc', 'misc')];
  const changed = [row('cats', 'cat'), row('dogs', 'dogs'), row('misc', 'misc', false)];
  const changes = changesOf(changed, asReal);
  expect([...changes.keys()]).toEqual(['cats', 'misc']);
  expect(withChanges(asReal, changes)).toEqual(changed);
  // For another role the host proposes other classes; what nobody touched follows.
  const asOod = [row('cats', 'cat'), row('dogs', 'dog'), row('more', 'more')];
  expect(withChanges(asOod, changes)).toEqual(asOod);
  expect(withChanges(asReal, noChanges)).toEqual(asReal);
});
