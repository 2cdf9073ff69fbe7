import type { PromptOrigin, PromptWriter } from '../domain/prompt.ts';

export const originNames: Readonly<Record<PromptOrigin, string>> = {
  plain: 'Plain',
  template: 'From templates',
  contextualized: 'Contextualized',
  stylized: 'Stylized',
  typed: 'Typed',
  imported: 'Imported',
};

/** Who wrote a prompt, as it stands beside it. */
export const writerNames: Readonly<Record<PromptWriter, string>> = {
  person: 'person',
  template: 'template',
  grammar: 'grammar',
  'language-model': 'language model',
  file: 'file',
};
