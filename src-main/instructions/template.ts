import { UserError } from '../../src-shared/errors.ts';

/** A built-in instruction, and the `{places}` in which it is told what to write about. */
export interface InstructionTemplate {
  readonly text: string;
  /** Without these the language model would not know what is wanted. */
  readonly required: readonly string[];
  readonly optional: readonly string[];
}

/** Only letters and spaces, so that JSON in an instruction is left alone. */
const places = /\{([a-z]+(?: [a-z]+)*)\}/g;

/** @throws UserError 'bad-input' that names a place which is missing or unknown. */
export function checkInstruction(text: string, { required, optional }: InstructionTemplate): void {
  const known = [...required, ...optional];
  const used = new Set(Array.from(text.matchAll(places), ([, place = '']) => place));
  const unknown = [...used].find((place) => !known.includes(place));
  const missing = required.find((place) => !used.has(place));
  const advice = `It can have ${known.map((place) => `{${place}}`).join(', ')}.`;
  if (unknown !== undefined) {
    throw new UserError('bad-input', `{${unknown}} is not known in this instruction.`, advice);
  }
  if (missing !== undefined) {
    throw new UserError('bad-input', `The instruction needs {${missing}}.`, advice);
  }
}

/** Lines that become empty by an empty value are dropped. */
export const fillInstruction = (text: string, values: Readonly<Record<string, string>>): string =>
  text
    .split('\n')
    .flatMap((line) => {
      const filled = line.replaceAll(places, (place, name: string) => values[name] ?? place);
      return filled.trim() === '' && line.trim() !== '' ? [] : [filled];
    })
    .join('\n');
