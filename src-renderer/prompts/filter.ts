import type { Prompt, PromptOrigin, PromptWriter } from '../../src-shared/domain/prompt.ts';

/** What a prompt can be marked as. */
export const marks = ['stale', 'locked', 'edited'] as const;
export type Mark = (typeof marks)[number];

/** What of the prompts is shown; null does not restrict. */
export interface ShownFilter {
  readonly classId: number | null;
  readonly origin: PromptOrigin | null;
  /** Names of contexts, any of which may stand in the prompt; null among them is a prompt without one. */
  readonly contexts: readonly (string | null)[] | null;
  readonly styles: readonly (string | null)[] | null;
  readonly writer: PromptWriter | null;
  /** Of the recipe that wrote them. */
  readonly recipeId: number | null;
  readonly mark: Mark | null;
  readonly text: string;
}

export const everyPrompt: ShownFilter = {
  classId: null,
  origin: null,
  contexts: null,
  styles: null,
  writer: null,
  recipeId: null,
  mark: null,
  text: '',
};

/** Whether anything but the class restricts. */
export const isNarrowed = (filter: ShownFilter): boolean =>
  filter.text.trim() !== '' ||
  (['origin', 'contexts', 'styles', 'writer', 'recipeId', 'mark'] as const).some(
    (name) => filter[name] !== null,
  );

/** Every word has to occur in the text, in any order and case. */
function textTest(text: string): (prompt: Prompt) => boolean {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return (prompt) => {
    const said = prompt.text.toLowerCase();
    return words.every((word) => said.includes(word));
  };
}

/** The prompts that pass the filter, in their order. */
export function filterPrompts(prompts: readonly Prompt[], filter: ShownFilter): readonly Prompt[] {
  const { classId, origin, contexts, styles, writer, recipeId, mark, text } = filter;
  const tests: ((prompt: Prompt) => boolean)[] = [];
  if (classId !== null) tests.push((prompt) => prompt.classId === classId);
  if (origin !== null) tests.push((prompt) => prompt.origin === origin);
  if (contexts !== null) tests.push((prompt) => contexts.includes(prompt.context));
  if (styles !== null) tests.push((prompt) => styles.includes(prompt.style));
  if (writer !== null) tests.push((prompt) => prompt.writer === writer);
  if (recipeId !== null) tests.push((prompt) => prompt.recipeId === recipeId);
  if (mark !== null) tests.push((prompt) => prompt[mark]);
  if (text.trim() !== '') tests.push(textTest(text));
  return tests.length === 0 ? prompts : prompts.filter((prompt) => tests.every((test) => test(prompt)));
}
