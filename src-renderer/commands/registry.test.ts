import { beforeAll, expect, test, vi } from 'vitest';
import { allScreens } from '../app/screens.ts';
import { type Command, type CommandState, isAvailable } from './command.ts';
import { normaliseKey } from './keys.ts';
import { CommandRegistry } from './registry.ts';

let registry: CommandRegistry;

beforeAll(async () => {
  // A window whose host never answers: enough to import the commands, none of which is performed here.
  vi.stubGlobal('window', {
    addEventListener: () => undefined,
    variegate: { entry: 'electron', connect: () => undefined },
  });
  registry = (await import('./all.ts')).registry;
});

const states: CommandState[] = allScreens.flatMap((screen) =>
  ([false, true] as const).flatMap((projectOpen) =>
    [0, 7].flatMap((reviewImages) =>
      (['grid', 'full', 'compare'] as const).flatMap((reviewView) =>
        ([false, true] as const).map((flag) => ({
          screen,
          projectOpen,
          reviewImages,
          reviewView,
          undoable: flag,
          shownPrompts: reviewImages,
          promptsUndoable: flag,
          promptsRedoable: flag,
          jobsRunning: flag,
        })),
      ),
    ),
  ),
);

test('no key ever means two commands', () => {
  const keys = new Set(registry.all.flatMap(({ keys }) => keys ?? []).map(normaliseKey));
  for (const key of keys) {
    const meant = registry.all.filter((command) => command.keys?.some((each) => normaliseKey(each) === key));
    for (const state of states) {
      const available = meant.filter((command) => isAvailable(command, state));
      expect(available.length, `${key} in ${JSON.stringify(state)}`).toBeLessThanOrEqual(1);
    }
  }
});

test('the keys of the review are those that people know', () => {
  const state: CommandState = {
    screen: 'review',
    projectOpen: true,
    reviewImages: 7,
    reviewView: 'grid',
    undoable: true,
    shownPrompts: 0,
    promptsUndoable: false,
    promptsRedoable: false,
    jobsRunning: false,
  };
  const meaning = (key: string) => registry.byKey(normaliseKey(key), state)?.id;
  expect(['P', 'X', 'U', 'Z', 'C', 'I', '?', 'Space', 'Mod+A', '3', 'Mod+K'].map(meaning)).toEqual([
    'verdict-keep',
    'verdict-reject',
    'verdict-undecided',
    'undo',
    'compare',
    'info',
    'keys',
    'open-full',
    'select-all',
    'class-3',
    'palette',
  ]);
  expect(registry.byKey('p', { ...state, screen: 'train' })).toBeUndefined();
  expect(registry.byKey('p', { ...state, reviewImages: 0 })).toBeUndefined();
});

test('the keys of the table of prompts', () => {
  const state: CommandState = {
    screen: 'prompts',
    projectOpen: true,
    reviewImages: 7,
    reviewView: 'grid',
    undoable: true,
    shownPrompts: 3,
    promptsUndoable: true,
    promptsRedoable: true,
    jobsRunning: false,
  };
  const meaning = (key: string, change: Partial<CommandState> = {}) =>
    registry.byKey(normaliseKey(key), { ...state, ...change })?.id;
  expect(
    ['W', 'N', 'Enter', 'Delete', 'Z', 'Mod+A', '/', 'I', 'G', 'O', 'R', 'L', 'Mod+Y'].map((key) =>
      meaning(key),
    ),
  ).toEqual([
    'write-prompts',
    'type-prompt',
    'edit-prompt',
    'archive-prompts',
    'undo-prompts',
    'choose-all-prompts',
    'search-prompts',
    'prompt-coverage',
    'generate-from-prompts',
    'prompt-images',
    'replace-in-prompts',
    'lock-prompts',
    'redo-prompts',
  ]);
  expect(meaning('Enter', { shownPrompts: 0 })).toBeUndefined();
  expect(meaning('Z', { promptsUndoable: false })).toBeUndefined();
  expect(meaning('W', { screen: 'classes' })).toBeUndefined();
});

test('two commands cannot have one id', () => {
  const command: Command = { id: 'a', name: 'A', group: 'Help', perform: () => undefined };
  expect(() => new CommandRegistry([command, command])).toThrow('same id');
  expect(() => new CommandRegistry([command]).byId('b')).toThrow('no command "b"');
});
