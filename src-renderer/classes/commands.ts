import { openDialog } from '../app/dialogs.ts';
import { goTo } from '../app/ui-state.ts';
import type { Command, CommandState } from '../commands/command.ts';

const projectOpen = (state: CommandState): boolean => state.projectOpen;

export const classCommands: readonly Command[] = [
  {
    id: 'add-class',
    name: 'Add a class',
    group: 'Classes',
    when: projectOpen,
    perform: () => {
      goTo('classes');
      openDialog({ kind: 'add-class' });
    },
  },
  {
    id: 'find-senses',
    name: 'Find senses of the classes',
    group: 'Classes',
    when: projectOpen,
    perform: () => {
      goTo('classes');
      openDialog({ kind: 'find-senses' });
    },
  },
];
