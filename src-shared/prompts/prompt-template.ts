/** What a template is filled with. */
export interface TemplateWords {
  /** What prompts call the class: `crane, the bird`. */
  readonly phrase: string;
  /** The name of the class itself: `crane`. */
  readonly className: string;
}

/** Phrases that begin with one of these need no article of their own. */
const DETERMINED =
  /^(?:an?|the|some|any|this|that|these|those|my|your|his|her|its|our|their|one|two|three|four|five|six|seven|eight|nine|ten|several|many|\d+)\s/i;
/** Spelled with a vowel, spoken with a consonant: unicorn, user, ukulele, one-way sign, ewer. */
const CONSONANT_SOUND =
  /^(?:uni(?!n|m|de)|us[aeu]|ut[eio]|u[bkrv][aeiou]|uk\b|eu|ew|one(?!r)|once(?![a-z]))/i;
const SILENT_H = /^(?:hour|heir|honest|honou?r)/i;
/** Letters whose names begin with a vowel: an X-ray, an SUV. */
const SPELLED_OUT = /^[AEFHILMNORSX](?:[A-Z]{1,2}s?)?(?![A-Za-z])/;
const SPELLED_OUT_CONSONANT = /^[BCDGJKPQTUVWYZ](?:[A-Z]{1,2}s?)?(?![A-Za-z])/;
/** eight, eleven, eighteen, eighty */
const VOWEL_NUMBER = /^(?:8|1[18](?!\d))/;

function startsWithVowelSound(phrase: string): boolean {
  if (SPELLED_OUT.test(phrase)) return true;
  if (SPELLED_OUT_CONSONANT.test(phrase) || CONSONANT_SOUND.test(phrase)) return false;
  return (
    SILENT_H.test(phrase) || VOWEL_NUMBER.test(phrase) || /^[aeiouáàâäåæéèêëíìîïóòôöøœúùûü]/i.test(phrase)
  );
}

/** `a crane, the bird` / `an owl`; phrases that bring an article of their own keep it. Capitals and spelling are left as they are. */
export function withArticle(phrase: string): string {
  if (DETERMINED.test(phrase)) return phrase;
  return `${startsWithVowelSound(phrase) ? 'an' : 'a'} ${phrase}`;
}

/** `{phrase}`, `{a phrase}`, `{class}` and CLIP's `{}`, with the article before it and the space after it. */
const places = /(?:\b(an?)\s+)?\{(phrase|a phrase|class|)\}(\s+(?=\S))?/gi;

/** Whether the sentence has a place for the class: without one it would say the same of every class. */
export const namesClass = (template: string): boolean => template.search(places) >= 0;

/** Why a sentence cannot be a template, in words for a person; null if it can. */
export function templateProblem(template: string): string | null {
  const unknown = template.replaceAll(places, '').match(/\{[^{}]*\}/)?.[0];
  if (unknown) return `${unknown} is not known. Use {phrase}, {a phrase} or {class}.`;
  return namesClass(template) ? null : 'It needs {phrase}, {a phrase} or {class} where the class belongs.';
}

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/**
 * Puts a class into a sentence at each `{phrase}` or `{}`, `{a phrase}` (with its article) and `{class}` (the plain name). An article that
 * stands before a place becomes the right one, and a phrase with a comma gets a second one before what follows: `a crane, the bird, on a
 * beach`.
 */
export function fillTemplate(template: string, { phrase, className }: TemplateWords): string {
  return template.replaceAll(
    places,
    (_match, article: string | undefined, place: string, space: string | undefined) => {
      const words = place.toLowerCase() === 'class' ? className : phrase;
      const named = article === undefined && place.toLowerCase() !== 'a phrase' ? words : withArticle(words);
      const pause = space !== undefined && words.includes(',') ? ',' : '';
      return `${article?.startsWith('A') ? capitalised(named) : named}${pause}${space ?? ''}`;
    },
  );
}
