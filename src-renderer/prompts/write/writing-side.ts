import type { ReactNode } from 'react';

/** What stands at the right of the recipe, and what can be done with it. */
export interface WritingSide {
  readonly content: ReactNode;
  readonly action: ReactNode;
  readonly footnote: string;
}
