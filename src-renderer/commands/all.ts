import { appCommands } from '../app/commands.ts';
import { jobCommands } from '../jobs/commands.ts';
import { reviewCommands } from '../review/commands.ts';
import { CommandRegistry } from './registry.ts';

/** The one registry. A feature adds its commands here and nowhere else. */
export const registry = new CommandRegistry([...appCommands, ...reviewCommands, ...jobCommands]);
