export const PROMPT_SEARCH = 'prompt-search';
export const NEW_PROMPT = 'new-prompt';

/** Puts the keyboard back to the table. */
export const focusTable = (): void => document.querySelector<HTMLElement>('[data-prompt-table]')?.focus();

export const focusPromptSearch = (): void =>
  document.querySelector<HTMLElement>(`#${PROMPT_SEARCH} input`)?.focus();

export const focusNewPrompt = (): void =>
  document.querySelector<HTMLElement>(`#${NEW_PROMPT} input`)?.focus();
