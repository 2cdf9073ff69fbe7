import { type Instructions, instructionsSchema } from '../../src-shared/api/diversification.ts';
import { UserError } from '../../src-shared/errors.ts';
import type { Database } from '../project/database.ts';
import { fromJson } from '../project/queries/json-columns.ts';
import { builtInAttributes, builtInInstructions, INSTRUCTIONS_VERSION } from './built-in.ts';
import { checkInstruction } from './template.ts';

const KEY = 'prompts.instructions';

/** What a language model is told, as this project has it: the built-in wording unless somebody changed it. */
export async function readInstructions(database: Database): Promise<Instructions> {
  const stored = await database.call('meta.get', KEY);
  if (stored !== null) return fromJson(instructionsSchema, stored, "the project's instructions");
  return instructionsSchema.parse({ version: INSTRUCTIONS_VERSION, attributes: builtInAttributes });
}

/** @throws UserError 'bad-input' for an instruction that lacks a place or has an unknown one, and for attributes of one name. */
export async function storeInstructions(database: Database, instructions: Instructions): Promise<void> {
  for (const name of ['senses', 'contexts', 'styles', 'prompts'] as const) {
    const text = instructions[name];
    if (text !== null) checkInstruction(text, builtInInstructions[name]);
  }
  const names = instructions.attributes.map(({ name }) => name.toLowerCase());
  if (new Set(names).size < names.length) {
    throw new UserError('bad-input', 'Two attributes have the same name.', 'Rename or drop one of them.');
  }
  await database.call('meta.set', { key: KEY, value: JSON.stringify(instructions) });
}

export const instructionText = (instructions: Instructions, name: keyof typeof builtInInstructions): string =>
  instructions[name] ?? builtInInstructions[name].text;
