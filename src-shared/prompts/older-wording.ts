import type { InstructionName, Instructions } from '../api/diversification.ts';

/** Whether a project's own wording of an instruction was made from a built-in one that has changed since. */
export const isOlderWording = (
  instructions: Instructions,
  name: InstructionName,
  builtInVersion: number,
): boolean => instructions[name] !== null && instructions.version < builtInVersion;
