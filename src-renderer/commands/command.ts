import type { Screen } from '../app/screens.ts';

/** What `when` may look at. Everything is a plain value, so that the whole registry can be tested without a window. */
export interface CommandState {
  screen: Screen;
  projectOpen: boolean;
  /** Images that the review grid shows. */
  reviewImages: number;
  /** What the review screen shows in place of its grid, if anything. */
  reviewView: 'grid' | 'full' | 'compare';
  undoable: boolean;
  /** Prompts that the table of prompts shows. */
  shownPrompts: number;
  promptsUndoable: boolean;
  promptsRedoable: boolean;
  jobsRunning: boolean;
}

export const commandGroups = [
  'Go to',
  'Project',
  'Classes',
  'Prompts',
  'Review',
  'Verdicts',
  'Full view',
  'Jobs',
  'Window',
  'Help',
] as const;
export type CommandGroup = (typeof commandGroups)[number];

/** One thing a person can tell the workbench to do. Keys, menus, the palette and the key list all come from these. */
export interface Command {
  id: string;
  name: string;
  group: CommandGroup;
  /** In the form of `normaliseKey`; the first is the one that is shown. */
  keys?: readonly string[];
  /** True where the command makes sense; always when absent. */
  when?: (state: CommandState) => boolean;
  perform: () => void;
  /** Movements, which only make sense as keys: listed among the keys, not in the palette. */
  keysOnly?: boolean;
  /** How the key list says it where several commands share a line; null for those that another line speaks for. */
  listed?: { name: string; keys: readonly string[] } | null;
}

export const isAvailable = (command: Command, state: CommandState): boolean => command.when?.(state) ?? true;
