/** What a template is filled with. */
export interface TemplateWords {
  /** What prompts call the class: `crane, the bird`. */
  readonly phrase: string;
  /** The name of the class itself: `crane`. */
  readonly className: string;
}

/** `a crane, the bird` / `an owl`; phrases that bring an article of their own keep it. Capitals and spelling are left as they are. */
export function withArticle(phrase: string): string {
  if (/^(?:an?|the)\s/i.test(phrase)) return phrase;
  return /^[aeiou]/i.test(phrase) ? `an ${phrase}` : `a ${phrase}`;
}

const places = /\{(?:phrase|a phrase|class)\}/g;

/** Whether the sentence has a place for the class: without one it would say the same of every class. */
export const namesClass = (template: string): boolean => template.search(places) >= 0;

/** Puts a class into a sentence at each `{phrase}`, `{a phrase}` (with its article) and `{class}` (the plain name). */
export function fillTemplate(template: string, { phrase, className }: TemplateWords): string {
  return template.replaceAll(places, (place) => {
    if (place === '{class}') return className;
    return place === '{phrase}' ? phrase : withArticle(phrase);
  });
}
