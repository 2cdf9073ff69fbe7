import { resolve } from 'node:path';
import { type Command, InvalidArgumentError } from 'commander';
import { createOutput, type Output } from './output.ts';
import { openProjectSession, type Session } from './session.ts';

export interface CommonOptions {
  json?: boolean;
  project?: string;
}

/** A command inside the project that `--project` names. */
export interface ProjectContext extends Session {
  readonly output: Output;
  /** Absolute path of the project's folder. */
  readonly folder: string;
}

/** Adds a command with `--json` and an example in its help. */
export function addCommand(parent: Command, usage: string, description: string, example: string): Command {
  return parent
    .command(usage)
    .description(description)
    .option('--json', 'print one JSON document instead of text')
    .addHelpText('after', `\nExample:\n  npm run variegate -- ${example}`);
}

/** The same for a command that needs a project. */
export function addProjectCommand(
  parent: Command,
  usage: string,
  description: string,
  example: string,
): Command {
  return addCommand(parent, usage, description, example).option(
    '--project <folder>',
    'the project (default: the current folder)',
  );
}

/** Opens the project for `work`, and closes it whatever happens. */
export async function inProject(
  options: CommonOptions,
  work: (context: ProjectContext) => Promise<void>,
): Promise<void> {
  const folder = resolve(options.project ?? '.');
  const session = await openProjectSession(folder);
  try {
    await work({ ...session, output: createOutput(options.json ?? false), folder });
  } finally {
    await session.close();
  }
}

/** Parsers of option values; what they refuse is wrong usage. */
export function integer(text: string): number {
  const value = Number(text);
  if (!/^-?\d+$/.test(text) || !Number.isSafeInteger(value))
    throw new InvalidArgumentError('It must be a whole number.');
  return value;
}

export function count(text: string): number {
  const value = integer(text);
  if (value < 0) throw new InvalidArgumentError('It cannot be negative.');
  return value;
}

export function decimal(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) throw new InvalidArgumentError('It must be a number.');
  return value;
}

/** `0.1,0.3` */
export const decimals = (text: string): number[] => text.split(',').map(decimal);

/** `1,2,3` */
export const integers = (text: string): number[] => text.split(',').map((part) => integer(part.trim()));

/** For options that may be given several times. */
export const collect = (value: string, previous: string[] = []): string[] => [...previous, value];
