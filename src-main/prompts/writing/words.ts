/** Plurals that no rule gives. */
const irregular: Readonly<Record<string, string>> = {
  mice: 'mouse',
  lice: 'louse',
  geese: 'goose',
  children: 'child',
  people: 'person',
  feet: 'foot',
  teeth: 'tooth',
  oxen: 'ox',
  dice: 'die',
};

/** Words without which two descriptions say the same. */
const idle = new Set(
  'a an the of in on at by to with and or for from as is are be it its this that these those some one into onto over near while'.split(
    ' ',
  ),
);

/**
 * One form for singular and plural of an English noun; no word of its own: `berries` and `berry` give `berry`, `knives` and `knife` give
 * `knif`. Words in other scripts stay as they are.
 */
export function stem(given: string): string {
  const word = irregular[given] ?? given;
  if (word.length < 4 || !/^[a-z]+$/.test(word)) return word;
  const singular = word.endsWith('s') && !/(?:ss|us|is)$/.test(word) ? word.slice(0, -1) : word;
  if (singular.endsWith('men')) return `${singular.slice(0, -3)}man`;
  if (singular.length > 4 && singular.endsWith('ie')) return `${singular.slice(0, -2)}y`;
  if (/[lrnieao]ve$/.test(singular) && singular !== word) return `${singular.slice(0, -2)}f`;
  return singular.endsWith('e') ? singular.slice(0, -1) : singular;
}

export interface Word {
  readonly stem: string;
  /** UTF-16 offsets in the text. */
  readonly start: number;
  readonly end: number;
}

/** Runs of letters and digits, without the possessive. */
export const wordsOf = (text: string): Word[] =>
  Array.from(text.matchAll(/[\p{L}\p{M}\p{N}]+/gu))
    .filter(({ 0: word, index }) => !(word.toLowerCase() === 's' && /['’]/.test(text.charAt(index - 1))))
    .map(({ 0: word, index }) => ({
      stem: stem(word.normalize('NFKC').toLowerCase()),
      start: index,
      end: index + word.length,
    }));

export const stemsOf = (text: string): string[] => wordsOf(text).map((word) => word.stem);

/** Where the stems stand in a row, as the index of the first; -1 if nowhere. */
export function findRow(stems: readonly string[], row: readonly string[], from = 0): number {
  if (row.length === 0) return -1;
  for (let start = from; start + row.length <= stems.length; start++) {
    if (row.every((each, i) => stems[start + i] === each)) return start;
  }
  return -1;
}

/** Equal for two descriptions that differ only in order, inflection and words that say nothing. */
export const contentKey = (text: string): string =>
  [...new Set(stemsOf(text).filter((each) => !idle.has(each)))].toSorted().join(' ');

export const contentStems = (text: string): string[] => stemsOf(text).filter((each) => !idle.has(each));
