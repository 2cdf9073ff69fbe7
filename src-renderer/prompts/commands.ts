import { openDialog } from '../app/dialogs.ts';
import { goTo } from '../app/ui-state.ts';
import type { Command, CommandState } from '../commands/command.ts';
import { clearChoice, extendTo, move, selectAll, type Selection, type Shown } from '../review/selection.ts';
import { archive, chosenIds, openImagesOfFocused, toggleLock } from './actions.ts';
import { beginEdit, pointBeside } from './editing.ts';
import { focusNewPrompt, focusPromptSearch } from './focus.ts';
import { shownList, usePrompts } from './store.ts';
import { redo, undo } from './undo.ts';
import { openWriteDialog } from './write/open-write-dialog.ts';

const onScreen = (state: CommandState): boolean => state.screen === 'prompts' && state.projectOpen;
const inTable = (state: CommandState): boolean => onScreen(state) && state.shownPrompts > 0;

const select = (change: (selection: Selection, shown: Shown) => Selection) => () =>
  usePrompts.setState(({ selection, shown }) => ({ selection: change(selection, shownList(shown)) }));

/** A movement, and the same with Shift, which chooses what it passes. */
const movement = (id: string, name: string, key: string, by: number): Command[] => [
  {
    id: `prompt-${id}`,
    name,
    group: 'Prompts',
    keys: [key],
    when: inTable,
    perform: select((selection, shown) => move(selection, by, shown)),
    keysOnly: true,
  },
  {
    id: `prompt-${id}-extend`,
    name: `${name}, choosing`,
    group: 'Prompts',
    keys: [`Shift+${key}`],
    when: inTable,
    perform: select((selection, shown) => extendTo(selection, selection.focus + by, shown)),
    keysOnly: true,
    listed: id === 'up' ? { name: 'Choose while moving', keys: ['Shift+Arrows'] } : null,
  },
];

export const promptCommands: readonly Command[] = [
  {
    id: 'edit-prompt',
    name: 'Change the cell',
    group: 'Prompts',
    keys: ['Enter', 'F2'],
    when: inTable,
    perform: () => beginEdit(),
  },
  {
    id: 'prompt-column-left',
    name: 'Column to the left',
    group: 'Prompts',
    keys: ['ArrowLeft'],
    when: inTable,
    perform: () => pointBeside(-1),
    keysOnly: true,
    listed: { name: 'Move between text, context and style', keys: ['ArrowLeft', 'ArrowRight'] },
  },
  {
    id: 'prompt-column-right',
    name: 'Column to the right',
    group: 'Prompts',
    keys: ['ArrowRight'],
    when: inTable,
    perform: () => pointBeside(1),
    keysOnly: true,
    listed: null,
  },
  {
    id: 'replace-in-prompts',
    name: 'Find and replace',
    group: 'Prompts',
    keys: ['R', 'Mod+H'],
    when: inTable,
    perform: () => openDialog({ kind: 'replace-prompts' }),
  },
  {
    id: 'lock-prompts',
    name: 'Lock or unlock',
    group: 'Prompts',
    keys: ['L'],
    when: inTable,
    perform: () => toggleLock(),
  },
  {
    id: 'prompt-exchange',
    name: 'How the prompt was written',
    group: 'Prompts',
    keys: ['H'],
    when: inTable,
    perform: () => {
      const { shown, selection } = usePrompts.getState();
      const prompt = shown[selection.focus];
      if (prompt) openDialog({ kind: 'prompt-exchange', promptId: prompt.id });
    },
  },
  {
    id: 'set-prompt-context',
    name: 'Set the context',
    group: 'Prompts',
    keys: ['Shift+C'],
    when: inTable,
    perform: () => openDialog({ kind: 'name-prompts', field: 'context' }),
  },
  {
    id: 'set-prompt-style',
    name: 'Set the style',
    group: 'Prompts',
    keys: ['Shift+S'],
    when: inTable,
    perform: () => openDialog({ kind: 'name-prompts', field: 'style' }),
  },
  {
    id: 'archive-prompts',
    name: 'Archive',
    group: 'Prompts',
    keys: ['Delete', 'X', 'Backspace'],
    when: inTable,
    perform: () => archive(chosenIds()),
  },
  {
    id: 'prompt-images',
    name: 'Look through the images of the prompt',
    group: 'Prompts',
    keys: ['O'],
    when: inTable,
    perform: openImagesOfFocused,
  },
  {
    id: 'undo-prompts',
    name: 'Undo the last change of prompts',
    group: 'Prompts',
    keys: ['Z', 'Mod+Z'],
    when: (state) => onScreen(state) && state.promptsUndoable,
    perform: undo,
  },
  {
    id: 'redo-prompts',
    name: 'Do again what was undone',
    group: 'Prompts',
    keys: ['Shift+Z', 'Mod+Shift+Z', 'Mod+Y'],
    when: (state) => onScreen(state) && state.promptsRedoable,
    perform: redo,
  },
  {
    id: 'write-prompts',
    name: 'Write prompts',
    group: 'Prompts',
    keys: ['W'],
    when: onScreen,
    perform: openWriteDialog,
  },
  {
    id: 'type-prompt',
    name: 'Type a prompt',
    group: 'Prompts',
    keys: ['N'],
    when: onScreen,
    perform: focusNewPrompt,
  },
  {
    id: 'import-prompts',
    name: 'Paste or import prompts',
    group: 'Prompts',
    when: onScreen,
    perform: () => openDialog({ kind: 'import-prompts' }),
  },
  ...movement('up', 'Prompt above', 'ArrowUp', -1),
  ...movement('down', 'Prompt below', 'ArrowDown', 1),
  ...movement('page-up', 'Twenty prompts up', 'PageUp', -20),
  ...movement('page-down', 'Twenty prompts down', 'PageDown', 20),
  ...movement('first', 'First prompt', 'Home', Number.NEGATIVE_INFINITY),
  ...movement('last', 'Last prompt', 'End', Number.POSITIVE_INFINITY),
  {
    id: 'choose-all-prompts',
    name: 'Choose all prompts that match the filter',
    group: 'Prompts',
    keys: ['Mod+A'],
    when: inTable,
    perform: select(selectAll),
  },
  {
    id: 'let-go-prompts',
    name: 'Let go of the chosen prompts',
    group: 'Prompts',
    keys: ['Escape'],
    when: inTable,
    perform: select(clearChoice),
  },
  {
    id: 'search-prompts',
    name: 'Search the prompts',
    group: 'Prompts',
    keys: ['/', 'Mod+F'],
    when: onScreen,
    perform: focusPromptSearch,
  },
  {
    id: 'prompt-coverage',
    name: 'Show or hide the coverage',
    group: 'Prompts',
    keys: ['I'],
    when: onScreen,
    perform: () => usePrompts.setState(({ coverageOpen }) => ({ coverageOpen: !coverageOpen })),
  },
  {
    id: 'generate-from-prompts',
    name: 'Generate images from the prompts',
    group: 'Prompts',
    keys: ['G'],
    when: onScreen,
    perform: () => goTo('generate'),
  },
];
