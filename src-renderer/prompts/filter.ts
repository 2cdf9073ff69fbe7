import type { Prompt, PromptOrigin } from '../../src-shared/domain/prompt.ts';

/** What of the prompts is shown; null does not restrict. */
export interface ShownFilter {
  readonly classId: number | null;
  readonly origin: PromptOrigin | null;
  /** Names of contexts, any of which may stand in the prompt; null among them is a prompt without one. */
  readonly contexts: readonly (string | null)[] | null;
  readonly styles: readonly (string | null)[] | null;
  readonly text: string;
}

export const everyPrompt: ShownFilter = {
  classId: null,
  origin: null,
  contexts: null,
  styles: null,
  text: '',
};

export const isNarrowed = ({ origin, contexts, styles, text }: ShownFilter): boolean =>
  origin !== null || contexts !== null || styles !== null || text.trim() !== '';

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
  const { classId, origin, contexts, styles, text } = filter;
  const tests: ((prompt: Prompt) => boolean)[] = [];
  if (classId !== null) tests.push((prompt) => prompt.classId === classId);
  if (origin !== null) tests.push((prompt) => prompt.origin === origin);
  if (contexts !== null) tests.push((prompt) => contexts.includes(prompt.context));
  if (styles !== null) tests.push((prompt) => styles.includes(prompt.style));
  if (text.trim() !== '') tests.push(textTest(text));
  return tests.length === 0 ? prompts : prompts.filter((prompt) => tests.every((test) => test(prompt)));
}
