import { expect, test } from 'vitest';
import { keyCaps, nameOfPress, normaliseKey } from './keys.ts';

const press = (
  key: string,
  modifiers: Partial<Record<'ctrl' | 'meta' | 'alt' | 'shift', boolean>> = {},
  code = '',
) => ({
  key,
  code,
  ctrlKey: modifiers.ctrl ?? false,
  metaKey: modifiers.meta ?? false,
  altKey: modifiers.alt ?? false,
  shiftKey: modifiers.shift ?? false,
});

test('a press is named as commands write it', () => {
  expect(nameOfPress(press('P', { shift: true }), false)).toBe('Shift+p');
  expect(nameOfPress(press('k', { ctrl: true }), false)).toBe('Mod+k');
  expect(nameOfPress(press('k', { meta: true }), true)).toBe('Mod+k');
  expect(nameOfPress(press(' '), false)).toBe('Space');
  expect(nameOfPress(press('?', { shift: true }), false)).toBe('?');
  expect(nameOfPress(press('ArrowLeft', { shift: true }), false)).toBe('Shift+ArrowLeft');
});

test('the place of a key decides where the layout has no Latin letters', () => {
  expect(nameOfPress(press('з', {}, 'KeyP'), false)).toBe('p');
  expect(nameOfPress(press('¡', { alt: true }, 'Digit1'), true)).toBe('Alt+1');
});

test('keys are written in any order and case', () => {
  expect(normaliseKey('Shift+Mod+Z')).toBe('Mod+Shift+z');
  expect(normaliseKey('+')).toBe('+');
  expect(normaliseKey('Mod++')).toBe('Mod++');
  expect(keyCaps('Mod+K', false)).toEqual(['Ctrl', 'K']);
  expect(keyCaps('Mod+K', true)).toEqual(['⌘', 'K']);
  expect(keyCaps('Shift+ArrowLeft', false)).toEqual(['Shift', '←']);
  expect(keyCaps('+', false)).toEqual(['+']);
});
