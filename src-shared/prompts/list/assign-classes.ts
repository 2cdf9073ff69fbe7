import { type NewPrompt, promptKey } from '../../domain/prompt.ts';
import type { LineProblem, ListedPrompt } from './read-row.ts';

export interface AssignedPrompts {
  readonly prompts: readonly NewPrompt[];
  /** Lines whose class the project does not have. */
  readonly homeless: readonly ListedPrompt[];
  /** The names of those classes, in the order of their appearance. */
  readonly unknownClasses: readonly string[];
  /** Lines that name no class where none was chosen for them. */
  readonly problems: readonly LineProblem[];
}

/**
 * Gives each listed prompt its class: the one it names (case and width do not distinguish names), or `usual` where it names none.
 */
export function assignClasses(
  listed: readonly ListedPrompt[],
  classes: readonly { id: number; name: string }[],
  usual: number | null,
): AssignedPrompts {
  const idOf = new Map(classes.map(({ id, name }) => [promptKey(name), id]));
  const prompts: NewPrompt[] = [];
  const homeless: ListedPrompt[] = [];
  const problems: LineProblem[] = [];
  for (const entry of listed) {
    const { line, className, text, context, style } = entry;
    const classId = className === null ? usual : idOf.get(promptKey(className));
    if (classId) {
      prompts.push({ classId, text, context, style, origin: 'imported', writer: 'file', attributes: {} });
    } else if (className === null) {
      problems.push({ line, reason: 'This line names no class, and none was chosen for such lines.' });
    } else {
      homeless.push(entry);
    }
  }
  return { prompts, homeless, unknownClasses: differentNames(homeless), problems };
}

function differentNames(homeless: readonly ListedPrompt[]): string[] {
  const names = new Map<string, string>();
  for (const { className } of homeless) {
    if (className !== null && !names.has(promptKey(className))) names.set(promptKey(className), className);
  }
  return [...names.values()];
}

/** What to say of lines whose classes are not to be added. */
export const homelessProblems = (homeless: readonly ListedPrompt[]): LineProblem[] =>
  homeless.map(({ line, className }) => ({ line, reason: `There is no class "${className ?? ''}".` }));
