import { type NewPrompt, promptKey } from '../domain/prompt.ts';
import type { LineProblem, ListedPrompt } from './read-row.ts';

export interface AssignedPrompts {
  readonly prompts: readonly NewPrompt[];
  /** Names that no class of the project has, in the order of their appearance; their lines are among the problems. */
  readonly unknownClasses: readonly string[];
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
  const problems: LineProblem[] = [];
  const unknown = new Map<string, string>();
  for (const { line, className, text, context, style } of listed) {
    const classId = className === null ? usual : idOf.get(promptKey(className));
    if (classId) {
      prompts.push({ classId, text, context, style, origin: 'imported', writer: 'file', attributes: {} });
    } else if (className === null) {
      problems.push({ line, reason: 'This line names no class, and none was chosen for such lines.' });
    } else {
      problems.push({ line, reason: `There is no class "${className}".` });
      if (!unknown.has(promptKey(className))) unknown.set(promptKey(className), className);
    }
  }
  return { prompts, unknownClasses: [...unknown.values()], problems };
}
