import { api } from '../../api/client.ts';
import { assignClasses } from '../../../src-shared/prompts/list/assign-classes.ts';
import type { ListedPrompt } from '../../../src-shared/prompts/list/read-row.ts';

/** The API takes so many at once. */
const CHUNK = 5000;

/** Adds the classes that are missing, then the prompts; those that their class has already are counted. */
export async function importPrompts(input: {
  listed: readonly ListedPrompt[];
  /** Class of lines that name none; null leaves them out. */
  usual: number | null;
  newClasses: readonly string[];
}): Promise<{ ids: number[]; known: number }> {
  for (const name of input.newClasses) await api.classes.add.mutate({ name });
  const classes = await api.classes.list.query();
  const { prompts } = assignClasses(input.listed, classes, input.usual);
  const ids: number[] = [];
  for (let start = 0; start < prompts.length; start += CHUNK) {
    ids.push(...(await api.prompts.add.mutate({ prompts: prompts.slice(start, start + CHUNK) })).ids);
  }
  return { ids, known: prompts.length - ids.length };
}
