export const SEARCH_BOX = 'review-search';

/** Puts the keyboard back to the images. */
export const focusGrid = (): void => document.querySelector<HTMLElement>('[data-review-grid]')?.focus();

export const focusSearch = (): void => document.querySelector<HTMLElement>(`#${SEARCH_BOX} input`)?.focus();
