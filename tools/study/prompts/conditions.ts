import type { PromptOrigin } from '../../../src-shared/domain/prompt.ts';
import type { TrainedExperiment } from '../terminal.ts';

/** A way of prompting: which prompts share the images of a class. */
export interface Condition {
  /** Name of its synthetic set. */
  readonly name: string;
  readonly shares: readonly { readonly origin: PromptOrigin; readonly share: number }[];
}

/** Share of SD that the product offers (docs/methods.md 3). */
const STYLIZED = 0.25;

export const conditions: readonly Condition[] = [
  { name: 'plain name', shares: [{ origin: 'plain', share: 1 }] },
  { name: 'templates', shares: [{ origin: 'template', share: 1 }] },
  { name: 'CD', shares: [{ origin: 'contextualized', share: 1 }] },
  { name: 'SD', shares: [{ origin: 'stylized', share: 1 }] },
  {
    name: 'CD + SD',
    shares: [
      { origin: 'contextualized', share: 1 - STYLIZED },
      { origin: 'stylized', share: STYLIZED },
    ],
  },
];

/** Images of a class by origin; together `perClass`. */
export function portions(
  { shares }: Condition,
  perClass: number,
): { origin: PromptOrigin; images: number }[] {
  let given = 0;
  return shares.map(({ origin, share }, i) => {
    const images = i === shares.length - 1 ? perClass - given : Math.round(perClass * share);
    given += images;
    return { origin, images };
  });
}

export const experimentOf = ({ name }: Condition): TrainedExperiment => ({
  name: `synthetic only, ${name}`,
  recipe: 'synthetic-only',
  source: name,
  shots: null,
});
