import { appCommands } from '../app/commands.ts';
import { classCommands } from '../classes/commands.ts';
import { jobCommands } from '../jobs/commands.ts';
import { promptCommands } from '../prompts/commands.ts';
import { filterCommands } from '../review/commands/filter-commands.ts';
import { gridCommands } from '../review/commands/grid-commands.ts';
import { verdictCommands } from '../review/commands/verdict-commands.ts';
import { viewCommands } from '../review/commands/view-commands.ts';
import { CommandRegistry } from './registry.ts';

/** The one registry. A feature adds its commands here and nowhere else. */
export const registry = new CommandRegistry([
  ...appCommands,
  ...classCommands,
  ...promptCommands,
  ...verdictCommands,
  ...gridCommands,
  ...filterCommands,
  ...viewCommands,
  ...jobCommands,
]);
