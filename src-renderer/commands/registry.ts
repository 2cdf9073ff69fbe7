import { type Command, type CommandGroup, commandGroups, type CommandState, isAvailable } from './command.ts';
import { normaliseKey } from './keys.ts';

/** All commands, found by id, by key or by group. Two commands may share a key only if they are never available together. */
export class CommandRegistry {
  readonly all: readonly Command[];
  readonly #byId: ReadonlyMap<string, Command>;
  readonly #byKey: ReadonlyMap<string, readonly Command[]>;

  constructor(commands: readonly Command[]) {
    this.all = commands;
    this.#byId = new Map(commands.map((command) => [command.id, command]));
    if (this.#byId.size !== commands.length) throw new Error('Two commands have the same id.');
    const pairs = commands.flatMap((command) =>
      (command.keys ?? []).map((key) => ({ key: normaliseKey(key), command })),
    );
    this.#byKey = new Map(
      [...Map.groupBy(pairs, ({ key }) => key)].map(([key, of]) => [key, of.map(({ command }) => command)]),
    );
  }

  byId(id: string): Command {
    const command = this.#byId.get(id);
    if (!command) throw new Error(`There is no command "${id}".`);
    return command;
  }

  /** The available command that a key press means. */
  byKey(key: string, state: CommandState): Command | undefined {
    return this.#byKey.get(key)?.find((command) => isAvailable(command, state));
  }

  available(state: CommandState): Command[] {
    return this.all.filter((command) => isAvailable(command, state));
  }

  /** Commands by group in the order of `commandGroups`, without empty groups. */
  groups(keep: (command: Command) => boolean): { group: CommandGroup; commands: Command[] }[] {
    return commandGroups
      .map((group) => ({
        group,
        commands: this.all.filter((command) => command.group === group && keep(command)),
      }))
      .filter(({ commands }) => commands.length > 0);
  }
}
